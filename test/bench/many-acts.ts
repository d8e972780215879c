import { appendAll } from '../../electron/engine/analysis/activity-log.ts';
import { withAnalysedCase } from '../../electron/engine/analysis/open-analysed.ts';
import { turnAnchors } from '../../electron/engine/marks/turn-anchors.ts';

/** Adds acts to a case: tags on its first turn, each a line of the log. */
export async function writeManyActs(path: string, count: number): Promise<void> {
  const anchors = await withAnalysedCase(path, 'asking', ({ database }) =>
    turnAnchors(database.connection, [1]),
  );
  await appendAll(
    path,
    Array.from({ length: count }, (_, index) => ({
      name: 'turn.tagged' as const,
      data: { tag: `tag ${index % 50}`, anchors, span: null },
    })),
  );
}
