import { type Found, found } from './found.ts';
import { lastKey } from './key-names.ts';
import { isListed, type SamplePath } from './sample-paths.ts';
import { texts } from './value-shapes.ts';

const DATED =
  /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:(, | |T)([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?)?$/;

/**
 * Times whose day or month comes first, where a number over 12 in the sample proves which; one that proves nothing is
 * for a person to declare.
 */
export function datedTime(
  all: readonly SamplePath[],
): { readonly found: Found; readonly format: string } | null {
  for (const at of all) {
    const format = isListed(at.steps) ? null : formatOf(texts(at).filter((text) => text !== ''));
    if (format === null) continue;
    const { why, ...rest } = found(at, 0.5, lastKey(at.steps));
    return { found: { ...rest, why: `${why}; a number over 12 is a day` }, format };
  }
  return null;
}

function formatOf(values: readonly string[]): string | null {
  const read = values.map((value) => DATED.exec(value.trim()));
  const formats = new Set(
    read.map((one) =>
      one === null
        ? null
        : `${one[2]} ${one[5] ?? ''}${one[5] === undefined ? '' : 'HH:mm'}${one[7] === undefined ? '' : ':ss'}`,
    ),
  );
  const [only] = formats;
  if (formats.size !== 1 || only === null || only === undefined) return null;
  const over = (group: number): boolean => read.some((one) => Number(one?.[group]) > 12);
  if (over(1) === over(3)) return null;
  const separator = only.slice(0, 1);
  const days = over(1) ? ['dd', 'MM', 'yyyy'] : ['MM', 'dd', 'yyyy'];
  return `${days.join(separator)}${only.slice(2)}`;
}
