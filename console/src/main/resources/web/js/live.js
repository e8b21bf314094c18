// One EventSource a page. Those who want to hear name a topic; when the set of topics changes the stream is opened anew.
import { cell } from './cell.js';
import { renewSession } from './api.js';
import { heard } from './clock.js';

const URL = '/api/v1/live';
/** The overview comes every two seconds: a stream this long silent is dead, whatever the browser thinks. */
const SILENCE_MS = 12_000;
const NAMES = ['overview', 'rates', 'events', 'record', 'source', 'missed'];
const RETRY_MS = [500, 1000, 2000, 4000];

/** `connecting` at first, `open`, or `lost` until it is back. */
export const connection = cell('connecting');
/** How many messages the server had to leave out for us since the page was opened. */
export const missed = cell(0);

const listeners = new Map();
let source = null;
let openTopics = '';
let failures = 0;
let lastHeard = 0;
let planned = 0;

/** @returns a function that ends it */
export function hear(topic, handlers) {
  if (!listeners.has(topic)) listeners.set(topic, new Set());
  listeners.get(topic).add(handlers);
  plan(20);
  return () => {
    const of = listeners.get(topic);
    of?.delete(handlers);
    if (of?.size === 0) listeners.delete(topic);
    plan(20);
  };
}

function plan(delay) {
  clearTimeout(planned);
  planned = setTimeout(open, delay);
}

function open() {
  const topics = [...listeners.keys()].sort().join(',');
  if (source && source.readyState !== 2 && topics === openTopics && connection.get() === 'open') return;
  source?.close();
  source = null;
  openTopics = topics;
  if (!topics) return;
  const mine = new EventSource(`${URL}?topics=${encodeURIComponent(topics)}`);
  source = mine;
  lastHeard = Date.now();
  mine.onopen = () => mine === source && opened();
  mine.onerror = () => mine === source && failed();
  for (const name of NAMES) {
    mine.addEventListener(name, (message) => mine === source && told(name, message));
  }
}

function opened() {
  failures = 0;
  lastHeard = Date.now();
  const wasLost = connection.get() === 'lost';
  connection.set('open');
  if (wasLost) renewSession().catch(() => {});
}

function failed() {
  connection.set('lost');
  // The browser goes on by itself while it says CONNECTING; after an answer that is no stream it gives up.
  if (source.readyState === 2) {
    renewSession().catch(() => {});
    plan(RETRY_MS[Math.min(failures++, RETRY_MS.length - 1)]);
  }
}

function told(name, message) {
  lastHeard = Date.now();
  if (connection.get() !== 'open') connection.set('open');
  let data;
  try {
    data = JSON.parse(message.data);
  } catch {
    return;
  }
  // Without a number: a console that began anew, and nobody knows how much there was.
  if (name === 'missed') missed.set(missed.get() + (data.count ?? 0));
  heard(data.at);
  for (const of of listeners.values()) {
    for (const handlers of of) handlers[name]?.(data);
  }
}

setInterval(() => {
  if (source && Date.now() - lastHeard > SILENCE_MS) {
    connection.set('lost');
    openTopics = '';
    lastHeard = Date.now();
    plan(0);
  }
}, 2000);
addEventListener('online', () => plan(0));
