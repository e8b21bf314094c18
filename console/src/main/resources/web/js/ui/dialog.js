import { cx, dom, h, useEffect, useRef, useState } from '../lib.js';
import { cell, useCell } from '../cell.js';
import { t } from '../i18n.js';
import { route } from '../router.js';
import { Button } from './parts.js';

/** The browser's own modal dialog: it keeps the focus, Esc closes it, and the focus goes back where it was. */
export function Dialog({ title, onClose, children, wide, fixed }) {
  const ref = useRef(null);
  useEffect(() => {
    const before = document.activeElement;
    const box = ref.current;
    box.showModal();
    return () => {
      // while it is open, nothing outside it takes the focus
      box.close();
      before?.focus?.();
    };
  }, []);
  return dom.dialog({
    ref, class: cx('dialog', wide && 'dialog-wide'), 'aria-labelledby': 'dialog-title',
    onCancel: (event) => { event.preventDefault(); if (!fixed) onClose(); },
    onMouseDown: (event) => { if (event.target === ref.current && !fixed) onClose(); },
  }, dom.div({ class: 'dialog-body' },
    dom.div({ class: 'dialog-head' }, dom.h2({ id: 'dialog-title' }, title),
      !fixed && h(Button, { icon: 'close', label: t('close'), hideLabel: true, kind: 'quiet', onClick: onClose })),
    children));
}

const asked = cell(null);

/** Asks before something that cannot be taken back. @returns a promise of true or false */
export const confirm = ({ title, text, verb, danger = true }) =>
  new Promise((answer) => asked.set({ title, text, verb, danger, answer }));

export function Confirmation() {
  const question = useCell(asked);
  useEffect(() => route.listen(() => asked.get() && (asked.get().answer(false), asked.set(null))), []);
  if (!question) return null;
  const close = (answer) => {
    asked.set(null);
    question.answer(answer);
  };
  return h(Dialog, { title: question.title, onClose: () => close(false) },
    dom.p({ class: 'dialog-text' }, question.text),
    dom.div({ class: 'dialog-foot' },
      h(Button, { label: t('cancel'), autofocus: question.danger, onClick: () => close(false) }),
      h(Button, { label: question.verb, kind: question.danger ? 'danger' : 'primary', autofocus: !question.danger, 'data-act': 'confirm', onClick: () => close(true) })));
}

/** Says `busy` while the promise of `act` runs. */
export function useBusy() {
  const [busy, setBusy] = useState(false);
  return [busy, (act) => {
    setBusy(true);
    return Promise.resolve(act()).finally(() => setBusy(false));
  }];
}
