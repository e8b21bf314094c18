import { serverNow } from './clock.js';
import { locale, t } from './i18n.js';

const made = new Map();
function intl(kind, options) {
  const key = `${locale()} ${kind} ${JSON.stringify(options)}`;
  if (!made.has(key)) made.set(key, new Intl[kind](locale(), options));
  return made.get(key);
}

export const NONE = '–';
const known = (it) => it !== undefined && it !== null && Number.isFinite(it);

export const count = (it) => (known(it) ? intl('NumberFormat', { maximumFractionDigits: 0 }).format(it) : NONE);
export const compact = (it) => {
  if (!known(it)) return NONE;
  return Math.abs(it) < 10000
    ? count(it)
    : intl('NumberFormat', { notation: 'compact', maximumFractionDigits: 1 }).format(it);
};
/** Rates: two figures that say something. */
export const rate = (it) => {
  if (!known(it)) return NONE;
  return it >= 10000 ? compact(it) : intl('NumberFormat', { maximumFractionDigits: it < 10 ? 1 : 0 }).format(it);
};
export const mebibytes = (bytes) => (known(bytes) ? intl('NumberFormat', { maximumFractionDigits: bytes < 10 * 1048576 ? 1 : 0 }).format(bytes / 1048576) : NONE);
/** Rounded down: what is not quite whole must not look whole. */
export const percent = (it) => (known(it) ? intl('NumberFormat', { style: 'percent', maximumFractionDigits: 1 }).format(Math.floor(it * 1000) / 1000) : NONE);
export const list = (items) => intl('ListFormat', { type: 'conjunction' }).format(items.map(String));

export const dateTime = (ms) => (known(ms) ? intl('DateTimeFormat', { dateStyle: 'medium', timeStyle: 'medium' }).format(ms) : NONE);
export const clock = (ms) => (known(ms) ? intl('DateTimeFormat', { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(ms) : NONE);
export const clockShort = (ms) => (known(ms) ? intl('DateTimeFormat', { hour: '2-digit', minute: '2-digit' }).format(ms) : NONE);
export const day = (ms) => (known(ms) ? intl('DateTimeFormat', { month: 'short', day: 'numeric' }).format(ms) : NONE);
export const dayClock = (ms) => (known(ms) ? intl('DateTimeFormat', { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' }).format(ms) : NONE);

const unit = (value, name) => intl('NumberFormat', { style: 'unit', unit: name, unitDisplay: 'narrow', maximumFractionDigits: 0 }).format(value);

/** A length of time, in its two largest units. */
export function span(ms) {
  if (!known(ms)) return NONE;
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return unit(seconds, 'second');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return minutes < 5 && seconds % 60 ? `${unit(minutes, 'minute')} ${unit(seconds % 60, 'second')}` : unit(minutes, 'minute');
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 ? `${unit(hours, 'hour')} ${unit(minutes % 60, 'minute')}` : unit(hours, 'hour');
  return unit(Math.floor(hours / 24), 'day');
}

/** A length of time in one unit, for tables. */
export function spanShort(ms) {
  if (!known(ms)) return NONE;
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return unit(seconds, 'second');
  if (seconds < 3600) return unit(Math.floor(seconds / 60), 'minute');
  if (seconds < 172800) return unit(Math.floor(seconds / 3600), 'hour');
  return unit(Math.floor(seconds / 86400), 'day');
}

/** How long ago, by the server's clock. */
export const ageShort = (at) => (known(at) ? spanShort(serverNow() - at) : NONE);
export const ago = (at) => (known(at) ? t('time.ago', { span: span(serverNow() - at) }) : NONE);
/** How long until, by the server's clock. */
export const until = (at) => (known(at) ? (at <= serverNow() ? t('time.now') : t('time.in', { span: span(at - serverNow()) })) : NONE);

/** An amount in the smallest part of its unit: `CNY/1000` is money, anything else a platform's own coin. */
export function money(amount, unitName) {
  if (!known(amount)) return NONE;
  const parts = /^([A-Z]{3})\/(\d+)$/.exec(unitName ?? '');
  if (parts) {
    const value = amount / Number(parts[2]);
    return intl('NumberFormat', { style: 'currency', currency: parts[1], currencyDisplay: 'narrowSymbol', minimumFractionDigits: 0, maximumFractionDigits: value < 100 ? 2 : 0 }).format(value);
  }
  return `${compact(amount)} ${unitName ?? ''}`.trim();
}
/** For axes. */
export function moneyShort(amount, unitName) {
  const parts = /^([A-Z]{3})\/(\d+)$/.exec(unitName ?? '');
  if (!parts) return compact(amount);
  return intl('NumberFormat', { style: 'currency', currency: parts[1], currencyDisplay: 'narrowSymbol', notation: 'compact', maximumFractionDigits: 1, minimumFractionDigits: 0 }).format(amount / Number(parts[2]));
}

export const moneyOf = (value) => {
  const parts = Object.entries(value ?? {}).filter(([, amount]) => amount > 0);
  return parts.length ? parts.map(([name, amount]) => money(amount, name)).join(' + ') : NONE;
};
