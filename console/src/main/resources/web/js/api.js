import { cell } from './cell.js';
import { heard } from './clock.js';

const ROOT = '/api/v1';

/** What the server says against a request (RFC 9457), or that it could not be reached (status 0). */
export class Problem extends Error {
  constructor(status, title, detail) {
    super(detail || title || String(status));
    this.status = status;
    this.title = title;
    this.detail = detail;
  }
}

/** Who we are: null until the server has said. */
export const session = cell(null);

const search = (query) => {
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return given.length ? `?${new URLSearchParams(given)}` : '';
};

async function request(method, path, { query, body, signal } = {}) {
  const headers = { Accept: 'application/json' };
  if (method !== 'GET') {
    headers['Content-Type'] = 'application/json';
    if (session.get()?.csrf) headers['X-CSRF-Token'] = session.get().csrf;
  }
  let response;
  try {
    response = await fetch(ROOT + path + search(query), {
      method, headers, signal, credentials: 'same-origin', cache: 'no-store',
      body: method === 'GET' ? undefined : JSON.stringify(body ?? {}),
    });
  } catch (failure) {
    if (failure.name === 'AbortError') throw failure;
    throw new Problem(0, '', '');
  }
  const text = await response.text();
  let json = null;
  try {
    json = text ? JSON.parse(text) : null;
  } catch {
    throw new Problem(response.status, response.statusText, '');
  }
  if (!response.ok) {
    if (response.status === 401 && path !== '/session') renewSession();
    throw new Problem(response.status, json?.title ?? response.statusText, json?.detail ?? '');
  }
  heard(json?.at);
  return json;
}

export const get = (path, query, signal) => request('GET', path, { query, signal });

/** A token of an older start of the server is renewed once. */
export async function post(path, body) {
  try {
    return await request('POST', path, { body });
  } catch (problem) {
    if (problem.status !== 403 || path === '/session') throw problem;
    const before = session.get()?.csrf;
    await renewSession();
    if (!session.get()?.csrf || session.get().csrf === before) throw problem;
    return request('POST', path, { body });
  }
}

let renewing = null;
export function renewSession() {
  renewing ??= request('GET', '/session')
    .then((answer) => session.set(answer))
    .finally(() => { renewing = null; });
  return renewing;
}

const LOGIN_MS = 15000;

/** Somebody waits for it: what is not answered by then is told as a server that cannot be reached. */
export async function logIn(credentials) {
  session.set(await request('POST', '/session', { body: credentials, signal: AbortSignal.timeout(LOGIN_MS) }));
}

/** Nobody asks for anything any more, then the server forgets us. */
export async function logOut() {
  session.set({ ...session.get(), role: undefined, user: undefined });
  try {
    await request('DELETE', '/session');
  } finally {
    // what was asked before may still be answered as if nothing had been
    await renewing?.catch(() => {});
    await renewSession();
  }
}

export const roomPath = (platform, id) => `/rooms/${platform}/${encodeURIComponent(id)}`;
export const exportUrl = (platform, id, query) => `${ROOT}${roomPath(platform, id)}/export${search(query)}`;
