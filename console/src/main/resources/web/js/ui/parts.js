// The small things every screen is made of.
import { cx, dom, h } from '../lib.js';
import { session } from '../api.js';
import { useCell } from '../cell.js';
import { t } from '../i18n.js';
import { letterOf, platformName, stateClass, stateName } from '../states.js';
import { Icon } from './icons.js';

const { a, button, div, h1, h2, p, span, code } = dom;

export const StateBadge = ({ state }) =>
  span({ class: cx('badge', stateClass(state)) },
    span({ class: 'badge-letter', 'aria-hidden': 'true' }, letterOf(state)), span({ class: 'badge-name' }, stateName(state)));

export const PlatformTag = ({ platform }) => span({ class: cx('platform', `platform-${platform}`) }, platformName(platform));

/** @param why not null: the button is off, and this says why */
export const Button = ({ icon, label, kind, onClick, why, busy, type = 'button', small, pressed, hideLabel, ...rest }) =>
  button({
    type,
    class: cx('button', kind && `button-${kind}`, small && 'button-small', hideLabel && 'button-icon'),
    onClick: why ? undefined : onClick,
    'aria-disabled': why || busy ? 'true' : undefined,
    'aria-pressed': pressed === undefined ? undefined : String(pressed),
    'aria-label': hideLabel ? label : undefined,
    title: why || (hideLabel ? label : undefined),
    ...rest,
  }, icon && h(Icon, { name: icon }), !hideLabel && span(label));

/** A button that changes something: off, with the reason, for who may only look. */
export function Action(props) {
  const who = useCell(session);
  const why = props.why ?? (who?.role === 'operate' ? undefined : t('session.look'));
  return h(Button, { ...props, why });
}

export const Head = ({ title, sub, children }) =>
  div({ class: 'head' }, div({ class: 'head-words' }, h1({ tabindex: -1, id: 'title' }, title), sub && p({ class: 'sub' }, sub)),
    div({ class: 'head-tools' }, children));

export const Panel = ({ title, tools, children, className, label }) =>
  dom.section({ class: cx('panel', className), 'aria-label': label ?? title },
    (title || tools) && div({ class: 'panel-head' }, h2(title), tools && div({ class: 'panel-tools' }, tools)), children);

export const Empty = ({ title, children }) => div({ class: 'empty' }, p({ class: 'empty-title' }, title), children);

export const Skeleton = ({ lines = 3 }) =>
  div({ class: 'skeleton', role: 'status', 'aria-label': t('loading') },
    Array.from({ length: lines }, (_, i) => span({ key: i, class: `bone bone-${i % 3}` })));

export const problemText = (problem) => {
  if (problem.status === 0) return t('problem.unreachable');
  if (problem.status === 401) return problem.detail || t('problem.401');
  return problem.detail || problem.title || t('problem.other', { status: problem.status });
};

export const Trouble = ({ problem, onRetry }) =>
  div({ class: 'trouble', role: 'alert' }, h(Icon, { name: 'failures' }), p(problemText(problem)),
    onRetry && h(Button, { label: t('again'), small: true, onClick: onRetry }));

/** What a resource has: bones while it loads, the trouble if there is nothing else to show, else the screen. */
export function Loaded({ of, lines, children }) {
  if (of.data !== null) return children(of.data);
  return of.problem ? h(Trouble, { problem: of.problem, onRetry: of.reload }) : h(Skeleton, { lines });
}

export const Figure = ({ label, value, note, href, tone, mark }) => {
  const inner = [span({ class: 'figure-label' }, label), span({ class: cx('figure-value', String(value).length > 11 && 'figure-long'), title: String(value).length > 11 ? value : undefined }, value), span({ class: 'figure-note' }, note ?? '\u00a0')];
  const props = { class: cx('figure', tone && `figure-${tone}`), 'data-figure': mark };
  return href ? a({ ...props, href }, ...inner) : div(props, ...inner);
};

export const Command = ({ text }) => code({ class: 'command', tabindex: 0 }, text);

/** A share of a whole as a bar; values over the whole fill it. */
export function Meter({ value, max, tone, label }) {
  const part = max > 0 ? Math.min(1, value / max) : 0;
  return div({ class: 'meter', role: 'meter', 'aria-label': label, 'aria-valuenow': value, 'aria-valuemin': 0, 'aria-valuemax': max },
    div({ class: cx('meter-fill', tone && `meter-${tone}`), style: { transform: `scaleX(${part})` } }));
}

export const Choice = ({ label, value, options, onChange, id }) =>
  dom.label({ class: 'field' }, span({ class: 'field-label' }, label),
    dom.select({ class: 'input', value, id, onChange: (event) => onChange(event.target.value) },
      options.map(([key, text]) => dom.option({ key, value: key, selected: key === value }, text))));

export const Segments = ({ label, value, options, onChange }) =>
  div({ class: 'segments', role: 'group', 'aria-label': label },
    options.map(([key, text]) => button({ key, type: 'button', class: 'segment', 'aria-pressed': String(key === value), onClick: () => onChange(key) }, text)));
