import { Fragment, dom, h, useEffect, useRef, useState } from '../lib.js';
import { get, roomPath } from '../api.js';
import { serverNow } from '../clock.js';
import { ageShort, ago, compact, dateTime, rate, until } from '../format.js';
import { t, word } from '../i18n.js';
import { connection, hear } from '../live.js';
import { useCell } from '../cell.js';
import { useResource } from '../resource.js';
import { replaceQuery, to } from '../router.js';
import { platformName } from '../states.js';
import { useBusy } from '../ui/dialog.js';
import { Chart } from '../ui/chart.js';
import { Icon } from '../ui/icons.js';
import { Action, Empty, Figure, Head, Loaded, Panel, PlatformTag, Segments, Skeleton, StateBadge, Trouble } from '../ui/parts.js';
import { roomAction } from './actions.js';
import { RANGES, merge } from './rates.js';
import { CHART_HEIGHT, roomOption } from './roomChart.js';
import { LiveStream } from './stream.js';
import { Timeline } from './timeline.js';
import { whyText } from './why.js';

const { a, dd, div, dl, dt, p, span } = dom;
const DETAIL_MS = 5000;
const TAIL_MS = 1500;
const OVERLAP_MS = 15_000;
/** The server's counts of the last second come a moment after it. */
const LATE_MS = 1500;

export function Room({ platform, room, query }) {
  const detail = useResource((signal) => get(roomPath(platform, room), {}, signal), `${platform}:${room}`, DETAIL_MS);
  useEffect(() => hear(`room:${platform}:${room}`, { record: () => detail.reload() }), [platform, room]);
  const data = detail.data;
  if (!data && detail.problem?.status === 404) {
    return h(Fragment, null, h(Head, { title: room }), h(Empty, { title: t('room.unknown') }, p(detail.problem.detail), a({ href: to.rooms() }, t('room.back'))));
  }
  return h(Fragment, null,
    h(RoomHead, { platform, room, data, reload: detail.reload }),
    h(Loaded, { of: detail, lines: 3 }, () => h(Now, { data })),
    h(ChartPanel, { platform, room, range: query.get('range') in RANGES ? query.get('range') : '10m', viewersKind: data?.rates?.viewersKind }),
    div({ class: 'columns' },
      h(LiveStream, { platform, room }),
      div({ class: 'stack' },
        h(Panel, { title: t('timeline.title') }, h(Loaded, { of: detail, lines: 6 }, () => h(Timeline, { history: data.history ?? [], workers: namesOf(data) }))),
        h(Panel, { title: t('room.facts') }, h(Loaded, { of: detail, lines: 4 }, () => h(Facts, { data }))))));
}

const namesOf = (data) => new Map([data.holder, data.joining].filter(Boolean).map((worker) => [worker.session, worker.host]));
const stateOf = (data) => data.record?.state ?? (data.wanted ? 'wanted' : null);

function RoomHead({ platform, room, data, reload }) {
  const [busy, during] = useBusy();
  const state = data && stateOf(data);
  const act = (action) => during(async () => {
    if (await roomAction(action, [{ platform, room }])) reload();
  });
  const button = (action, icon, shown = true) => shown && h(Action, { key: action, small: true, icon, label: t(`act.${action}`), kind: action === 'remove' ? 'danger-quiet' : undefined, busy, onClick: () => act(action), 'data-act': action });
  return div({ class: 'head room-top' },
    div({ class: 'head-words' },
      a({ class: 'crumb', href: to.rooms() }, h(Icon, { name: 'back' }), t('nav.rooms')),
      dom.h1({ tabindex: -1, id: 'title' }, data?.name || room, state && h(StateBadge, { state })),
      p({ class: 'sub' }, h(PlatformTag, { platform }), ' ', span({ class: 'mono' }, room), data?.title ? ` · ${data.title}` : '')),
    div({ class: 'head-tools' },
      a({ class: 'button button-small', href: to.report(platform, room) }, h(Icon, { name: 'report' }), span(t('room.report'))),
      button('retry', 'retry', state === 'parked'),
      state === 'paused' ? button('resume', 'play') : button('pause', 'pause'),
      button('move', 'move', state === 'watching'), button('remove', 'remove')));
}

function Now({ data }) {
  const { record, holder, rates = {} } = data;
  const state = stateOf(data);
  return h(Fragment, null,
    p({ class: 'why', 'data-why': data.code }, whyText(data)),
    div({ class: 'figures figures-room' },
      h(Figure, { label: t('room.viewers'), mark: 'room-viewers', value: compact(rates.viewers), note: rates.viewersKind ? word('kind', rates.viewersKind) : '\u00a0' }),
      h(Figure, { label: t('room.chats'), mark: 'room-chats', value: rate(rates.chatsPerMinute), note: t('room.perMinute') }),
      h(Figure, { label: state ? t('room.since') : t('room.state'), mark: 'room-since', value: ageShort(record?.since), note: record?.until ? t('room.until', { when: until(record.until) }) : record?.since ? dateTime(record.since) : t('room.norecord'), tone: state === 'parked' ? 'warn' : '' }),
      h(Figure, { label: t('room.worker'), mark: 'room-worker', value: holder?.host || holder?.session?.slice(0, 8) || '–', note: holder ? (holder.alive === false ? t('worker.dead') : t('room.beat', { ago: ago(holder.lastBeat) })) : t('room.noworker'), href: to.workers() })));
}

