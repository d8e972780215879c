/** Lays the records of a month out as lines, with the few damaged ones that real exports have. */
import { ROLLBACK, iso, seconds } from './schedule.mjs';

const LF = Buffer.from('\n');
const line = (record) => Buffer.from(JSON.stringify(record));

/** Harmless single-turn calls after a moment: what is damaged must not be part of what the investigation counts. */
const plainAfter = (entries, at, route) =>
  entries.findIndex(
    ({ record, turn, final, conversation }) =>
      record.created >= at &&
      final &&
      turn.tags.length === 0 &&
      conversation.turns.length === 1 &&
      record.feedback === undefined &&
      record.environment === 'production' &&
      record.context.length > 0 &&
      (route === undefined || record.route === route) &&
      (turn.steps ?? []).length === 0,
  );

/** Breaks the first byte of the first two-byte character; a pound sign is the usual victim of a wrong code page. */
function withInvalidByte(bytes) {
  const broken = Buffer.from(bytes);
  broken[broken.indexOf(0xc2)] = 0xa3;
  return broken;
}

const note = (at, text) => line({ ts: iso(at), level: 'warn', logger: 'gateway.sink', msg: text });

const DAMAGE = {
  '2026-03': (entries) => [
    {
      at: plainAfter(entries, seconds('2026-03-11T04:00:00Z')),
      status: 'quarantined',
      why: 'cut off in the middle',
      change: (bytes) => bytes.subarray(0, Math.floor(bytes.length * 0.58)),
    },
    {
      at: plainAfter(entries, seconds('2026-03-24T06:00:00Z'), 'app'),
      status: 'mapped',
      why: 'NaN, as Python writes it',
      change: (bytes) => Buffer.from(bytes.toString().replace(/"spread":[\d.]+/, '"spread":NaN')),
    },
    {
      at: plainAfter(entries, seconds('2026-03-18T00:00:00Z')),
      before: [
        {
          status: 'unmapped',
          bytes: note(
            seconds('2026-03-18T00:00:02Z'),
            'sink reopened after rotation, 0 records lost',
          ),
        },
      ],
    },
    {
      at: plainAfter(entries, seconds('2026-03-11T12:00:00Z')),
      before: [{ status: 'blank', bytes: Buffer.alloc(0) }],
    },
    {
      at: plainAfter(entries, seconds('2026-03-29T12:00:00Z')),
      before: [{ status: 'blank', bytes: Buffer.from('  \t') }],
    },
  ],
  '2026-04': (entries) => [
    {
      at: plainAfter(entries, seconds('2026-04-04T08:00:00Z')),
      status: 'quarantined',
      why: 'a byte that is not UTF-8',
      change: withInvalidByte,
    },
    {
      at: plainAfter(entries, seconds('2026-04-12T10:00:00Z')),
      status: 'mapped',
      why: 'half of an emoji, as a lone surrogate escape',
      change: (bytes) =>
        Buffer.from(
          bytes.toString().replace(/("role":"user","content":"(?:[^"\\]|\\.)*)"/, '$1 \\ud83d"'),
        ),
    },
    {
      at: plainAfter(entries, seconds('2026-04-16T09:00:00Z')),
      status: 'mapped',
      why: 'line ends in CR LF',
      change: (bytes) => Buffer.concat([bytes, Buffer.from('\r')]),
    },
    {
      at: plainAfter(entries, ROLLBACK),
      before: [
        { status: 'unmapped', bytes: note(ROLLBACK + 4, 'configuration reloaded: 2 of 3 routes') },
      ],
    },
    {
      at: plainAfter(entries, seconds('2026-04-26T08:00:00Z')),
      before: [{ status: 'blank', bytes: Buffer.from(' ') }],
    },
  ],
};

/**
 * The bytes of one month's file and what became of each line. `entries` are `{ record, turn, final, conversation }` in
 * order of time.
 */
export function linesOf(month, entries) {
  const damage = DAMAGE[month](entries);
  if (damage.some(({ at }) => at < 0)) throw new Error(`No harmless record to damage in ${month}`);
  const lines = entries.flatMap((entry, index) => {
    const here = damage.filter(({ at }) => at === index);
    const changed = here.find(({ change }) => change !== undefined);
    const bytes = line(entry.record);
    return [
      ...here.flatMap(({ before = [] }) => before),
      {
        status: changed?.status ?? 'mapped',
        why: changed?.why,
        bytes: changed?.change(bytes) ?? bytes,
        entry,
      },
    ];
  });
  return { lines, bytes: Buffer.concat(lines.flatMap(({ bytes }) => [bytes, LF])) };
}
