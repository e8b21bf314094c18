import { Fragment, dom, h, useState } from '../lib.js';
import { get, session } from '../api.js';
import { useCell } from '../cell.js';
import { clockShort, compact, count, rate, span as timeSpan, until } from '../format.js';
import { hasText, language, t } from '../i18n.js';
import { askOverview, overview } from '../overview.js';
import { useResource } from '../resource.js';
import { to } from '../router.js';
import { STATES, letterOf, platformName, stateClass, stateName } from '../states.js';
import { Icon } from '../ui/icons.js';
import { Command, Empty, Figure, Head, Loaded, Panel, PlatformTag } from '../ui/parts.js';
import { Spark } from '../ui/spark.js';
import { AddRooms } from './addRooms.js';
import { RoomGrid } from './grid.js';
import { Action } from '../ui/parts.js';

const { a, div, li, p, span, table, tbody, td, th, thead, tr, ul } = dom;
const GRID_MS = 3000;

export function Wall() {
  const state = useCell(overview);
  const [adding, setAdding] = useState(false);
  const add = h(Action, { icon: 'add', label: t('add'), kind: 'primary', onClick: () => setAdding(true), 'data-act': 'add' });
  return h(Fragment, null,
    h(Head, { title: t('nav.wall'), sub: t('wall.sub') }, add),
    h(Loaded, { of: { ...state, reload: askOverview }, lines: 8 }, (data) =>
      data.totals.wanted === 0 && !data.platforms.some((one) => one.records > 0)
        ? h(NoRoom, { add })
        : h(Board, { data })),
    adding && h(AddRooms, { onClose: () => setAdding(false) }));
}

/** The first thing a new cluster shows: how to make it do something. */
export const NoRoom = ({ add }) =>
  h(Empty, { title: t('empty.title') }, p(t('empty.how')), h(Command, { text: 'redis-cli sadd ks_lives ID' }), p(t('empty.or')), add);

function Board({ data }) {
  const { totals, history } = data;
  const { workers, backlog } = totals;
  const events = history.map((one) => one.eventsPerSecond ?? 0);
  return h(Fragment, null,
    data.registry?.rebuilding && h(Notice, { text: t('wall.rebuilding') }),
    data.registry?.deserted && h(Notice, { text: t('wall.deserted') }),
    (data.problems ?? []).map((problem) => h(Notice, { key: problem, text: problem })),
    div({ class: 'figures' },
      h(Figure, { label: t('wall.watched'), mark: 'watched', value: count(totals.watched), note: t('wall.of', { wanted: count(totals.wanted) }), href: to.rooms({ state: 'watching' }), tone: 'main' }),
      h(Figure, { label: t('wall.waiting'), mark: 'waiting', value: count(totals.waiting), note: backlog.oldestMs !== undefined ? t('wall.oldest', { span: timeSpan(backlog.oldestMs) }) : t('wall.nobacklog') }),
      h(Figure, { label: t('wall.parked'), mark: 'parked', value: count(totals.parked), note: totals.paused ? t('wall.paused', { n: count(totals.paused), count: totals.paused }) : t('wall.nopaused'), href: to.failures(), tone: totals.parked ? 'warn' : '' }),
      h(Figure, { label: t('wall.workers'), mark: 'workers', value: count(workers.alive), note: t('wall.slots', { rooms: count(workers.rooms), slots: count(workers.slots) }), href: to.workers(), tone: workers.alive ? '' : 'warn' }),
      h(Figure, { label: t('wall.viewers'), mark: 'viewers', value: compact(totals.viewers), note: t('wall.chats', { rate: rate(totals.chatsPerSecond) }) }),
      div({ class: 'figure figure-wide', 'data-figure': 'events' }, div({ class: 'figure-side' }, span({ class: 'figure-label' }, t('wall.events')), span({ class: 'figure-value' }, rate(totals.eventsPerSecond)), span({ class: 'figure-note' }, history.length ? t('wall.since', { time: clockShort(history[0].at) }) : '\u00a0')),
        div({ class: 'figure-spark' }, h(Spark, { values: events, width: 240, height: 58, stretch: true, label: t('wall.events') })))),
    h(Shortfall, { shortfall: data.shortfall ?? [], waiting: totals.waiting }),
    h(GridPanel, { data }),
    h(Platforms, { platforms: data.platforms }));
}

