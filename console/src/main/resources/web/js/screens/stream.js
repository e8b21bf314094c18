// What is said in a room, as it is said. Bounded: the newest lines are kept, and fewer are shown.
import { dom, h, useEffect, useLayoutEffect, useRef, useState } from '../lib.js';
import { get, roomPath, session } from '../api.js';
import { count } from '../format.js';
import { t } from '../i18n.js';
import { hear } from '../live.js';
import { Button, Panel } from '../ui/parts.js';
import { EventLine, GROUPS, groupOf } from './eventLine.js';

const { button, div, p } = dom;
const KEPT = 600;
const SHOWN = 200;
const HELD = 2000;
const AT_END = 40;

export function LiveStream({ platform, room }) {
  const [groups, setGroups] = useState(new Set(Object.keys(GROUPS)));
  const [held, setHeld] = useState(false);
  const [source, setSource] = useState(null);
  const [pinned, setPinned] = useState(false);
  const [, redraw] = useState(0);
  const lines = useRef({ shown: [], waiting: [], seen: new Set(), lost: 0 });
  const box = useRef(null);
  const stuck = useRef(true);
  const paused = held || pinned;
  const pausedNow = useRef(paused);
  pausedNow.current = paused;

  useEffect(() => {
    let frame = 0;
    const draw = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => redraw((n) => n + 1));
    };
    const take = (events) => {
      const mine = lines.current;
      const fresh = events.filter((event) => !mine.seen.has(event.key));
      if (!fresh.length) return;
      fresh.forEach((event) => mine.seen.add(event.key));
      if (mine.seen.size > 4 * (KEPT + HELD)) mine.seen = new Set([...mine.shown, ...mine.waiting, ...fresh].map((event) => event.key));
      const into = pausedNow.current ? 'waiting' : 'shown';
      mine[into] = [...mine[into], ...fresh];
      const most = into === 'shown' ? KEPT : HELD;
      if (mine[into].length > most) mine[into] = mine[into].slice(-most);
      draw();
    };
    const begin = new AbortController();
    const stored = () => session.get()?.store === false ? undefined : get(`${roomPath(platform, room)}/events`, { limit: 60 }, begin.signal).then(({ events }) => {
      const mine = lines.current;
      const old = events.filter((event) => !mine.seen.has(event.key)).reverse();
      old.forEach((event) => mine.seen.add(event.key));
      mine.shown = [...mine.shown, ...old].sort((one, other) => one.at - other.at).slice(-KEPT);
      draw();
    }, () => {});
    stored();
    const end = hear(`room:${platform}:${room}`, {
      events: ({ events }) => take(events ?? []),
      missed: stored,
      source: (told) => setSource(told.comments === 'none' ? told.detail ?? '' : null),
    });
    return () => {
      end();
      begin.abort();
      cancelAnimationFrame(frame);
    };
  }, [platform, room]);

  useEffect(() => {
    if (paused) return;
    const mine = lines.current;
    if (!mine.waiting.length) return;
    mine.shown = [...mine.shown, ...mine.waiting].slice(-KEPT);
    mine.waiting = [];
    redraw((n) => n + 1);
  }, [paused]);

  useLayoutEffect(() => {
    if (stuck.current && box.current && !paused) box.current.scrollTop = box.current.scrollHeight;
  });

  const toggle = (group) => {
    const next = new Set(groups);
    if (!next.delete(group)) next.add(group);
    setGroups(next);
  };
  const shown = lines.current.shown.filter((event) => groups.has(groupOf(event.type))).slice(-SHOWN);
  const tools = div({ class: 'chips' }, Object.keys(GROUPS).map((group) =>
    button({ key: group, type: 'button', class: 'chip', 'aria-pressed': String(groups.has(group)), onClick: () => toggle(group) }, t(`group.${group}`))),
  h(Button, { small: true, kind: 'quiet', icon: pinned ? 'play' : 'pause', label: t(pinned ? 'stream.go' : 'stream.hold'), hideLabel: true, pressed: pinned, onClick: () => setPinned(!pinned) }));
  const { waiting } = lines.current;
  return h(Panel, { title: t('stream.title'), tools, className: 'stream-panel' },
    source !== null && p({ class: 'hint stream-note' }, t('stream.nosource'), ' ', source),
    div({ class: 'stream-frame' },
      div({
        class: 'stream', ref: box, role: 'log', 'aria-live': 'off', 'aria-label': t('stream.title'), tabindex: 0, 'data-stream': '',
        onMouseEnter: () => setHeld(true), onMouseLeave: () => setHeld(false),
        onScroll: (event) => { stuck.current = event.target.scrollHeight - event.target.scrollTop - event.target.clientHeight < AT_END; },
      }, shown.length ? shown.map((event) => h(EventLine, { key: event.key, event })) : p({ class: 'hint stream-empty' }, t('stream.none'))),
      paused && div({ class: 'stream-held', role: 'status' }, waiting.length ? t('stream.waiting', { n: count(waiting.length), count: waiting.length }) : t('stream.held'))));
}
