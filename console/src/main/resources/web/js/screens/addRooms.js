import { Fragment, dom, h, useState } from '../lib.js';
import { post } from '../api.js';
import { count } from '../format.js';
import { t } from '../i18n.js';
import { to } from '../router.js';
import { platformName } from '../states.js';
import { Dialog, useBusy } from '../ui/dialog.js';
import { Button, Choice, PlatformTag, Trouble } from '../ui/parts.js';
import { toast } from '../ui/toast.js';

const { a, div, form, label, li, p, span, strong, textarea, ul } = dom;
const SHOWN = 100;

/** Ids, addresses, or a list pasted from anywhere; afterwards line by line what became of them. */
export function AddRooms({ onClose, onDone }) {
  const [text, setText] = useState('');
  const [platform, setPlatform] = useState('kuaishou');
  const [result, setResult] = useState(null);
  const [problem, setProblem] = useState(null);
  const [busy, during] = useBusy();
  const entries = [...new Set(text.split(/[\s,;，；、]+/).filter(Boolean))];

  const submit = (event) => {
    event?.preventDefault();
    if (!entries.length || busy) return;
    setProblem(null);
    during(() => post('/rooms', { rooms: entries, platform }).then((answer) => {
      onDone?.();
      if (answer.added.length && !answer.refused.length && !answer.known.length) {
        toast(t('added', { n: count(answer.added.length), count: answer.added.length }), 'good');
        onClose();
      } else {
        setResult(answer);
      }
    }, setProblem));
  };
  return h(Dialog, { title: t('add'), onClose, wide: true },
    result ? h(Result, { result, onClose, onMore: () => { setResult(null); setText(''); } })
      : form({ onSubmit: submit, class: 'stack' },
        h(Choice, { label: t('add.platform'), value: platform, onChange: setPlatform, options: ['kuaishou', 'douyu', 'bilibili'].map((it) => [it, platformName(it)]) }),
        label({ class: 'field' }, span({ class: 'field-label' }, t('add.rooms')),
          textarea({ class: 'input', rows: 7, name: 'rooms', autofocus: true, spellcheck: false, value: text, placeholder: '3xabcdef\nhttps://www.douyu.com/9999\nhttps://live.bilibili.com/5440', onInput: (event) => setText(event.target.value), onKeyDown: (event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(); } })),
        p({ class: 'hint' }, t('add.hint')),
        problem && h(Trouble, { problem }),
        div({ class: 'dialog-foot' }, h(Button, { label: t('cancel'), onClick: onClose }),
          h(Button, { label: entries.length ? t('add.n', { n: count(entries.length), count: entries.length }) : t('add.verb'), kind: 'primary', type: 'submit', busy, why: entries.length ? undefined : t('add.nothing') }))));
}

function Result({ result, onClose, onMore }) {
  const block = (key, items, line) => items.length > 0 && div({ class: `outcome outcome-${key}` },
    strong(t(`add.${key}`, { n: count(items.length), count: items.length })),
    ul(items.slice(0, SHOWN).map((item, i) => li({ key: i }, line(item)))),
    items.length > SHOWN && p({ class: 'hint' }, t('more', { n: count(items.length - SHOWN), count: items.length - SHOWN })));
  const room = (item) => h(Fragment, null, h(PlatformTag, { platform: item.platform }), ' ', a({ href: to.room(item.platform, item.room), onClick: onClose }, item.room));
  return div({ class: 'stack' },
    block('refused', result.refused, (item) => h(Fragment, null, dom.code(item.text), ' ', span({ class: 'sub' }, item.detail))),
    block('known', result.known, room), block('added', result.added, room),
    div({ class: 'dialog-foot' }, h(Button, { label: t('add.more'), onClick: onMore }), h(Button, { label: t('close'), kind: 'primary', autofocus: true, onClick: onClose })));
}
