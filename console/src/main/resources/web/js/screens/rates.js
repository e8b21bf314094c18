// Rates as the server tells them (columns, with holes where nothing happened) become the points of a chart.

/** What a range shows: how far back, the step that is asked for, and the width of a bar, all in seconds. */
export const RANGES = {
  '10m': { length: 600, step: 1, bar: 10 },
  '1h': { length: 3600, step: 60, bar: 60 },
  '24h': { length: 86_400, step: 60, bar: 900 },
  '30d': { length: 30 * 86_400, step: 60, bar: 6 * 3600 },
};

/** How long a number of viewers is believed when no newer one comes; platforms tell it every few seconds, some every minute. */
const VIEWERS_HOLD = 120;

/** A number of points that a screen can show, for a time of `seconds`. */
export function barFor(seconds) {
  return [60, 120, 300, 600, 900, 1800, 3600, 7200, 21_600].find((bar) => seconds / bar <= 240) ?? 86_400;
}

/** The newer answer's seconds replace those of the older one from where it begins. */
export function merge(older, newer) {
  if (!older || older.step !== newer.step) return newer;
  const first = newer.from / 1000;
  let keep = older.at.findIndex((at) => at >= first);
  if (keep < 0) keep = older.at.length;
  const units = new Set([...Object.keys(older.value ?? {}), ...Object.keys(newer.value ?? {})]);
  const both = (a, b, empty) => [...(a ?? empty(older.at.length)).slice(0, keep), ...(b ?? empty(newer.at.length))];
  const zeros = (length) => new Array(length).fill(0);
  const gaps = new Map([...(older.gaps ?? []), ...(newer.gaps ?? [])].map((gap) => [`${gap.from}`, gap]));
  return {
    step: newer.step, from: older.from, to: newer.to,
    at: both(older.at, newer.at, zeros), chats: both(older.chats, newer.chats, zeros), users: both(older.users, newer.users, zeros),
    viewers: both(older.viewers, newer.viewers, (length) => new Array(length).fill(null)),
    value: Object.fromEntries([...units].map((unit) => [unit, both(older.value?.[unit], newer.value?.[unit], zeros)])),
    gaps: [...gaps.values()],
  };
}

/**
 * Bars of `bar` seconds over [from, to): chats and values are sums, users the most of one step, viewers the last known.
 * Nothing heard is 0; inside a gap, and before the first that is known, it is null, since nobody listened. `holes` are the middles of
 * gaps that are wide enough to be seen: there a line breaks, though the bars on both sides heard something.
 */
export function points(rates, bar, from, to) {
  const first = Math.floor(from / 1000 / bar);
  const last = Math.max(first, Math.ceil(to / 1000 / bar) - 1);
  const size = last - first + 1;
  const empty = (value) => new Array(size).fill(value);
  const made = { at: empty(0).map((_, i) => (first + i) * bar * 1000), chats: empty(0), users: empty(0), viewers: empty(null), value: {} };
  Object.keys(rates.value ?? {}).forEach((unit) => { made.value[unit] = empty(0); });
  rates.at.forEach((at, i) => {
    const to_ = Math.floor(at / bar) - first;
    if (to_ < 0 || to_ >= size) return;
    made.chats[to_] += rates.chats[i] ?? 0;
    made.users[to_] = Math.max(made.users[to_], rates.users[i] ?? 0);
    if (rates.viewers?.[i] !== null && rates.viewers?.[i] !== undefined) made.viewers[to_] = rates.viewers[i];
    for (const unit of Object.keys(made.value)) made.value[unit][to_] += rates.value[unit]?.[i] ?? 0;
  });
  const deaf = (rates.gaps ?? []).filter((gap) => gap.to > gap.from);
  const seen = bar * 300;
  /** Most of a bar's time lies in a gap. */
  const inGap = (i) => deaf.some((gap) => Math.min(gap.to, made.at[i] + bar * 1000) - Math.max(gap.from, made.at[i]) > seen);
  made.holes = deaf.filter((gap) => gap.to - gap.from > seen).map((gap) => (gap.from + gap.to) / 2);
  const begin = rates.at.length ? Math.floor(rates.at[0] / bar) - first : size;
  for (let i = 0; i < Math.min(begin, size); i += 1) made.chats[i] = made.users[i] = null;
  const hold = Math.max(2, Math.ceil(VIEWERS_HOLD / bar));
  let known = null;
  let age = 0;
  for (let i = 0; i < size; i += 1) {
    if (inGap(i)) {
      made.chats[i] = made.chats[i] || null;
      made.users[i] = made.users[i] || null;
      known = null;
    } else if (made.viewers[i] !== null) {
      known = made.viewers[i];
      age = 0;
    } else if (known !== null && age < hold) {
      made.viewers[i] = known;
      age += 1;
    }
  }
  return made;
}
