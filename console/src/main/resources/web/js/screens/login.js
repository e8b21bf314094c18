import { dom, h, useState } from '../lib.js';
import { logIn } from '../api.js';
import { chooseLanguage, language, t } from '../i18n.js';
import { useCell } from '../cell.js';
import { useBusy } from '../ui/dialog.js';
import { Button, Segments, Trouble } from '../ui/parts.js';

const { div, form, h1, img, input, label, main, p, span } = dom;

export function Login() {
  const [kind, setKind] = useState('token');
  const [problem, setProblem] = useState(null);
  const [busy, during] = useBusy();
  const lang = useCell(language);
  const submit = (event) => {
    event.preventDefault();
    const given = new FormData(event.target);
    setProblem(null);
    during(() => logIn(kind === 'token'
      ? { token: given.get('token') }
      : { user: given.get('user'), password: given.get('password') }).catch(setProblem));
  };
  const field = (name, type, autocomplete, first) => label({ class: 'field', key: name },
    span({ class: 'field-label' }, t(`login.${name}`)), input({ class: 'input', name, type, autocomplete, required: true, autofocus: first }));
  return main({ class: 'alone' }, form({ class: 'login panel', onSubmit: submit },
    div({ class: 'login-head' }, img({ src: '/icon.svg', width: 36, height: 36, alt: '' }), h1(t('login.title'))),
    p({ class: 'sub' }, t('login.why')),
    h(Segments, { label: t('login.kind'), value: kind, onChange: setKind, options: [['token', t('login.token')], ['user', t('login.user')]] }),
    kind === 'token' ? field('token', 'password', 'off', true) : [field('user', 'text', 'username', true), field('password', 'password', 'current-password')],
    problem && h(Trouble, { problem }),
    h(Button, { label: t('login.go'), kind: 'primary', type: 'submit', busy }),
    h(Button, { label: lang === 'en' ? '中文' : 'English', kind: 'quiet', small: true, onClick: () => chooseLanguage(lang === 'en' ? 'zh' : 'en') })));
}
