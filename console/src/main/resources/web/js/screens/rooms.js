import { Fragment, cx, dom, h, useEffect, useMemo, useRef, useState } from '../lib.js';
import { get, session } from '../api.js';
import { useCell } from '../cell.js';
import { ageShort, compact, count, rate, until } from '../format.js';
import { t, word } from '../i18n.js';
import { askOverview, overview } from '../overview.js';
import { useResource } from '../resource.js';
import { go, replaceQuery, to } from '../router.js';
import { STATES, platformName, stateName } from '../states.js';
import { useBusy } from '../ui/dialog.js';
import { Icon } from '../ui/icons.js';
import { Action, Button, Empty, Head, PlatformTag, Skeleton, StateBadge, Trouble } from '../ui/parts.js';
import { Spark } from '../ui/spark.js';
import { VirtualList } from '../ui/virtual.js';
import { roomAction } from './actions.js';
import { AddRooms } from './addRooms.js';
import { useRoomPages } from './roomPages.js';
import { NoRoom } from './wall.js';

const { a, button, div, input, label, p, select, option, span } = dom;
const PLATFORMS = ['kuaishou', 'douyu', 'bilibili'];
const ROW = 44;
const ROW_NARROW = 66;
const MOST_SELECTED = 20_000;
const SELECT_PAGE = 500;
const COLUMNS = [['room', 'room'], ['title', null], ['state', 'state'], ['since', 'since'], ['viewers', 'viewers'], ['chats', 'chats'], ['spark', null], ['worker', 'worker']];
const keyOf = (room) => `${room.platform}:${room.room}`;
const narrow = matchMedia('(max-width: 760px)');

function useNarrow() {
  const [is, set] = useState(narrow.matches);
  useEffect(() => {
    const tell = () => set(narrow.matches);
    narrow.addEventListener('change', tell);
    return () => narrow.removeEventListener('change', tell);
  }, []);
  return is;
}

export function Rooms({ query }) {
  const question = { platform: query.get('platform') ?? '', state: query.get('state') ?? '', worker: query.get('worker') ?? '', text: query.get('text') ?? '', sort: query.get('sort') ?? 'room', order: query.get('order') ?? 'asc' };
  const pages = useRoomPages(question);
  const figures = useCell(overview).data;
  const [adding, setAdding] = useState(false);
  const [chosen, setChosen] = useState(new Map());
  // Typed text comes a moment late: it must not bring back what was asked when the typing began.
  const latest = useRef(question);
  latest.current = question;
  const change = (part) => {
    const next = { ...latest.current, ...part };
    latest.current = { ...next };
    if (next.sort === 'room' && next.order === 'asc') next.sort = next.order = '';
    replaceQuery(to.rooms(next));
  };
  const filtered = question.platform || question.state || question.worker || question.text;
  const done = () => {
    pages.reload();
    askOverview();
  };
  const add = h(Action, { icon: 'add', label: t('add'), kind: 'primary', onClick: () => setAdding(true), 'data-act': 'add' });
  return div({ class: 'rooms' },
    h(Head, { title: t('nav.rooms'), sub: pages.started ? t(filtered ? 'rooms.matching' : 'rooms.count', { n: count(pages.matching), count: pages.matching, total: count(pages.total) }) : '\u00a0' }, add),
    h(Filters, { question, change, figures }),
    chosen.size > 0 ? h(Selection, { chosen, setChosen, done, pages, question }) : null,
    body(),
    adding && h(AddRooms, { onClose: () => setAdding(false), onDone: done }));

  function body() {
    if (!pages.started) return h(Skeleton, { lines: 10 });
    if (pages.problem && pages.matching === 0) return h(Trouble, { problem: pages.problem, onRetry: pages.reload });
    if (pages.matching === 0) {
      return filtered
        ? h(Empty, { title: t('rooms.none') }, h(Button, { label: t('rooms.clear'), onClick: () => replaceQuery(to.rooms()) }))
        : h(NoRoom, { add });
    }
    return h(Table, { pages, question, change, chosen, setChosen, done });
  }
}

