import type { Step } from './field-path.ts';
import { isCalledFailed } from './failed-values.ts';
import { lastWords } from './key-names.ts';
import { roleNamed } from './role-words.ts';
import type { SamplePath, SamplePaths } from './sample-paths.ts';
import { against, instructs, isRepeated } from './text-signs.ts';
import { isProse, meanWords } from './value-shapes.ts';

/**
 * Where kinds of messages keep their texts in places of their own: for each speaker who says nothing at the first place, the
 * longest text that its records have and those of others have not.
 */
export function furtherContents(
  paths: SamplePaths,
  steps: readonly Step[],
  {
    role,
    content,
    roles,
  }: {
    readonly role: SamplePath;
    readonly content: SamplePath;
    readonly roles: (said: string) => string;
  },
): SamplePath[] {
  const said = recordsWith(content);
  const speakers = new Map<string, Set<number>>();
  for (const { record, value } of role.scalars) {
    const of = speakers.get(String(value)) ?? new Set();
    speakers.set(String(value), of.add(record));
  }
  const further = new Set<SamplePath>();
  for (const [speaker, records] of speakers) {
    const meant = roles(speaker);
    if (meant !== 'user' && meant !== 'assistant' && meant !== 'tool') continue;
    // What a failure says is no answer.
    if (meant === 'assistant' && isCalledFailed(speaker)) continue;
    if ([...records].filter((one) => said.has(one)).length * 2 >= records.size) continue;
    const own = paths
      .fieldsOf(steps)
      .filter((at) => at !== content && at !== role && isOfThese(at, records))
      .filter((at) =>
        meant === 'tool'
          ? isGiven(at)
          : isProse(at) && against(at) < 0.9 && !isRepeated(at) && instructs(at) < 0.5,
      )
      .toSorted((a, b) => meanWords(b) - meanWords(a))[0];
    if (own !== undefined) further.add(own);
  }
  return [...further];
}

/** Those of whose records most have a text at one of the places. */
export function speaking(role: SamplePath, contents: readonly SamplePath[]): ReadonlySet<string> {
  // What a tool returned may be an object; only its kind has it then.
  const objects = contents.some((at) => at.objects + at.lists > 0);
  const said = new Set(contents.flatMap((at) => [...recordsWith(at)]));
  const count = (value: string, of: ReadonlySet<number> | null): number =>
    role.scalars.filter((one) => String(one.value) === value && (of === null || of.has(one.record)))
      .length;
  const all = [...new Set(role.scalars.map(({ value }) => String(value)))];
  // Parts of messages are not told by record: where almost all have some, all speak.
  if (contents.some((at) => at.lists > 0 && at.records * 10 >= role.scalars.length * 9))
    return new Set(all);
  return new Set(
    all.filter(
      (one) => (objects && roleNamed(one) === 'tool') || count(one, said) * 2 >= count(one, null),
    ),
  );
}

const recordsWith = ({ scalars }: SamplePath): Set<number> =>
  new Set(scalars.filter(({ value }) => value !== '').map(({ record }) => record));

function isOfThese(at: SamplePath, records: ReadonlySet<number>): boolean {
  if (at.scalars.length === 0) return at.records * 5 >= records.size * 4;
  const with_ = [...recordsWith(at)];
  const inside = with_.filter((one) => records.has(one)).length;
  return inside * 5 >= records.size * 4 && inside * 10 >= with_.length * 9;
}

const isGiven = ({ steps }: SamplePath): boolean =>
  steps.length === 1 &&
  lastWords(steps).some((word) =>
    /^(?:result|results|output|observation|returned|response)$/.test(word),
  );
