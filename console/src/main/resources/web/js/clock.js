// The server's clock. Browsers' clocks are off by minutes now and then, and ages would be nonsense.
let ahead = 0;
let known = false;

/** @param at the server's time in an answer that has just come, Unix ms */
export function heard(at) {
  if (!Number.isFinite(at)) return;
  const offset = at - Date.now();
  // The answer that travelled least tells best: a later one may only move the clock on, or correct a big error.
  ahead = !known || Math.abs(offset - ahead) > 5000 ? offset : Math.max(ahead, offset);
  known = true;
}

/** Unix ms. */
export const serverNow = () => Date.now() + ahead;
