import { Fragment, dom, h } from '../lib.js';
import { exportUrl, get, roomPath } from '../api.js';
import { serverNow } from '../clock.js';
import { clock, count, dateTime, dayClock, moneyOf, percent, span as timeSpan } from '../format.js';
import { t, word } from '../i18n.js';
import { useResource } from '../resource.js';
import { go, replaceQuery, to } from '../router.js';
import { Chart } from '../ui/chart.js';
import { Icon } from '../ui/icons.js';
import { Choice, Empty, Figure, Head, Loaded, Panel, PlatformTag } from '../ui/parts.js';
import { CHART_HEIGHT, roomOption } from './roomChart.js';

const { a, div, p, span, table, tbody, td, th, thead, tr } = dom;
const FORMATS = ['jsonl', 'csv', 'xml', 'ass'];

export function Report({ platform, room, query }) {
  const streams = useResource((signal) => get(`${roomPath(platform, room)}/streams`, {}, signal), `streams ${platform}:${room}`);
  return h(Fragment, null,
    div({ class: 'head' }, div({ class: 'head-words' },
      a({ class: 'crumb', href: to.room(platform, room) }, h(Icon, { name: 'back' }), t('report.back')),
      dom.h1({ tabindex: -1, id: 'title' }, t('report.title')),
      p({ class: 'sub' }, h(PlatformTag, { platform }), ' ', span({ class: 'mono' }, room)))),
    h(Loaded, { of: streams, lines: 8 }, ({ streams: found }) => {
      if (!found.length && !query.get('from')) return h(Empty, { title: t('report.none') }, p(t('report.none.why')), a({ href: to.room(platform, room) }, t('report.back')));
      const from = Number(query.get('from')) || found[0].from;
      const chosen = found.find((one) => one.from === from);
      const to_ = Number(query.get('to')) || chosen?.to;
      return h(Fragment, null,
        div({ class: 'report-tools' },
          h(Choice, {
            label: t('report.stream'), value: String(from),
            options: [...(chosen ? [] : [[String(from), dayClock(from)]]), ...found.map((one) => [String(one.from), `${dayClock(one.from)} – ${one.to ? clock(one.to) : t('report.running')}${one.chats ? ` · ${t('report.chats.n', { n: count(one.chats), count: one.chats })}` : ''}`])],
            onChange: (value) => {
              const one = found.find((it) => String(it.from) === value);
              replaceQuery(to.report(platform, room, { from: value, to: one?.to }));
            },
          }),
          div({ class: 'exports', role: 'group', 'aria-label': t('report.export') }, span({ class: 'field-label' }, t('report.export')),
            FORMATS.map((format) => a({ key: format, class: 'button button-small', href: exportUrl(platform, room, { format, from, to: to_ }), download: '', 'data-export': format }, h(Icon, { name: 'download' }), span(format.toUpperCase()))))),
        h(Body, { key: `${from}`, platform, room, from, to: to_ }));
    }));
}

