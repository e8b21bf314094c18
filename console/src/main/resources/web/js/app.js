import { cx, dom, h, useEffect, useRef, useState } from './lib.js';
import { logOut, renewSession, session } from './api.js';
import { useCell } from './cell.js';
import { chooseLanguage, language, t } from './i18n.js';
import { connection, missed } from './live.js';
import { followOverview, overview } from './overview.js';
import { go, route, to } from './router.js';
import { switchTheme, theme } from './theme.js';
import { Failures } from './screens/failures.js';
import { Login } from './screens/login.js';
import { Protocol } from './screens/protocol.js';
import { Report } from './screens/report.js';
import { Room } from './screens/room.js';
import { Rooms } from './screens/rooms.js';
import { Search } from './screens/search.js';
import { Wall } from './screens/wall.js';
import { Workers } from './screens/workers.js';
import { Confirmation } from './ui/dialog.js';
import { Icon } from './ui/icons.js';
import { Button, Empty, Skeleton, Trouble } from './ui/parts.js';
import { Toasts } from './ui/toast.js';
import { count } from './format.js';

const { a, div, header, main, nav, p, span } = dom;

const PLACES = [
  ['wall', to.wall()], ['rooms', to.rooms()], ['search', to.search()],
  ['workers', to.workers()], ['failures', to.failures()], ['protocol', to.protocol()],
];

function screenOf({ screen, parts, query }) {
  switch (screen) {
    case 'wall': return h(Wall);
    case 'rooms': return h(Rooms, { query });
    case 'room':
      if (parts.length < 2) return h(Rooms, { query });
      return parts[2] === 'report'
        ? h(Report, { key: parts.join(), platform: parts[0], room: parts[1], query })
        : h(Room, { key: parts.join(), platform: parts[0], room: parts[1], query });
    case 'search': return h(Search, { query });
    case 'workers': return h(Workers);
    case 'failures': return h(Failures);
    case 'protocol': return h(Protocol);
    default: return h(Empty, { title: t('nowhere') }, a({ href: to.wall() }, t('nav.wall')));
  }
}

export function App() {
  const lang = useCell(language);
  const who = useCell(session);
  const [problem, setProblem] = useState(null);
  const ask = () => renewSession().then(() => setProblem(null), setProblem);
  useEffect(() => {
    followOverview();
    ask();
  }, []);
  useEffect(() => {
    if (!problem) return undefined;
    const timer = setTimeout(ask, 2000);
    return () => clearTimeout(timer);
  }, [problem]);
  useEffect(() => {
    document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
  }, [lang]);

  if (!who) return div({ class: 'alone' }, problem ? h(Trouble, { problem, onRetry: ask }) : h(Skeleton, { lines: 4 }));
  if (who.login && !who.role) return h(Login, { key: lang });
  return h(Frame, { key: lang });
}

function Frame() {
  const here = useCell(route);
  const [open, setOpen] = useState(false);
  const body = useRef(null);
  const first = useRef(true);
  const place = `${here.screen}/${here.parts.join('/')}`;

  useEffect(() => {
    setOpen(false);
    document.title = `${t(`nav.${here.screen === 'room' ? 'rooms' : here.screen}`)} · danmaku`;
    if (first.current) {
      first.current = false;
      return;
    }
    scrollTo(0, 0);
    body.current?.querySelector('#title')?.focus({ preventScroll: true });
  }, [place]);

  useEffect(() => {
    const onKey = (event) => {
      const typing = event.target.closest?.('input, textarea, select, dialog');
      if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        const field = document.querySelector('[data-search]');
        if (field) field.focus();
        else go(to.search());
      } else if (event.key === 'Escape') {
        setOpen(false);
      }
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);

  return div({ class: cx('frame', open && 'frame-open') },
    a({ class: 'skip', href: '#content', onClick: (event) => { event.preventDefault(); body.current.focus(); } }, t('skip')),
    h(Top, { open, onMenu: () => setOpen(!open) }),
    h(Side, { here }),
    open && div({ class: 'shade', onClick: () => setOpen(false) }),
    main({ class: 'content', id: 'content', tabindex: -1, ref: body }, h(Lost), screenOf(here)),
    h(Confirmation), h(Toasts));
}

function Top({ open, onMenu }) {
  const look = useCell(theme);
  const lang = useCell(language);
  const who = useCell(session);
  return header({ class: 'top' },
    h(Button, { icon: 'menu', label: t('menu'), hideLabel: true, kind: 'quiet', onClick: onMenu, 'aria-expanded': String(open), 'aria-controls': 'nav', class: 'button button-quiet button-icon menu-button' }),
    a({ class: 'brand', href: to.wall() }, dom.img({ src: '/icon.svg', width: 22, height: 22, alt: '' }), span('danmaku')),
    div({ class: 'top-tools' },
      h(Pulse),
      h(Button, { label: lang === 'en' ? '中文' : 'EN', kind: 'quiet', onClick: () => chooseLanguage(lang === 'en' ? 'zh' : 'en'), 'aria-label': t('language'), title: t('language'), 'data-switch': 'language' }),
      h(Button, { icon: look === 'dark' ? 'sun' : 'moon', label: t(look === 'dark' ? 'theme.light' : 'theme.dark'), hideLabel: true, kind: 'quiet', onClick: switchTheme, 'data-switch': 'theme' }),
      who?.login && h(Button, { icon: 'exit', label: t('session.leave', { user: who.user ?? '' }), hideLabel: true, kind: 'quiet', onClick: () => logOut().catch(() => {}), 'data-switch': 'leave' })));
}

/** Whether the page hears the server, and what it could not keep up with. */
function Pulse() {
  const state = useCell(connection);
  const left = useCell(missed);
  return span({ class: cx('pulse', `pulse-${state}`), role: 'status', 'data-connection': state },
    span({ class: 'pulse-dot', 'aria-hidden': 'true' }), span({ class: 'pulse-text' }, t(`live.${state}`)),
    left > 0 && span({ class: 'pulse-missed', title: t('live.missed.why') }, t('live.missed', { n: count(left), count: left })));
}

function Lost() {
  const state = useCell(connection);
  const [late, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    if (state !== 'lost') return undefined;
    const timer = setTimeout(() => setLate(true), 900);
    return () => clearTimeout(timer);
  }, [state]);
  return late && state === 'lost' ? div({ class: 'lost', role: 'alert' }, h(Icon, { name: 'failures' }), p(t('live.lost.long'))) : null;
}

function Side({ here }) {
  const { data } = useCell(overview);
  const who = useCell(session);
  const badges = { rooms: data?.totals?.wanted, workers: data?.totals?.workers.alive, failures: data?.totals?.parked || undefined };
  const current = here.screen === 'room' ? 'rooms' : here.screen;
  return nav({ class: 'side', id: 'nav', 'aria-label': t('nav') },
    PLACES.map(([name, href]) => a({ key: name, class: 'place', href, 'aria-current': current === name ? 'page' : undefined },
      h(Icon, { name }), span({ class: 'place-name' }, t(`nav.${name}`)),
      badges[name] !== undefined && span({ class: 'place-badge' }, count(badges[name])))),
    div({ class: 'side-foot' }, who?.role === 'look' && span({ class: 'role', title: t('session.look') }, t('role.look')),
      who?.user && span(who.user), who?.version && span(/^\d/.test(who.version) ? `v${who.version}` : who.version)));
}