function Filters({ question, change, figures }) {
  const [text, setText] = useState(question.text);
  const timer = useRef(0);
  useEffect(() => setText(question.text), [question.text]);
  const workers = useResource((signal) => get('/workers', {}, signal), 'filter-workers', 15_000).data?.workers ?? [];
  const pick = (name, options) => label({ class: 'field field-inline' }, span({ class: 'hidden' }, t(`rooms.${name}`)),
    select({ class: 'input', name, value: question[name], onChange: (event) => change({ [name]: event.target.value }) },
      option({ value: '' }, t(`rooms.any.${name}`)), options.map(([value, text_]) => option({ key: value, value, selected: value === question[name] }, text_))));
  const paused = new Set((figures?.platforms ?? []).filter((one) => one.paused).map((one) => one.platform));
  return div({ class: 'filters', role: 'search' },
    label({ class: 'field field-search' }, span({ class: 'hidden' }, t('rooms.text')), h(Icon, { name: 'search' }),
      input({
        class: 'input', type: 'search', value: text, placeholder: t('rooms.text'), 'data-search': '', maxlength: 200,
        onInput: (event) => {
          const value = event.target.value;
          setText(value);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => change({ text: value.trim() }), 250);
        },
        onKeyDown: (event) => { if (event.key === 'Escape') { setText(''); change({ text: '' }); event.target.blur(); } },
      })),
    pick('platform', PLATFORMS.map((it) => [it, platformName(it) + (paused.has(it) ? ` (${t('state.paused')})` : '')])),
    pick('state', STATES.map((it) => [it, stateName(it)])),
    pick('worker', workers.map((it) => [it.session, `${it.host ?? ''} ${it.session.slice(0, 6)}`])));
}

function Selection({ chosen, setChosen, done, pages, question }) {
  const [busy, during] = useBusy();
  const act = (action) => during(async () => {
    if (await roomAction(action, [...chosen.values()])) {
      setChosen(new Map());
      done();
    }
  });
  const all = () => during(async () => {
    const found = new Map();
    for (let offset = 0; offset < Math.min(pages.matching, MOST_SELECTED); offset += SELECT_PAGE) {
      const answer = await get('/rooms', { ...question, offset, limit: SELECT_PAGE });
      answer.rooms.forEach((room) => found.set(keyOf(room), { platform: room.platform, room: room.room }));
      if (!answer.rooms.length) break;
      offset += answer.rooms.length - SELECT_PAGE;
    }
    setChosen(found);
  });
  return div({ class: 'selection', role: 'toolbar', 'aria-label': t('rooms.selection') },
    span({ class: 'selection-count' }, t('rooms.selected', { n: count(chosen.size), count: chosen.size })),
    chosen.size < Math.min(pages.matching, MOST_SELECTED) && h(Button, { small: true, kind: 'quiet', label: t('rooms.all', { n: count(pages.matching), count: pages.matching }), onClick: all, busy }),
    h(Button, { small: true, kind: 'quiet', label: t('rooms.nothing'), onClick: () => setChosen(new Map()) }),
    div({ class: 'selection-acts' }, [['retry', 'retry'], ['pause', 'pause'], ['resume', 'play'], ['move', 'move'], ['remove', 'remove']].map(([action, icon]) =>
      h(Action, { key: action, small: true, icon, label: t(`act.${action}`), kind: action === 'remove' ? 'danger-quiet' : undefined, onClick: () => act(action), busy, 'data-act': action }))));
}

