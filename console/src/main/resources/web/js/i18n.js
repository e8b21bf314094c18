import { cell, remembered } from './cell.js';
import en from './text/en.js';
import zh from './text/zh.js';

const TEXTS = { en, zh };
const system = (navigator.languages ?? [navigator.language]).some((it) => it.startsWith('en'))
  || !(navigator.languages ?? [navigator.language]).some((it) => it.startsWith('zh')) ? 'en' : 'zh';

export const LANGUAGES = ['en', 'zh'];
const chosen = remembered('danmaku.language', 'system');
const resolve = (it) => (LANGUAGES.includes(it) ? it : system);

export const language = cell(resolve(chosen.get()));
chosen.listen((it) => language.set(resolve(it)));
export const chooseLanguage = (it) => chosen.set(it);

/** For Intl. */
export const locale = () => (language.get() === 'zh' ? 'zh-CN' : 'en-GB');

/** Keys that were asked for and are in no text: the tests look here. */
export const missingTexts = new Set();
globalThis.danmakuMissingTexts = missingTexts;

export const hasText = (key) => key in TEXTS[language.get()];

/**
 * The text of a key. `{name}` is replaced by a value; `one|many` is chosen by the value `n`.
 * Both are only text: what comes out never becomes markup.
 */
export function t(key, values = {}) {
  let text = TEXTS[language.get()][key];
  if (text === undefined) {
    missingTexts.add(`${language.get()}:${key}`);
    return key;
  }
  if (text.includes('|') && 'n' in values) {
    const [one, many] = text.split('|');
    text = many === undefined || Number(values.count ?? values.n) === 1 ? one : many;
  }
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** A word of the cluster (a state, a cause): translated where it is known, else as it is. */
export const word = (group, name) => (hasText(`${group}.${name}`) ? t(`${group}.${name}`) : String(name));
