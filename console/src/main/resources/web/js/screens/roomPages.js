import { useCallback, useEffect, useRef, useState } from '../lib.js';
import { get } from '../api.js';

const PAGE = 100;
const REFRESH_MS = 3000;
const PAGES_KEPT = 40;

/**
 * The rooms that match a question, by pages as they come into view; those in view are asked for again and again.
 *
 * @returns {matching, total, row(index), view(first, last), reload, problem, started}
 */
export function useRoomPages(question) {
  const key = JSON.stringify(question);
  const store = useRef({ key: '', pages: new Map(), asking: new Map() });
  const range = useRef({ first: 0, last: 50 });
  const [sizes, setSizes] = useState({ key: '', matching: 0, total: 0, problem: null, version: 0 });
  if (store.current.key !== key) {
    store.current.asking.forEach((controller) => controller.abort());
    store.current = { key, pages: new Map(), asking: new Map() };
  }

  const ask = useCallback((page) => {
    const mine = store.current;
    if (mine.asking.has(page)) return;
    const controller = new AbortController();
    mine.asking.set(page, controller);
    get('/rooms', { ...JSON.parse(mine.key), offset: page * PAGE, limit: PAGE }, controller.signal).then((answer) => {
      if (store.current !== mine) return;
      mine.pages.delete(page);
      mine.pages.set(page, answer.rooms);
      if (mine.pages.size > PAGES_KEPT) mine.pages.delete(mine.pages.keys().next().value);
      setSizes((before) => ({ key: mine.key, matching: answer.matching, total: answer.total, problem: null, version: before.version + 1 }));
    }, (problem) => {
      if (store.current !== mine || problem.name === 'AbortError') return;
      setSizes((before) => ({ ...before, key: mine.key, problem, version: before.version + 1 }));
    }).finally(() => mine.asking.delete(page));
  }, []);

  const askView = useCallback((again) => {
    const { first, last } = range.current;
    for (let page = Math.floor(first / PAGE); page <= Math.floor(Math.max(first, last - 1) / PAGE); page += 1) {
      if (again || !store.current.pages.has(page)) ask(page);
    }
  }, [ask]);

  useEffect(() => {
    askView(true);
    const timer = setInterval(() => document.hidden || askView(true), REFRESH_MS);
    return () => clearInterval(timer);
  }, [key, askView]);
  useEffect(() => () => store.current.asking.forEach((controller) => controller.abort()), []);

  const current = sizes.key === key;
  return {
    matching: current ? sizes.matching : 0,
    total: sizes.total,
    started: current && (store.current.pages.size > 0 || sizes.problem !== null),
    problem: current ? sizes.problem : null,
    row: (index) => store.current.pages.get(Math.floor(index / PAGE))?.[index % PAGE],
    view: (first, last) => {
      range.current = { first, last };
      askView(false);
    },
    reload: () => askView(true),
  };
}
