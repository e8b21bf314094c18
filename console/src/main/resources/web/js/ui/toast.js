import { dom, h } from '../lib.js';
import { cell, useCell } from '../cell.js';
import { t } from '../i18n.js';
import { Button, problemText } from './parts.js';

const SHOWN_MS = 7000;
const MOST = 4;
const shown = cell([]);
let next = 1;

/** Tells how something went; errors stay until they are closed. @param tone `good`, `bad` or nothing */
export function toast(text, tone) {
  const id = next++;
  shown.set([...shown.get(), { id, text, tone }].slice(-MOST));
  if (tone !== 'bad') setTimeout(() => close(id), SHOWN_MS);
}
export const toastProblem = (problem) => toast(problemText(problem), 'bad');

const close = (id) => shown.set(shown.get().filter((one) => one.id !== id));

export function Toasts() {
  return dom.div({ class: 'toasts', role: 'status', 'aria-live': 'polite' },
    useCell(shown).map(({ id, text, tone }) => dom.div({ key: id, class: `toast ${tone ? `toast-${tone}` : ''}` }, dom.p(text),
      h(Button, { icon: 'close', label: t('close'), hideLabel: true, small: true, kind: 'quiet', onClick: () => close(id) }))));
}
