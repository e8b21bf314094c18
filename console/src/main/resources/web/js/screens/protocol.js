import { Fragment, dom, h, useState } from '../lib.js';
import { get } from '../api.js';
import { ago, count, dateTime } from '../format.js';
import { t } from '../i18n.js';
import { useResource } from '../resource.js';
import { Dialog } from '../ui/dialog.js';
import { Icon } from '../ui/icons.js';
import { Button, Head, Loaded, Panel, PlatformTag } from '../ui/parts.js';
import { Payload } from './failures.js';

const { div, p, span, table, tbody, td, th, thead, tr } = dom;
const EVERY_MS = 10_000;

const headRow = (names) => thead(tr(names.map(([key, num]) => th({ key, scope: 'col', class: num ? 'num' : '' }, key ? t(`protocol.${key}`) : ''))));
const Fine = ({ text }) => div({ class: 'fine' }, h(Icon, { name: 'check' }), span(text));

export function Protocol() {
  const health = useResource((signal) => get('/protocol', {}, signal), 'protocol', EVERY_MS);
  const [shown, setShown] = useState(null);
  return h(Fragment, null,
    h(Head, { title: t('nav.protocol'), sub: t('protocol.sub') }),
    h(Loaded, { of: health, lines: 8 }, ({ unknown, decodeErrors }) => div({ class: 'stack' },
      h(Panel, { title: t('protocol.unknown') }, unknown.length === 0 ? h(Fine, { text: t('protocol.nounknown') }) :
        div({ class: 'scroll-x' }, table({ class: 'table' }, headRow([['platform'], ['name'], ['count', 1], ['first'], ['last'], ['']]),
          tbody(unknown.map((one) => tr({ key: `${one.platform} ${one.name}` }, td(h(PlatformTag, { platform: one.platform })), th({ scope: 'row', class: 'mono' }, one.name), td({ class: 'num' }, count(one.count)), td(dateTime(one.firstSeen)), td({ title: dateTime(one.lastSeen) }, ago(one.lastSeen)), td({ class: 'end' }, one.sample && h(Button, { small: true, kind: 'quiet', label: t('protocol.sample'), onClick: () => setShown(one), 'data-act': 'sample' }))))))) ),
      h(Panel, { title: t('protocol.errors') }, decodeErrors.length === 0 ? h(Fine, { text: t('protocol.noerrors') }) :
        div({ class: 'scroll-x' }, table({ class: 'table' }, headRow([['platform'], ['reason'], ['count', 1], ['last']]),
          tbody(decodeErrors.map((one) => tr({ key: `${one.platform} ${one.reason}` }, td(h(PlatformTag, { platform: one.platform })), th({ scope: 'row' }, one.reason), td({ class: 'num' }, count(one.count)), td({ title: dateTime(one.lastSeen) }, ago(one.lastSeen))))))) ))),
    shown && h(Dialog, { title: shown.name, wide: true, onClose: () => setShown(null) }, p({ class: 'sub' }, h(PlatformTag, { platform: shown.platform })), h(Payload, { text: shown.sample })));
}
