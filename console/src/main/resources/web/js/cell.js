import { useEffect, useState } from './lib.js';

/** A value that tells those who listen when it changes. */
export function cell(value) {
  const listeners = new Set();
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      [...listeners].forEach((listener) => listener(value));
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The cell's value; the component is drawn anew when it changes. */
export function useCell(source) {
  const [value, setValue] = useState(source.get());
  useEffect(() => {
    setValue(() => source.get());
    return source.listen((next) => setValue(() => next));
  }, [source]);
  return value;
}

/** A cell whose text is remembered by the browser. */
export function remembered(key, usual) {
  let first = usual;
  try {
    first = localStorage.getItem(key) ?? usual;
  } catch {
    // Storage may be forbidden: then nothing is remembered.
  }
  const it = cell(first);
  it.listen((value) => {
    try {
      if (value === usual) localStorage.removeItem(key);
      else localStorage.setItem(key, value);
    } catch {
      // As above.
    }
  });
  return it;
}
