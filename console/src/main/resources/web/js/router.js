import { cell } from './cell.js';

const read = () => {
  const [path, query = ''] = location.hash.replace(/^#/, '').split('?');
  const parts = path.split('/').filter(Boolean).map((part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  });
  return { screen: parts[0] ?? 'wall', parts: parts.slice(1), query: new URLSearchParams(query) };
};

/** Where the page is: the hash, taken apart. */
export const route = cell(read());
addEventListener('hashchange', () => route.set(read()));

const withQuery = (path, query) => {
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return given.length ? `${path}?${new URLSearchParams(given)}` : path;
};

export const to = {
  wall: () => '#/',
  rooms: (query) => withQuery('#/rooms', query),
  room: (platform, id, query) => withQuery(`#/room/${platform}/${encodeURIComponent(id)}`, query),
  report: (platform, id, query) => withQuery(`#/room/${platform}/${encodeURIComponent(id)}/report`, query),
  search: (query) => withQuery('#/search', query),
  workers: () => '#/workers',
  failures: () => '#/failures',
  protocol: () => '#/protocol',
};

export const go = (href) => {
  location.hash = href.replace(/^#/, '');
};

/** Changes the query without a new entry in the browser's history. */
export const replaceQuery = (href) => {
  history.replaceState(null, '', href);
  route.set(read());
};
