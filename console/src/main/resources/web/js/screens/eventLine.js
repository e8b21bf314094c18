// One event as a line. Names and texts are the platform's people's: they are only ever text.
import { Fragment, cx, dom, h } from '../lib.js';
import { clock, count, money, span as timeSpan } from '../format.js';
import { t, word } from '../i18n.js';
import { to } from '../router.js';
import { PlatformTag } from '../ui/parts.js';

const { a, div, span, time } = dom;

/** The types in groups, as people filter them. */
export const GROUPS = {
  chat: ['chat'],
  paid: ['gift', 'superchat', 'superchat-deleted', 'membership'],
  people: ['enter', 'follow', 'share', 'like', 'likes', 'viewers', 'rank'],
  room: ['room-changed', 'stream-started', 'stream-ended', 'moderation', 'notice', 'gap', 'unknown'],
};
export const ALL_TYPES = Object.values(GROUPS).flat();
export const groupOf = (type) => Object.keys(GROUPS).find((group) => GROUPS[group].includes(type)) ?? 'room';

/** What happened, without who did it. */
export function eventText(event) {
  const { type } = event;
  switch (type) {
    case 'chat': return event.text || (event.emote ? t('event.emote') : '');
    case 'superchat': return event.text ?? '';
    case 'gift': return t('event.gift', { gift: event.gift?.name ?? event.gift?.id ?? '?', times: count(event.gift?.count ?? 1) });
    case 'membership': return t('event.membership', { tier: event.tier ?? '' });
    case 'like': return t('event.like', { n: count(event.count ?? 1), count: event.count ?? 1 });
    case 'viewers': return t('event.viewers', { n: event.display ?? count(event.count), kind: word('kind', event.kind ?? '') });
    case 'likes': return t('event.likes', { n: count(event.count) });
    case 'room-changed': return [event.title, event.area, event.host].filter(Boolean).join(' · ');
    case 'moderation': return word('moderation', event.action ?? '');
    case 'notice': return event.text ?? '';
    case 'gap': return t('event.gap', { span: timeSpan(event.to - event.from), cause: event.cause ?? '' });
    case 'unknown': return event.name ?? '';
    case 'stream-ended': return event.reason ?? '';
    default: return '';
  }
}

export const priceOf = (event) => {
  const price = event.price ?? event.gift?.price;
  return price ? money(price.amount, price.unit) : null;
};

export function EventLine({ event, withRoom, onUser }) {
  const price = priceOf(event);
  const bare = !['chat', 'superchat'].includes(event.type);
  return div({ class: cx('event', `event-${groupOf(event.type)}`, `event-is-${event.type}`, event.gift?.price?.paid === false && 'event-free') },
    time({ class: 'event-at', dateTime: new Date(event.at).toISOString() }, withRoom ? withRoom(event.at) : clock(event.at)),
    withRoom && event.room && span({ class: 'event-room' }, h(PlatformTag, { platform: event.platform }), a({ href: to.room(event.platform, event.room) }, event.room)),
    div({ class: 'event-words' },
      event.user && h(Fragment, null,
        event.user.badge && span({ class: 'medal' }, `${event.user.badge.name ?? ''} ${event.user.badge.level ?? ''}`.trim()),
        ['moderator', 'host', 'guard'].includes(event.user.role) && span({ class: 'medal medal-role' }, word('role', event.user.role)),
        onUser && event.user.id
          ? dom.button({ type: 'button', class: 'event-user', onClick: () => onUser(event.user) }, event.user.name ?? event.user.id)
          : span({ class: 'event-user' }, event.user.name ?? event.user.id ?? ''), ' '),
      bare && span({ class: 'event-type' }, word('type', event.type), ' '),
      span({ class: 'event-text' }, eventText(event)),
      price && span({ class: 'event-price' }, price)));
}
