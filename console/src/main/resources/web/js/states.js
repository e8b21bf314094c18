import { word } from './i18n.js';

/** The states of a room in the order of its life, each with a letter: colour is never the only sign. */
export const STATES = ['watching', 'opening', 'handing-over', 'queued', 'claimed', 'wanted', 'ending', 'parked', 'paused'];
const LETTERS = {
  watching: 'W', opening: 'O', 'handing-over': 'H', queued: 'Q', claimed: 'C', wanted: 'N', ending: 'E', parked: 'P', paused: 'Ⅱ',
};

export const letterOf = (state) => LETTERS[state] ?? '?';
export const stateName = (state) => word('state', state);
export const stateClass = (state) => (state in LETTERS ? `state-${state}` : 'state-unknown');
export const platformName = (platform) => word('platform', platform);

/** The states' colours as the style sheets have them, for what is drawn on a canvas. */
export function colours(names) {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}
export const stateColours = () => {
  const found = colours([...STATES, 'unknown'].map((state) => `state-${state}`));
  return (state) => found[`state-${state}`] || found['state-unknown'];
};
