import type { FoundColumn } from './found.ts';
import type { ValueSource } from '../../../../shared/domain/mapping.ts';
import type { MappingReason } from '../../../../shared/domain/mapping-trial.ts';
import type { Step } from './field-path.ts';
import type { Grounds } from './read-scope.ts';
import type { SamplePaths } from './sample-paths.ts';

/** The reasons for the parts of a mapping, as they are found. */
export class Parts {
  private readonly known: MappingReason[] = [];

  get reasons(): readonly MappingReason[] {
    return this.known;
  }

  add({ at, found }: Grounds, { sample }: SamplePaths): void {
    this.known.push({ at, why: found.why, has: found.at.records, of: sample.length });
  }

  take(grounds: readonly Grounds[], paths: SamplePaths): void {
    for (const one of grounds) this.add(one, paths);
  }
}

export function sourceOf(
  { at, times }: FoundColumn,
  write: (steps: readonly Step[]) => string,
): ValueSource {
  const path = write(at.steps);
  return times === undefined ? path : { path, times };
}
