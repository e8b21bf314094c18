import { cell, remembered } from './cell.js';

const dark = matchMedia('(prefers-color-scheme: dark)');
const chosen = remembered('danmaku.theme', 'system');
const resolve = () => (chosen.get() === 'system' ? (dark.matches ? 'dark' : 'light') : chosen.get());

/** `dark` or `light`, whoever decided it. */
export const theme = cell(resolve());

function apply() {
  if (chosen.get() === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen.get();
  theme.set(resolve());
}
chosen.listen(apply);
dark.addEventListener('change', apply);

export const switchTheme = () => {
  const next = theme.get() === 'dark' ? 'light' : 'dark';
  chosen.set(next === (dark.matches ? 'dark' : 'light') ? 'system' : next);
};
