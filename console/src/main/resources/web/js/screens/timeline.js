import { Fragment, cx, dom, h } from '../lib.js';
import { clock, dateTime, day, span as timeSpan } from '../format.js';
import { t, word } from '../i18n.js';

const { li, ol, p, span, time } = dom;
const BAD = new Set(['parked', 'lost', 'unsettled', 'reconnecting', 'gap', 'refused', 'silent']);
const GOOD = new Set(['watching', 'reconnected', 'joined', 'resumed']);

/** Since when nothing was heard before a socket was there again; null where the history does not reach back to it. */
function troubleBefore(history, i) {
  let since = null;
  for (let at = i - 1; at >= 0 && history[at].what === 'unsettled'; at -= 1) since = history[at].at;
  return since;
}

/** The room's last transitions, newest first, as the registry keeps them. */
export function Timeline({ history, workers }) {
  if (!history.length) return p({ class: 'hint' }, t('timeline.none'));
  const name = (session) => workers.get(session) ?? session.slice(0, 8);
  let before = '';
  return ol({ class: 'timeline' }, history.map((one, i) => [one, i]).reverse().map(([one, i]) => {
    const date = day(one.at);
    const head = date !== before;
    before = date;
    const deaf = one.what === 'reconnected' ? troubleBefore(history, i) : null;
    const told = deaf === null ? one.reason : t('timeline.deaf', { span: timeSpan(one.at - deaf) });
    return li({ key: i, class: cx('step', BAD.has(one.what) && 'step-bad', GOOD.has(one.what) && 'step-good') },
      time({ class: 'step-at', title: dateTime(one.at), dateTime: new Date(one.at).toISOString() }, head && span({ class: 'step-day' }, date), clock(one.at)),
      span({ class: 'step-mark', 'aria-hidden': 'true' }),
      span({ class: 'step-words' }, span({ class: 'step-what' }, word('what', one.what)), one.session && h(Fragment, null, ' ', span({ class: 'step-worker' }, name(one.session))), told && span({ class: 'step-reason' }, told)));
  }));
}
