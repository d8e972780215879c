import { asIso, ISO_TIME } from '../../base/written-time.ts';
import { writePath } from './field-path.ts';
import { found, type FoundColumn } from './found.ts';
import { lastKey, lastWords, pathWords } from './key-names.ts';
import type { SamplePath, Scalar } from './sample-paths.ts';
import { distinct, isNumber, isTime } from './value-shapes.ts';

/**
 * When a call began, where the time that was found first may be that of its end: loggers and queues write their own time
 * when all is done. The other is called as a beginning, is never later, and not much earlier.
 */
export function fromTheStart(
  columns: readonly FoundColumn[],
  able: readonly SamplePath[],
): FoundColumn[] {
  const written = columns.find(({ column }) => column === 'started_at');
  if (written === undefined || begins(written.at)) return [...columns];
  const start = able.find((at) => at !== written.at && isStartOf(at, written.at, able));
  if (start === undefined) return [...columns];
  const said = found(start, written.score, lastKey(start.steps));
  return [
    ...columns.filter((one) => one !== written && one.at !== start),
    {
      ...said,
      column: 'started_at',
      times: undefined,
      why: `${said.why}; before ${written.at.path} in each record`,
    },
  ];
}

const BEGINS = /^(?:start|started|begin|began|begun|sent|asked|requested|invoked|called|t0)$/;
const begins = ({ steps }: SamplePath): boolean =>
  /^t0$/i.test(lastKey(steps)) || lastWords(steps).some((word) => BEGINS.test(word));
/** What begins before the call does, and holds several. */
const OF_MORE =
  /^(?:session|sessions|conversation|chat|thread|dialog|dialogue|visit|ticket|case|shift|user|account|queue|queued|job|process|server|app|contract|trial|subscription)$/;

/** A call takes no longer than this as a rule. */
const LONGEST_MS = 30 * 60_000;

function isStartOf(at: SamplePath, written: SamplePath, able: readonly SamplePath[]): boolean {
  if (!begins(at) || !isTime(at) || pathWords(at.steps).some((word) => OF_MORE.test(word)))
    return false;
  const isOfEach = at.records * 10 >= written.records * 9;
  if (!isOfEach && !(at.records * 3 >= written.records && isBesideWork(at, able))) return false;
  if (distinct(at).size * 10 < at.records * 9) return false;
  return endsSoon(at, written);
}

/** One time and another of the same record are those of one call: the other is as a rule later, and not much. */
function endsSoon(at: SamplePath, other: SamplePath): boolean {
  const then = new Map(other.scalars.map((one) => [one.record, momentOf(one)]));
  const gaps = at.scalars.flatMap((one) => {
    const later = then.get(one.record);
    const moment = momentOf(one);
    return later === undefined || moment === undefined ? [] : [later - moment];
  });
  // Clocks of two machines are apart by a little, and one that counts whole seconds is behind by part of one.
  const isCoarse = [...then.values()].every(
    (moment) => moment !== undefined && moment % 1000 === 0,
  );
  const least = isCoarse ? -1000 : -5;
  const fits = gaps.filter((gap) => gap >= least && gap <= LONGEST_MS);
  const before = gaps.filter((gap) => gap > (isCoarse ? least : 0));
  return gaps.length > 0 && fits.length * 20 >= gaps.length * 19 && before.length * 2 > gaps.length;
}

/** Two times of one call that have one name and count up from 0 or 1: `t0` and `t1`. */
export function numberedTimes(
  able: readonly SamplePath[],
): { readonly first: SamplePath; readonly last: SamplePath } | undefined {
  const times = able.filter(isTime);
  for (const first of times) {
    const [, name, number] = NUMBERED.exec(first.path) ?? [];
    if (name === undefined) continue;
    const last = times.find(({ path }) => path === `${name}${Number(number) + 1}`);
    if (last !== undefined && endsSoon(first, last)) return { first, last };
  }
  return undefined;
}
const NUMBERED = /^(.*[A-Za-z_])([01])$/;

/** A number that another time of each record follows soon is a time as well, whatever it is called. */
export const isEpochOfCall = (at: SamplePath, able: readonly SamplePath[]): boolean =>
  isNumber(at) &&
  isTime(at) &&
  able.some(
    (other) => other !== at && other.records === at.records && isTime(other) && endsSoon(at, other),
  );

/** Of several times of one record the one that is never later than another, where each record has its own. */
export function earliestOf(times: readonly SamplePath[]): SamplePath | undefined {
  if (times.length < 2) return times[0];
  const moments = times.map(
    ({ scalars }) => new Map(scalars.map((one) => [one.record, momentOf(one)])),
  );
  return times.find(
    (at, own) =>
      distinct(at).size * 10 >= at.records * 9 &&
      moments.every((others) =>
        [...(moments[own] ?? [])].every(([record, moment]) => {
          const other = others.get(record);
          return moment === undefined || other === undefined || moment <= other;
        }),
      ),
  );
}

/** In an object that tells of a model's work, which others that wrote nothing by a model have not. */
function isBesideWork({ steps }: SamplePath, able: readonly SamplePath[]): boolean {
  if (steps.length < 2) return false;
  const holder = writePath(steps.slice(0, -1));
  return able.some(
    (one) =>
      writePath(one.steps.slice(0, -1)) === holder &&
      lastWords(one.steps).some((word) => OF_WORK.test(word)),
  );
}
const OF_WORK =
  /^(?:model|tokens?|usage|latency|duration|ms|secs|seconds|milliseconds|took|elapsed)$/;

/** Milliseconds of a time as an import reads it; undefined for none. */
function momentOf({ value }: Scalar): number | undefined {
  const parts = ISO_TIME.exec(asIso(String(value).trim()));
  if (parts !== null) {
    const [, year, month, day, hour = '00', minute = '00', second = '00', part = '0', zone] = parts;
    const [, sign = '+', hours = '00', minutes = '00'] =
      /^([+-])(\d\d):?(\d\d)?$/.exec(zone ?? '') ?? [];
    const text = `${year}-${month}-${day}T${hour}:${minute}:${second}.${part.slice(0, 3).padEnd(3, '0')}`;
    const moment = Date.parse(`${text}${sign}${hours}:${minutes}`);
    return Number.isNaN(moment) ? undefined : moment;
  }
  const epoch = Number(value);
  if (value === '' || Number.isNaN(epoch)) return undefined;
  // Seconds to nanoseconds, by how large the number is.
  const unit = epoch < 1e11 ? 1e-3 : epoch < 1e14 ? 1 : epoch < 1e17 ? 1e3 : 1e6;
  return epoch / unit;
}
