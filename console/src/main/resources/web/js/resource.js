import { useCallback, useEffect, useRef, useState } from './lib.js';

/**
 * What the server answers to a question: {data, problem, loading, reload}. The last answer stays while a new one is on its way,
 * and when asking fails: a screen that has shown something never becomes empty.
 *
 * @param ask gets an AbortSignal, gives a promise
 * @param key a text: another one is another question
 * @param every ms between repetitions while the page is visible; 0 for none
 */
export function useResource(ask, key, every = 0) {
  const [state, setState] = useState({ key, data: null, problem: null, loading: true });
  const latest = useRef(ask);
  latest.current = ask;
  const controller = useRef(null);

  const reload = useCallback(() => {
    controller.current?.abort();
    const mine = new AbortController();
    controller.current = mine;
    return latest.current(mine.signal).then(
      (data) => !mine.signal.aborted && setState({ key, data, problem: null, loading: false }),
      (problem) => {
        if (mine.signal.aborted || problem.name === 'AbortError') return;
        setState((before) => ({ key, data: before.key === key ? before.data : null, problem, loading: false }));
      });
  }, [key]);

  useEffect(() => {
    reload();
    const timer = every > 0 ? setInterval(() => document.hidden || reload(), every) : 0;
    return () => {
      clearInterval(timer);
      controller.current?.abort();
    };
  }, [key, every, reload]);

  return state.key === key ? { ...state, reload } : { key, data: null, problem: null, loading: true, reload };
}