function Table({ pages, question, change, chosen, setChosen }) {
  const small = useNarrow();
  const [cursor, setCursor] = useState(-1);
  const list = useRef(null);
  const toggle = (room) => {
    const next = new Map(chosen);
    if (!next.delete(keyOf(room))) next.set(keyOf(room), { platform: room.platform, room: room.room });
    setChosen(next);
  };
  const onKey = (event) => {
    if (event.target !== event.currentTarget) return;
    const page = Math.max(1, Math.floor(event.currentTarget.clientHeight / (small ? ROW_NARROW : ROW)) - 1);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    if (event.key in steps) {
      event.preventDefault();
      setCursor((at) => Math.max(0, Math.min(pages.matching - 1, at + steps[event.key])));
      return;
    }
    const room = pages.row(cursor);
    if (!room) return;
    if (event.key === 'Enter') go(to.room(room.platform, room.room));
    else if (event.key === ' ') {
      event.preventDefault();
      toggle(room);
    }
  };
  const sortBy = (name) => change({ sort: name, order: question.sort === name && question.order === 'asc' ? 'desc' : question.sort === name ? 'asc' : ['viewers', 'chats'].includes(name) ? 'desc' : 'asc' });
  const head = div({ class: 'room-head', role: 'row', 'aria-rowindex': 1 }, span({ role: 'columnheader' }, span({ class: 'hidden' }, t('rooms.select'))),
    COLUMNS.map(([name, sort]) => span({ key: name, role: 'columnheader', class: `c-${name}`, 'aria-sort': question.sort === sort && sort ? (question.order === 'desc' ? 'descending' : 'ascending') : undefined },
      sort ? button({ type: 'button', class: 'sorter', onClick: () => sortBy(sort) }, t(`rooms.col.${name}`), question.sort === sort && h(Icon, { name: question.order === 'desc' ? 'down' : 'up' })) : t(`rooms.col.${name}`))));
  return div({ class: 'room-table', role: 'grid', 'aria-label': t('nav.rooms'), 'aria-rowcount': pages.matching + 1, 'aria-multiselectable': 'true' }, head,
    h(VirtualList, {
      key: JSON.stringify(question), rows: pages.matching, height: small ? ROW_NARROW : ROW, cursor, class: 'room-list', tabindex: 0, role: 'rowgroup', 'data-list': 'rooms',
      'aria-label': t('rooms.list'), 'aria-activedescendant': cursor >= 0 ? `row-${cursor}` : undefined, onKeyDown: onKey, ref: list,
      onFocus: (event) => { if (event.target === event.currentTarget && cursor < 0) setCursor(Math.floor(event.currentTarget.scrollTop / ROW)); },
      onView: ({ first, last }) => pages.view(first, last),
      row: (index) => h(Row, { room: pages.row(index), index, at: index === cursor, chosen: pages.row(index) ? chosen.has(keyOf(pages.row(index))) : false, toggle, small }),
    }));
}

function Row({ room, index, at, chosen, toggle, small }) {
  if (!room) return div({ class: 'room-row room-row-bones', role: 'row', 'aria-rowindex': index + 2 }, span({ class: 'bone' }), span({ class: 'bone' }), span({ class: 'bone' }));
  const told = room.state === 'parked' ? [room.reason, room.until && until(room.until)].filter(Boolean).join(' · ') : room.title ?? '';
  return div({ class: cx('room-row', at && 'room-row-at', chosen && 'room-row-chosen'), role: 'row', id: `row-${index}`, 'aria-rowindex': index + 2, 'aria-selected': String(chosen), 'data-room': keyOf(room), onClick: (event) => { if (!event.target.closest('a,input,label')) go(to.room(room.platform, room.room)); } },
    label({ class: 'c-check', role: 'gridcell' }, input({ type: 'checkbox', checked: chosen, tabindex: -1, 'aria-label': t('rooms.select.one', { room: room.room }), onChange: () => toggle(room) })),
    span({ class: 'c-room', role: 'gridcell' }, h(PlatformTag, { platform: room.platform }), a({ class: 'room-link', tabindex: -1, href: to.room(room.platform, room.room) }, room.room)),
    span({ class: 'c-title', role: 'gridcell', title: [room.name, told].filter(Boolean).join(' · ') }, room.name && span({ class: 'room-name' }, room.name), told && span({ class: room.state === 'parked' ? 'room-reason' : 'room-title' }, told)),
    span({ class: 'c-state', role: 'gridcell' }, h(StateBadge, { state: room.state })),
    span({ class: 'c-since num', role: 'gridcell' }, ageShort(room.since)),
    span({ class: 'c-viewers num', role: 'gridcell', title: room.viewersKind ? word('kind', room.viewersKind) : undefined }, compact(room.viewers), small && room.viewers !== undefined && span({ class: 'sub' }, ` ${t('rooms.col.viewers')}`)),
    span({ class: 'c-chats num', role: 'gridcell' }, rate(room.chatsPerMinute)),
    span({ class: 'c-spark', role: 'gridcell' }, room.spark?.some((it) => it > 0) && h(Spark, { values: room.spark, width: 104, height: 26, label: t('rooms.spark') })),
    span({ class: 'c-worker', role: 'gridcell' }, room.host ?? (room.worker ? room.worker.slice(0, 8) : '–')));
}
