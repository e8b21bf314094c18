import { Fragment, dom, h, useState } from '../lib.js';
import { get, post } from '../api.js';
import { ago, count, dateTime, until } from '../format.js';
import { t } from '../i18n.js';
import { useResource } from '../resource.js';
import { to } from '../router.js';
import { Dialog, confirm, useBusy } from '../ui/dialog.js';
import { Icon } from '../ui/icons.js';
import { Action, Button, Head, Loaded, Panel, PlatformTag } from '../ui/parts.js';
import { toast, toastProblem } from '../ui/toast.js';

const { a, div, li, p, pre, span, strong, ul, code } = dom;
const EVERY_MS = 4000;

export function Failures() {
  const failures = useResource((signal) => get('/failures', {}, signal), 'failures', EVERY_MS);
  const act = async (action, what = {}, question) => {
    if (question && !await confirm(question)) return;
    try {
      const { done } = await post('/failures/actions', { action, ...what });
      toast(t(`done.${action}`, { n: count(done), count: done }), 'good');
    } catch (problem) {
      toastProblem(problem);
    }
    failures.reload();
  };
  return h(Fragment, null,
    h(Head, { title: t('nav.failures'), sub: t('failures.sub') }),
    h(Loaded, { of: failures, lines: 8 }, ({ parked, dead }) => div({ class: 'stack' }, h(Parked, { parked, act }), h(Dead, { dead, act }))));
}

const Fine = ({ text }) => div({ class: 'fine' }, h(Icon, { name: 'check' }), span(text));

function Parked({ parked, act }) {
  const sum = parked.reduce((all, one) => all + one.rooms, 0);
  return h(Panel, { title: t('failures.parked'), tools: parked.length > 0 && h(ActBusy, { icon: 'retry', label: t('failures.retryAll', { n: count(sum), count: sum }), act: () => act('retry-parked'), mark: 'retry-all-parked' }) },
    parked.length === 0 ? h(Fine, { text: t('failures.noparked') }) :
      ul({ class: 'groups' }, parked.map((one) => li({ class: 'group', key: `${one.platform} ${one.reason}` },
        div({ class: 'group-main' }, strong({ class: 'group-count' }, count(one.rooms)),
          div({ class: 'group-words' }, div(h(PlatformTag, { platform: one.platform }), ' ', span({ class: 'group-reason' }, one.reason)),
            p({ class: 'sub' }, t('failures.next', { when: until(one.nextRetry) }), ' · ', one.examples.slice(0, 5).map((room, i) => h(Fragment, { key: room.room }, i > 0 && ', ', a({ href: to.room(room.platform, room.room) }, room.room))), one.rooms > 5 && ` ${t('more', { n: count(one.rooms - 5), count: one.rooms - 5 })}`))),
        h(ActBusy, { icon: 'retry', label: t('act.retry'), act: () => act('retry-parked', { platform: one.platform, reason: one.reason }), mark: 'retry-parked' })))));
}

function ActBusy({ icon, label, act, kind, mark }) {
  const [busy, during] = useBusy();
  return h(Action, { small: true, icon, label, kind, busy, onClick: () => during(act), 'data-act': mark });
}

function Dead({ dead, act }) {
  const [shown, setShown] = useState(null);
  if (!dead.known) return h(Panel, { title: t('failures.dead') }, p({ class: 'hint' }, t('failures.unknown')));
  const drop = (what, n) => act('drop-dead', what, { title: t('ask.drop', { n: count(n), count: n }), text: t('ask.drop.text'), verb: t('act.drop') });
  return h(Panel, {
    title: t('failures.dead'), tools: dead.total > 0 && h(Fragment, null,
      h(ActBusy, { icon: 'retry', label: t('failures.retryAll', { n: count(dead.total), count: dead.total }), act: () => act('retry-dead'), mark: 'retry-all-dead' }),
      h(ActBusy, { icon: 'remove', kind: 'danger-quiet', label: t('failures.dropAll'), act: () => drop({}, dead.total), mark: 'drop-all-dead' })),
  }, dead.total === 0 ? h(Fine, { text: t('failures.nodead') }) :
    ul({ class: 'groups' }, dead.groups.map((group) => li({ class: 'group group-tall', key: group.reason },
      div({ class: 'group-main' }, strong({ class: 'group-count' }, count(group.count)),
        div({ class: 'group-words' }, span({ class: 'group-reason' }, group.reason), p({ class: 'sub' }, t('failures.span', { first: dateTime(group.first), last: ago(group.last) })))),
      div({ class: 'group-acts' },
        h(ActBusy, { icon: 'retry', label: t('act.retry'), act: () => act('retry-dead', { reason: group.reason }), mark: 'retry-dead' }),
        h(ActBusy, { icon: 'remove', kind: 'danger-quiet', label: t('act.drop'), act: () => drop({ reason: group.reason }, group.count), mark: 'drop-dead' })),
      ul({ class: 'samples' }, group.samples.map((sample) => li({ class: 'sample', key: sample.id },
        span({ class: 'sub' }, dateTime(sample.at)), span({ class: 'mono' }, sample.queue), code({ class: 'sample-text' }, sample.payload),
        h(Button, { small: true, kind: 'quiet', label: t('failures.show'), onClick: () => setShown(sample), 'data-act': 'show' })))))),
    shown && h(Dialog, { title: t('failures.payload'), wide: true, onClose: () => setShown(null) },
      p({ class: 'sub' }, `${shown.queue} · ${dateTime(shown.at)}`), h(Payload, { text: shown.payload }),
      div({ class: 'dialog-foot' },
        h(ActBusy, { icon: 'remove', kind: 'danger-quiet', label: t('act.drop'), act: () => { setShown(null); return drop({ id: shown.id }, 1); }, mark: 'drop-one' }),
        h(ActBusy, { icon: 'retry', label: t('act.retry'), act: () => act('retry-dead', { id: shown.id }).then(() => setShown(null)), mark: 'retry-one' })))));
}

/** JSON laid out; whatever else it is, as it is. */
export function Payload({ text }) {
  let laid = text ?? '';
  try {
    laid = JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    // Then it is the text.
  }
  return pre({ class: 'payload', tabindex: 0 }, laid);
}
