import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Without times of an earlier run, larger files begin first, for they usually take longer. These take longer than their size
 * says: at the end of a run, one of them would keep one processor busy while the others have nothing left to do.
 */
const LONGER_THAN_LARGE = [
  'test/e2e/whole-job.test.ts',
  'test/e2e/packaged.test.ts',
  'test/golden/demo/demo.test.ts',
  'test/unit/import/kill.test.ts',
  'test/unit/import/cancel.test.ts',
  'test/unit/report/page-drawing.test.ts',
  'test/unit/formats/mutations.test.ts',
  'test/unit/report/joined-logs.test.ts',
  'test/unit/session/sample.test.ts',
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification): boolean =>
      LONGER_THAN_LARGE.includes(relative(this.ctx.config.root, moduleId));
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
