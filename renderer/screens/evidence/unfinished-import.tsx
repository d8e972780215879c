import type { UnfinishedImport as Stopped } from '../../../shared/domain/evidence-register.ts';
import { bytes, counted } from '../../../shared/text/numbers.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { Banner } from '../../design/banner.tsx';

/** What was read before a kill or a power cut is not lost: the same file goes on from there. */
export function UnfinishedImport({ stopped }: { stopped: Stopped | null }) {
  if (stopped === null) return null;
  return (
    <Banner
      title={`The import of ${visibleLine(stopped.name)} was interrupted after ${counted(stopped.records, 'record')} (${bytes(stopped.bytes)}).`}
    >
      Nothing of it counts yet. Add the same file again: it is read on from there.
    </Banner>
  );
}
