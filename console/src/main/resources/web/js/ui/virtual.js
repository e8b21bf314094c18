// A list of any length in which only the rows in view exist. Rows have one height, so where a row is, is a multiplication.
import { dom, useCallback, useLayoutEffect, useRef, useState } from '../lib.js';

const OVERSCAN = 6;
/** Browsers stop laying out somewhere above 16 million pixels; 300,000 rows of 40 stay under it. */
const MOST_ROWS = 300_000;

/**
 * @param row (index) -> the row's element, with the class and attributes that it wants; drawn at its place
 * @param onView ({first, last}) tells which rows are in view
 */
export function VirtualList({ rows, height, row, onView, cursor, ...rest }) {
  const ref = useRef(null);
  const [view, setView] = useState({ first: 0, last: 0 });
  const total = Math.min(rows, MOST_ROWS);

  const measure = useCallback(() => {
    const box = ref.current;
    if (!box) return;
    const first = Math.max(0, Math.floor(box.scrollTop / height) - OVERSCAN);
    const last = Math.min(total, Math.ceil((box.scrollTop + box.clientHeight) / height) + OVERSCAN);
    setView((before) => (before.first === first && before.last === last ? before : { first, last }));
  }, [height, total]);

  useLayoutEffect(() => {
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(ref.current);
    return () => watcher.disconnect();
  }, [measure]);
  useLayoutEffect(() => onView?.(view), [view.first, view.last]);
  useLayoutEffect(() => {
    if (cursor === null || cursor === undefined || cursor < 0) return;
    const box = ref.current;
    const top = cursor * height;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + height > box.scrollTop + box.clientHeight) box.scrollTop = top + height - box.clientHeight;
  }, [cursor, height]);

  const shown = [];
  for (let i = view.first; i < Math.min(view.last, total); i += 1) {
    shown.push(dom.div({ key: i, class: 'virtual-row', role: 'presentation', style: { transform: `translateY(${i * height}px)`, height: `${height}px` } }, row(i)));
  }
  return dom.div({ ...rest, ref, onScroll: measure },
    dom.div({ class: 'virtual-space', role: 'presentation', style: { height: `${total * height}px` } }, shown));
}
