import { Fragment, dom, h, useEffect, useRef, useState } from '../lib.js';
import { get, session } from '../api.js';
import { useCell } from '../cell.js';
import { serverNow } from '../clock.js';
import { count, dateTime } from '../format.js';
import { t } from '../i18n.js';
import { replaceQuery, to } from '../router.js';
import { platformName } from '../states.js';
import { Icon } from '../ui/icons.js';
import { Button, Choice, Empty, Head, Panel, Skeleton, Trouble } from '../ui/parts.js';
import { EventLine, GROUPS } from './eventLine.js';

const { div, form, input, label, p, span } = dom;
const PAGE = 100;
const MOST = 5000;
const AGES = { '1h': 3_600_000, '24h': 86_400_000, '7d': 7 * 86_400_000, '30d': 30 * 86_400_000, all: 0 };
const FIELDS = ['text', 'platform', 'room', 'user', 'types', 'age', 'since', 'until'];

export function Search({ query }) {
  const who = useCell(session);
  const asked = Object.fromEntries(FIELDS.map((name) => [name, query.get(name) ?? '']));
  const key = query.toString();
  const begun = FIELDS.some((name) => asked[name]);
  return h(Fragment, null,
    h(Head, { title: t('nav.search'), sub: t('search.sub') }),
    who?.store === false
      ? h(Empty, { title: t('search.nostore') }, p(t('search.nostore.how')))
      : h(Fragment, null, h(Form, { key, asked }), begun ? h(Results, { key: `r${key}`, asked }) : h(Empty, { title: t('search.begin') }, p(t('search.begin.how')))));
}

const localTime = (ms) => new Date(ms - new Date(ms).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
const fromLocal = (text) => (text ? new Date(text).getTime() : undefined);

function Form({ asked }) {
  const [wish, setWish] = useState(asked);
  const set = (part) => setWish({ ...wish, ...part });
  const submit = (event) => {
    event?.preventDefault();
    const next = { ...wish, text: wish.text.trim(), room: wish.room.trim(), user: wish.user.trim() };
    if (!next.age && !next.since) next.age = '24h';
    replaceQuery(to.search(next));
  };
  const field = (name, props) => label({ class: 'field' }, span({ class: 'field-label' }, t(`search.${name}`)), input({ class: 'input', name, value: wish[name], maxlength: 200, onInput: (event) => set({ [name]: event.target.value }), ...props }));
  return form({ class: 'panel search-form', role: 'search', onSubmit: submit },
    label({ class: 'field field-search field-grow' }, span({ class: 'field-label' }, t('search.text')), h(Icon, { name: 'search' }),
      input({ class: 'input', type: 'search', name: 'text', 'data-search': '', value: wish.text, maxlength: 200, placeholder: t('search.text.hint'), onInput: (event) => set({ text: event.target.value }) })),
    h(Choice, { label: t('rooms.platform'), value: wish.platform, onChange: (platform) => set({ platform }), options: [['', t('rooms.any.platform')], ...['kuaishou', 'douyu', 'bilibili'].map((it) => [it, platformName(it)])] }),
    field('room', {}), field('user', { placeholder: t('search.user.hint') }),
    h(Choice, { label: t('search.types'), value: wish.types, onChange: (types) => set({ types }), options: [['', t('search.types.all')], ...Object.keys(GROUPS).map((group) => [GROUPS[group].join(','), t(`group.${group}`)])] }),
    h(Choice, { label: t('search.age'), value: wish.since ? 'own' : wish.age || '24h', onChange: (age) => set(age === 'own' ? { age: '', since: localTime(serverNow() - 3_600_000), until: '' } : { age, since: '', until: '' }), options: [...Object.keys(AGES).map((it) => [it, t(`search.age.${it}`)]), ['own', t('search.age.own')]] }),
    wish.since && field('since', { type: 'datetime-local' }), wish.since && field('until', { type: 'datetime-local' }),
    h(Button, { label: t('search.go'), kind: 'primary', type: 'submit', icon: 'search' }));
}

function Results({ asked }) {
  const [state, setState] = useState({ events: [], next: undefined, problem: null, loading: true, begun: false });
  const end = useRef(null);
  const now = useRef({ loading: false, gone: false, next: undefined, count: 0 });
  const period = useRef(asked.since
    ? { from: fromLocal(asked.since), to: fromLocal(asked.until) }
    : { from: AGES[asked.age] ? Math.floor(serverNow() - AGES[asked.age]) : undefined, to: undefined });

  const more = () => {
    const mine = now.current;
    if (mine.loading || mine.gone) return;
    mine.loading = true;
    setState((before) => ({ ...before, loading: true, problem: null }));
    const { text, platform, room, user, types } = asked;
    get('/events', { text, platform, room, user, types, ...period.current, cursor: mine.next, limit: PAGE }).then((answer) => {
      if (mine.gone) return;
      mine.next = answer.next;
      mine.count += answer.events.length;
      setState((before) => ({ events: [...before.events, ...answer.events], next: answer.next, problem: null, loading: false, begun: true }));
    }, (problem) => mine.gone || setState((before) => ({ ...before, problem, loading: false, begun: true })))
      .finally(() => { mine.loading = false; });
  };
  useEffect(() => {
    now.current.gone = false;
    more();
    return () => { now.current.gone = true; };
  }, []);
  useEffect(() => {
    if (!end.current || !state.next || state.problem || state.events.length >= MOST) return undefined;
    const watcher = new IntersectionObserver(([seen]) => seen.isIntersecting && more(), { rootMargin: '600px' });
    watcher.observe(end.current);
    return () => watcher.disconnect();
  }, [state.next, state.problem]);

  const { events, problem, loading, next, begun } = state;
  if (!begun) return h(Skeleton, { lines: 10 });
  if (!events.length && !problem) return h(Empty, { title: t('search.none') }, p(t('search.none.how')));
  return h(Panel, { title: t('search.found', { n: next ? `${count(events.length)}+` : count(events.length), count: next ? 2 : events.length }), className: 'results' },
    div({ class: 'event-list', role: 'list', 'data-results': events.length }, events.map((event, i) => div({ role: 'listitem', key: `${event.platform}${event.room}${event.key}${i}` }, h(EventLine, { event, withRoom: dateTime, onUser: (user) => replaceQuery(to.search({ platform: event.platform, user: user.id, age: asked.age || '24h' })) })))),
    problem && h(Trouble, { problem, onRetry: more }),
    events.length >= MOST ? p({ class: 'hint' }, t('search.narrow', { n: count(MOST) })) :
      next && div({ ref: end, class: 'more' }, loading ? h(Skeleton, { lines: 2 }) : h(Button, { label: t('search.more'), onClick: more })));
}