function Facts({ data }) {
  const rows = [
    [t('facts.platform'), platformName(data.platform)], [t('facts.room'), data.room], [t('facts.live'), data.live],
    [t('facts.epoch'), data.record?.epoch], [t('facts.reason'), data.record?.reason], [t('facts.parked'), data.record?.parked || undefined],
    [t('facts.joining'), data.joining?.host], [t('facts.free'), data.workers?.freeSlots], [t('facts.rejected'), data.rejected],
  ].filter(([, value]) => value !== undefined && value !== null && value !== '');
  return dl({ class: 'facts' }, rows.map(([name, value]) => h(Fragment, { key: name }, dt(name), dd(String(value)))),
    data.cover && h(Fragment, null, dt(t('facts.cover')), dd(/^https?:\/\//.test(data.cover) ? a({ href: data.cover, rel: 'noreferrer noopener', target: '_blank' }, t('facts.open'), h(Icon, { name: 'external' })) : data.cover)));
}

/** The rates of a range, kept up with: the stream says when there is something new, the tail is asked for. */
function useRates(platform, room, range) {
  const { length, step } = RANGES[range];
  const [state, setState] = useState({ rates: null, problem: null, version: 0 });
  const mine = useRef({ rates: null, tail: 0, asking: false });
  const live = useCell(connection);
  const path = `${roomPath(platform, room)}/rates`;

  useEffect(() => {
    const controller = new AbortController();
    const store = { rates: null, tail: 0, asking: false };
    mine.current = store;
    const put = (rates) => {
      store.rates = rates;
      setState((before) => ({ rates, problem: null, version: before.version + 1 }));
    };
    const whole = () => get(path, { from: Math.floor(serverNow() - length * 1000), to: Math.ceil(serverNow()), step }, controller.signal)
      .then(put, (problem) => problem.name === 'AbortError' || setState((before) => ({ ...before, problem })));
    const tail = () => {
      if (!store.rates || store.asking || document.hidden) return;
      store.asking = true;
      const from = Math.floor((store.rates.to - Math.max(OVERLAP_MS, 2 * step * 1000)) / (step * 1000)) * step * 1000;
      // what we take for the server's clock may go back a little: what is asked for may not
      const to = Math.max(Math.ceil(serverNow()), store.rates.to);
      get(path, { from, to, step }, controller.signal).then((newer) => put(trim(merge(store.rates, newer), length)), () => {})
        .finally(() => { store.asking = false; });
    };
    let late = 0;
    const soon = () => {
      clearTimeout(late);
      late = setTimeout(tail, 50);
    };
    whole();
    const timer = setInterval(tail, step === 1 ? Math.max(TAIL_MS, 2000) : 15_000);
    const end = hear(`room:${platform}:${room}`, { rates: step === 1 ? soon : () => {} });
    const seen = () => document.hidden || (store.rates && serverNow() - store.rates.to > 60_000 ? whole() : tail());
    document.addEventListener('visibilitychange', seen);
    return () => {
      controller.abort();
      clearInterval(timer);
      clearTimeout(late);
      end();
      document.removeEventListener('visibilitychange', seen);
    };
  }, [path, range, live === 'lost']);
  return state;
}

/** What has left the range on its old side goes. */
function trim(rates, length) {
  const from = rates.to - length * 1000;
  const first = rates.at.findIndex((at) => at * 1000 >= from);
  if (first <= 0) return { ...rates, from };
  const cut = (column) => column.slice(first);
  return {
    ...rates, from, at: cut(rates.at), chats: cut(rates.chats), users: cut(rates.users), viewers: cut(rates.viewers),
    value: Object.fromEntries(Object.entries(rates.value ?? {}).map(([unit, column]) => [unit, cut(column)])),
    gaps: (rates.gaps ?? []).filter((gap) => gap.to >= from),
  };
}

function ChartPanel({ platform, room, range, viewersKind }) {
  const { rates, problem, version } = useRates(platform, room, range);
  const { length, bar } = RANGES[range];
  const narrow = innerWidth < 700;
  const tools = h(Segments, { label: t('chart.range'), value: range, onChange: (it) => replaceQuery(to.room(platform, room, { range: it })), options: Object.keys(RANGES).map((it) => [it, t(`range.${it}`)]) });
  let body;
  if (!rates) body = problem ? h(Trouble, { problem }) : div({ class: 'chart-box chart-wait' }, h(Skeleton, { lines: 6 }));
  else {
    const end = rates.to - (rates.step === 1 ? LATE_MS : 0);
    body = h(Chart, {
      key: range, name: 'room', height: CHART_HEIGHT, version, label: t('chart.label', { room }),
      option: roomOption(rates, { from: end - length * 1000, to: end, bar, viewersKind, narrow }),
    });
  }
  const sum = rates ? rates.chats.reduce((all, one) => all + (one ?? 0), 0) : undefined;
  return dom.section({ class: 'panel chart-panel', 'aria-label': t('chart.title'), 'data-chats': sum, 'data-version': version, 'data-last': rates?.at?.at(-1) },
    div({ class: 'panel-head' }, dom.h2(t('chart.title')), div({ class: 'panel-tools' }, tools)), body);
}
