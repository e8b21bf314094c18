import { Fragment, cx, dom, h } from '../lib.js';
import { clock, dateTime, day } from '../format.js';
import { t, word } from '../i18n.js';

const { li, ol, p, span, time } = dom;
const BAD = new Set(['parked', 'lost', 'unsettled', 'reconnecting', 'gap', 'refused', 'silent']);
const GOOD = new Set(['watching', 'reconnected', 'joined', 'resumed']);

/** The room's last transitions, newest first, as the registry keeps them. */
export function Timeline({ history, workers }) {
  if (!history.length) return p({ class: 'hint' }, t('timeline.none'));
  const name = (session) => workers.get(session) ?? session.slice(0, 8);
  let before = '';
  return ol({ class: 'timeline' }, [...history].reverse().map((one, i) => {
    const date = day(one.at);
    const head = date !== before;
    before = date;
    return li({ key: i, class: cx('step', BAD.has(one.what) && 'step-bad', GOOD.has(one.what) && 'step-good') },
      time({ class: 'step-at', title: dateTime(one.at), dateTime: new Date(one.at).toISOString() }, head && span({ class: 'step-day' }, date), clock(one.at)),
      span({ class: 'step-mark', 'aria-hidden': 'true' }),
      span({ class: 'step-words' }, span({ class: 'step-what' }, word('what', one.what)), one.session && h(Fragment, null, ' ', span({ class: 'step-worker' }, name(one.session))), one.reason && span({ class: 'step-reason' }, one.reason)));
  }));
}
