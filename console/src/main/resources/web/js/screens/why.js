// Why a room is watched or not, in the reader's words and the reader's time: the server tells a code and what it names.
import { ago, count, dateTime, until } from '../format.js';
import { hasText, t } from '../i18n.js';

export function whyText({ code, values = {}, sentence }) {
  const key = `why.${code}`;
  if (!hasText(key)) return sentence;
  const { worker, host, reason, by, leaving, at, jobs, lastBeat } = values;
  const said = {
    ...values,
    worker: worker ? (host ? t('why.workerOn', { worker, host }) : t('why.worker', { worker })) : t('why.noname'),
    because: reason ? t('why.because', { reason }) : '',
    reason: reason ?? t('why.unknown'),
    who: by ? t('why.by', { by }) : '',
    leaves: leaving ? t('why.leaves', { worker: leaving }) : '',
    ago: at ? ago(at) : '',
    when: at ? t('why.since', { time: dateTime(at), ago: ago(at) }) : '',
    until: dateTime(values.until),
    in: until(values.until),
    heard: lastBeat ? t('why.died', { ago: ago(lastBeat) }) : t('why.left'),
    jobs: jobs === undefined ? t('why.waits') : t('why.among', { n: count(jobs), count: jobs }),
    workers: count(values.workers),
    slots: count(values.slots),
  };
  return t(key, said);
}
