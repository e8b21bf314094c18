// What people do to rooms, with the question before it and the outcome after it.
import { post } from '../api.js';
import { count } from '../format.js';
import { t } from '../i18n.js';
import { platformName } from '../states.js';
import { confirm } from '../ui/dialog.js';
import { toast, toastProblem } from '../ui/toast.js';

const MOST_AT_ONCE = 1000;
const ASKED_FIRST = new Set(['remove', 'pause', 'move']);

/** @param rooms [{platform, room}] @returns whether something was done */
export async function roomAction(action, rooms) {
  const names = { n: count(rooms.length), count: rooms.length, room: rooms[0]?.room };
  if (ASKED_FIRST.has(action) && (action === 'remove' || rooms.length > 1)) {
    const yes = await confirm({ title: t(`ask.${action}`, names), text: t(`ask.${action}.text`, names), verb: t(`act.${action}`), danger: action === 'remove' });
    if (!yes) return false;
  }
  let done = 0;
  const refused = [];
  try {
    for (let i = 0; i < rooms.length; i += MOST_AT_ONCE) {
      const answer = await post('/rooms/actions', { action, rooms: rooms.slice(i, i + MOST_AT_ONCE).map(({ platform, room }) => ({ platform, room })) });
      done += answer.done ?? 0;
      refused.push(...(answer.refused ?? []));
    }
  } catch (problem) {
    toastProblem(problem);
    return done > 0;
  }
  if (done) toast(t(`done.${action}`, { n: count(done), count: done }), 'good');
  if (refused.length) toast(`${t('done.refused', { n: count(refused.length), count: refused.length })} ${refused[0].detail ?? ''}`, 'bad');
  return done > 0;
}

export async function platformAction(platform, action) {
  const name = platformName(platform);
  if (action === 'pause' && !await confirm({ title: t('ask.platform', { name }), text: t('ask.platform.text', { name }), verb: t('act.pause') })) return;
  try {
    const { done } = await post(`/platforms/${platform}/actions`, { action });
    toast(t(`done.platform.${action}`, { name, n: count(done), count: done }), 'good');
  } catch (problem) {
    toastProblem(problem);
  }
}
