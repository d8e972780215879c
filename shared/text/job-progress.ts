import { bytes, count } from './numbers.ts';

/** How far a job is, in words for a line beside its bar. */
export interface JobProgress {
  /** 0 to 1; null where the end is not known. */
  readonly share: number | null;
  /** `9.1 of 14.6 GB`, `12 of 38 rules`; empty before there is anything to say. */
  readonly done: string;
  /** `212.0 MB/s`, over all the time since it began; null where that says nothing yet. */
  readonly rate: string | null;
  /** `26 s left`; null where it cannot be told. */
  readonly left: string | null;
}

export interface Measured {
  readonly done: number;
  readonly total: number | null;
  readonly unit: string;
  readonly elapsed_ms: number;
}

/** A rate over less than this is chance. */
const ENOUGH_MS = 1000;

export function jobProgress(job: Measured): JobProgress {
  const { done, total, unit, elapsed_ms } = job;
  const perSecond = elapsed_ms >= ENOUGH_MS && done > 0 ? (done * 1000) / elapsed_ms : null;
  const isSteady = unit === 'bytes' || unit === 'records' || unit === 'turns';
  return {
    share: total === null || total === 0 ? null : Math.min(1, done / total),
    done: doneWords(job),
    rate: perSecond === null || !isSteady ? null : `${amount(Math.round(perSecond), unit)}/s`,
    left:
      perSecond === null || total === null || !isSteady || done >= total
        ? null
        : leftWords(((total - done) / perSecond) * 1000),
  };
}

/** All that is known, in one line. */
export function progressWords(job: Measured): string {
  const { done, rate, left } = jobProgress(job);
  return [done, rate, left].filter((part) => part !== null && part !== '').join(' · ');
}

/** `26 s left`, `4 min left`, `1 h 5 min left`: never more exact than such a guess is. */
export function leftWords(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s left`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return `${minutes} min left`;
  const rest = minutes % 60;
  return rest === 0
    ? `${Math.floor(minutes / 60)} h left`
    : `${Math.floor(minutes / 60)} h ${rest} min left`;
}

function doneWords({ done, total, unit }: Measured): string {
  if (done === 0 && total === null) return '';
  const said = amount(done, unit);
  if (total === null) return unit === 'bytes' ? said : `${said} ${unit}`;
  const whole = amount(total, unit);
  if (unit !== 'bytes') return `${said} of ${whole} ${unit}`;
  const [number = '', own] = said.split(' ');
  return `${own === whole.split(' ')[1] ? number : said} of ${whole}`;
}

const amount = (number: number, unit: string): string =>
  unit === 'bytes' ? bytes(number) : count(number);