function Body({ platform, room, from, to: end }) {
  const report = useResource((signal) => get(`${roomPath(platform, room)}/report`, { from, to: end ?? Math.ceil(serverNow()) }, signal), `report ${platform}:${room} ${from} ${end}`, end ? 0 : 30_000);
  return h(Loaded, { of: report, lines: 10 }, (data) => {
    const length = Math.max(1, data.to - data.from);
    const best = data.peaks[0];
    const gifts = data.gifts ?? [];
    const value = {};
    gifts.forEach((gift) => Object.entries(gift.value ?? {}).forEach(([unit, amount]) => { value[unit] = (value[unit] ?? 0) + amount; }));
    return h(Fragment, null,
      div({ class: 'figures' },
        h(Figure, { label: t('report.length'), value: timeSpan(length), note: dateTime(data.from) }),
        h(Figure, { label: t('report.chats'), mark: 'report-chats', value: count(data.chats), note: t('report.average', { n: count(data.chats / (length / 60_000)) }) }),
        h(Figure, { label: t('report.users'), value: count(data.users), note: data.users ? t('report.each', { n: count(data.chats / data.users) }) : '' }),
        h(Figure, { label: t('report.peak'), value: best ? count(best.chats) : '–', note: best ? clock(best.at) : '' }),
        h(Figure, { label: t('report.value'), value: moneyOf(value), note: t('report.paid', { memberships: count(data.memberships), superchats: count(data.superchats) }) }),
        h(Figure, { label: t('report.whole'), value: percent(Math.max(0, 1 - (data.missingMs ?? 0) / length)), note: data.missingMs ? t('report.missing', { span: timeSpan(data.missingMs) }) : t('report.nomissing'), tone: data.missingMs ? 'warn' : '' })),
      h(Panel, { title: t('report.curve') }, h(Chart, { name: 'report', height: CHART_HEIGHT, version: `${from} ${end} ${data.chats}`, label: t('report.curve'), option: roomOption({ ...data.curve, gaps: data.gaps }, { from: data.from, to: data.to, narrow: innerWidth < 700 }) })),
      div({ class: 'columns columns-even' },
        h(Ranking, { title: t('report.topUsers'), heads: [t('report.user'), t('report.chats'), t('report.given')], rows: data.topUsers.map((user) => [h(UserLink, { user, platform, room }), count(user.chats), moneyOf(user.value)]), weights: data.topUsers.map((user) => user.chats) }),
        h(Ranking, { title: t('report.phrases'), heads: [t('report.phrase'), t('report.times')], rows: data.topPhrases.map((one) => [one.text, count(one.count)]), weights: data.topPhrases.map((one) => one.count) }),
        h(Ranking, { title: t('report.gifts'), heads: [t('report.gift'), t('report.times'), t('report.value')], rows: gifts.map((gift) => [gift.name ?? gift.id, count(gift.count), moneyOf(gift.value)]), weights: gifts.map((gift) => Object.values(gift.value ?? {}).reduce((sum, one) => sum + one, 0)) }),
        h(Ranking, { title: t('report.peaks'), heads: [t('report.when'), t('report.chats'), t('chart.viewers')], rows: data.peaks.map((one) => [dayClock(one.at), count(one.chats), count(one.viewers)]) }),
        h(Ranking, { title: t('report.gaps'), none: t('report.nomissing'), heads: [t('report.when'), t('report.long'), t('report.cause')], rows: (data.gaps ?? []).map((gap) => [dayClock(gap.from), timeSpan(gap.to - gap.from), [word('cause', gap.cause ?? ''), gap.dropped ? t('report.dropped', { n: count(gap.dropped), count: gap.dropped }) : ''].filter(Boolean).join(', ')]) })));
  });
}

const UserLink = ({ user, platform, room }) => a({ href: to.search({ platform, room, user: user.id }), onClick: (event) => { event.preventDefault(); go(to.search({ platform, room, user: user.id })); } }, user.name || user.id);

function Ranking({ title, heads, rows, weights, none }) {
  const most = Math.max(1, ...(weights ?? [1]));
  return h(Panel, { title }, rows.length === 0 ? p({ class: 'hint' }, none ?? t('report.nothing')) :
    div({ class: 'scroll-x' }, table({ class: 'table table-tight' }, thead(tr(heads.map((text, i) => th({ key: i, scope: 'col', class: i ? 'num' : '' }, text)))),
      tbody(rows.map((cells, i) => tr({ key: i }, cells.map((cell, j) => td({ key: j, class: j === 0 ? 'rank-name' : 'num' }, j === 0 && weights && span({ class: 'rank-bar', 'aria-hidden': 'true', style: { transform: `scaleX(${weights[i] / most})` } }), j === 0 ? span({ class: 'rank-text' }, cell) : cell))))))));
}