const Notice = ({ text }) => div({ class: 'lost', role: 'alert' }, h(Icon, { name: 'failures' }), p(text));

function Shortfall({ shortfall, waiting }) {
  if (!shortfall.length) {
    return div({ class: 'fine', 'data-shortfall': '0' }, h(Icon, { name: waiting ? 'retry' : 'check' }), span(waiting ? t('short.soon', { n: count(waiting), count: waiting }) : t('short.none')));
  }
  return h(Panel, { title: t('short.title'), className: 'shortfall' },
    ul({ class: 'sentences' }, shortfall.map((one) => li({ key: `${one.platform}${one.cause}${one.sentence}` },
      one.platform && h(PlatformTag, { platform: one.platform }), span({ class: 'sentence' }, shortfallText(one))))));
}

function shortfallText({ cause, rooms, values = {}, sentence }) {
  const key = `short.${cause}`;
  if (language.get() === 'en' && sentence) return sentence;
  if (!hasText(key)) return sentence || cause;
  return t(key, { n: count(rooms), count: rooms, slots: count(values.slots), when: until(values.nextRetry ?? values.until) });
}

function GridPanel({ data }) {
  const grid = useResource((signal) => get('/grid', {}, signal), 'grid', GRID_MS);
  const sums = {};
  data.platforms.forEach((one) => Object.entries(one.states ?? {}).forEach(([state, n]) => { sums[state] = (sums[state] ?? 0) + n; }));
  const records = Object.values(sums).reduce((sum, n) => sum + n, 0);
  if (!sums.wanted && data.totals.wanted > records) sums.wanted = data.totals.wanted - records;
  const legend = STATES.filter((state) => sums[state]).map((state) => a({ key: state, class: `legend ${stateClass(state)}`, href: to.rooms({ state }) },
    span({ class: 'legend-box', 'aria-hidden': 'true' }, letterOf(state)), span(stateName(state)), span({ class: 'legend-count' }, count(sums[state]))));
  return h(Panel, { title: t('grid.title'), tools: div({ class: 'legends' }, legend), className: 'grid-panel' },
    h(Loaded, { of: grid, lines: 4 }, (answer) => h(Fragment, null,
      h(RoomGrid, { grid: answer }),
      p({ class: 'hint' }, t('grid.hint'), answer.left ? ` ${t('grid.left', { n: count(answer.left), count: answer.left })}` : ''))));
}

function Platforms({ platforms }) {
  const who = useCell(session);
  return h(Panel, { title: t('platforms.title') }, div({ class: 'scroll-x' }, table({ class: 'table' },
    thead(tr(['platform', 'wanted', 'watched', 'waiting', 'rejected', 'retry', 'eps'].map((it) => th({ key: it, scope: 'col', class: it === 'platform' ? '' : 'num' }, t(`platforms.${it}`))), th({ scope: 'col' }, span({ class: 'hidden' }, t('actions'))))),
    tbody(platforms.map((one) => tr({ key: one.platform },
      th({ scope: 'row' }, a({ href: to.rooms({ platform: one.platform }) }, platformName(one.platform)), one.paused && span({ class: 'badge state-paused' }, t('state.paused'))),
      td({ class: 'num' }, count(one.wanted)),
      td({ class: 'num' }, count(one.watched)),
      td({ class: 'num', title: one.oldestMs === undefined ? undefined : t('wall.oldest', { span: timeSpan(one.oldestMs) }) }, count(one.waiting)),
      td({ class: 'num' }, count(one.rejected)),
      td({ class: 'num' }, until(one.nextRetry)),
      td({ class: 'num' }, rate(one.eventsPerSecond)),
      td({ class: 'end' }, h(PlatformPause, { platform: one, who }))))))));
}

function PlatformPause({ platform }) {
  const act = async () => {
    const { platformAction } = await import('./actions.js');
    await platformAction(platform.platform, platform.paused ? 'resume' : 'pause');
    askOverview();
  };
  return h(Action, { small: true, kind: 'quiet', icon: platform.paused ? 'play' : 'pause', label: t(platform.paused ? 'act.resume' : 'act.pause'), onClick: act, 'data-act': platform.paused ? 'resume-platform' : 'pause-platform' });
}
