import { Fragment, cx, dom, h } from '../lib.js';
import { get, post } from '../api.js';
import { serverNow } from '../clock.js';
import { ago, count, dateTime, mebibytes, rate, span as timeSpan } from '../format.js';
import { t } from '../i18n.js';
import { useResource } from '../resource.js';
import { to } from '../router.js';
import { confirm, useBusy } from '../ui/dialog.js';
import { Action, Command, Empty, Head, Loaded, Meter } from '../ui/parts.js';
import { toast, toastProblem } from '../ui/toast.js';

const { a, dd, div, dl, dt, h2, li, p, span, ul, article } = dom;
const EVERY_MS = 2500;
const SLOW_LOOP_MS = 50;
const LATE_MS = 5000;

export function Workers() {
  const workers = useResource((signal) => get('/workers', {}, signal), 'workers', EVERY_MS);
  const all = workers.data?.workers ?? [];
  const alive = all.filter((one) => one.alive);
  return h(Fragment, null,
    h(Head, { title: t('nav.workers'), sub: workers.data ? t('workers.sub', { n: count(alive.length), count: alive.length, rooms: count(alive.reduce((sum, one) => sum + (one.rooms ?? 0), 0)), slots: count(alive.reduce((sum, one) => sum + (one.slots ?? 0), 0)) }) : '\u00a0' }),
    h(Loaded, { of: workers, lines: 8 }, () => all.length === 0
      ? h(Empty, { title: t('workers.none') }, p(t('workers.none.how')), h(Command, { text: './danmaku worker --redis redis://localhost --amqp amqp://localhost' }))
      : div({ class: 'cards' }, [...all].sort(order).map((worker) => h(Worker, { key: worker.session, worker, reload: workers.reload })))));
}

const order = (one, other) => Number(other.alive) - Number(one.alive) || (one.host ?? '').localeCompare(other.host ?? '') || one.session.localeCompare(other.session);

const toneOf = (worker) => (!worker.alive ? 'dead' : worker.draining ? 'draining' : worker.holding ? 'holding' : 'well');

/** Where its events go, and what has yet to get there. */
function Sink({ sink }) {
  const late = sink.lagMs > LATE_MS;
  const notes = [
    sink.away && t('sink.away'),
    late && t('sink.late', { span: timeSpan(sink.lagMs) }),
    sink.waiting > 0 && t('sink.waiting', { n: count(sink.waiting), count: sink.waiting }),
    sink.heldBytes > 0 && t('sink.held', { n: mebibytes(sink.heldBytes) }),
  ].filter(Boolean);
  return li({ class: cx('sink', (sink.away || late) && 'sink-bad'), 'data-sink': sink.name, 'data-away': String(sink.away) },
    span({ class: 'sink-name' }, sink.name), span({ class: 'sink-notes' }, notes.length ? notes.join(' · ') : t('sink.well')));
}

function Worker({ worker, reload }) {
  const [busy, during] = useBusy();
  const tone = toneOf(worker);
  const act = (action) => during(async () => {
    const name = worker.host || worker.session;
    if (action === 'drain' && !await confirm({ title: t('ask.drain', { name }), text: t('ask.drain.text', { n: count(worker.rooms), count: worker.rooms }), verb: t('act.drain') })) return;
    try {
      await post(`/workers/${encodeURIComponent(worker.session)}/actions`, { action });
      toast(t(action === 'resume' ? 'done.resumeWorker' : `done.${action}`, { name }), 'good');
      reload();
    } catch (problem) {
      toastProblem(problem);
    }
  });
  const heap = worker.heapMaxMiB ? worker.heapUsedMiB / worker.heapMaxMiB : undefined;
  const facts = [
    ['beat', worker.lastBeat ? ago(worker.lastBeat) : '–'],
    ['loop', worker.loopLagMs === undefined ? '–' : `${rate(worker.loopLagMs)} ms`, worker.loopLagMs > SLOW_LOOP_MS],
    ['events', worker.eventsPerSecond === undefined ? '–' : rate(worker.eventsPerSecond)],
    ['up', worker.startedAt ? timeSpan(serverNow() - worker.startedAt) : '–'],
    ['version', worker.version || '–'],
  ];
  return article({ class: cx('card', `card-${tone}`), 'aria-label': worker.host || worker.session, 'data-worker': worker.session },
    div({ class: 'card-head' },
      div(h2(worker.host || t('workers.unknown')), p({ class: 'sub mono', title: worker.session }, [worker.pid ? `pid ${worker.pid}` : '', worker.session.slice(0, 12)].filter(Boolean).join(' · '))),
      span({ class: cx('pill', `pill-${tone}`) }, t(`worker.${tone}`))),
    div({ class: 'bar-row' }, div({ class: 'bar-words' }, span(t('workers.capacity')), a({ class: 'num', href: to.rooms({ worker: worker.session }) }, t('workers.of', { rooms: count(worker.rooms), slots: count(worker.slots) }))),
      h(Meter, { value: worker.rooms ?? 0, max: worker.slots ?? 0, tone: worker.rooms >= worker.slots ? 'full' : '', label: t('workers.capacity') })),
    heap !== undefined && div({ class: 'bar-row' }, div({ class: 'bar-words' }, span(t('workers.heap')), span({ class: 'num' }, t('workers.mib', { used: count(worker.heapUsedMiB), max: count(worker.heapMaxMiB) }))),
      h(Meter, { value: worker.heapUsedMiB, max: worker.heapMaxMiB, tone: heap > 0.85 ? 'full' : 'calm', label: t('workers.heap') })),
    dl({ class: 'facts facts-two' }, facts.map(([name, value, bad]) => h(Fragment, { key: name }, dt(t(`workers.${name}`)), dd({ class: bad ? 'bad' : '', title: name === 'up' && worker.startedAt ? dateTime(worker.startedAt) : undefined }, value)))),
    worker.sinks.length > 0 && ul({ class: 'sinks', 'aria-label': t('workers.sinks') }, worker.sinks.map((sink) => h(Sink, { key: sink.name, sink }))),
    worker.alive && div({ class: 'card-foot' },
      worker.holding
        ? h(Action, { small: true, icon: 'play', label: t('act.resumeWorker'), onClick: () => act('resume'), busy, 'data-act': 'resume' })
        : h(Action, { small: true, icon: 'pause', label: t('act.hold'), why: worker.draining ? t('worker.draining.why') : undefined, onClick: () => act('hold'), busy, 'data-act': 'hold' }),
      h(Action, { small: true, icon: 'exit', label: t('act.drain'), kind: 'danger-quiet', why: worker.draining ? t('worker.draining.why') : undefined, onClick: () => act('drain'), busy, 'data-act': 'drain' })));
}
