// The figures of the whole, asked for once with their history and kept alive by the stream.
import { get, session } from './api.js';
import { cell } from './cell.js';
import { connection, hear } from './live.js';

const HISTORY_MS = 30 * 60_000;
const POINT_MS = 10_000;

/** {data, problem}; data is the overview with its history. */
export const overview = cell({ data: null, problem: null });

let asking = null;
export function askOverview() {
  asking?.abort();
  asking = new AbortController();
  return get('/overview', {}, asking.signal).then(
    (data) => overview.set({ data: { history: [], ...data }, problem: null }),
    (problem) => problem.name === 'AbortError' || overview.set({ data: overview.get().data, problem }));
}

function heard(data) {
  const history = overview.get().data?.history ?? [];
  const last = history[history.length - 1];
  const point = { at: data.at, watched: data.totals.watched, eventsPerSecond: data.totals.eventsPerSecond };
  const longer = !last || data.at - last.at >= POINT_MS
    ? [...history.filter((one) => one.at > data.at - HISTORY_MS), point]
    : history;
  overview.set({ data: { ...data, history: longer }, problem: null });
}

let end = null;
/** Begins once somebody may look, ends when nobody may. */
export function followOverview() {
  const begin = (who) => {
    end?.();
    end = null;
    if (who && who.role) {
      askOverview();
      end = hear('overview', { overview: heard });
    }
  };
  let role = session.get()?.role;
  begin(session.get());
  session.listen((who) => {
    if (who?.role === role) return;
    role = who?.role;
    begin(who);
  });
  let state = connection.get();
  connection.listen((now) => {
    if (state === 'lost' && now === 'open') askOverview();
    state = now;
  });
}
