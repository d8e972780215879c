import type { TurnHead } from '../../../shared/domain/replay-screen.ts';
import { codePoints } from '../../../shared/text/code-points.ts';
import type { MarkTarget } from '../../marks/mark-target.ts';
import { citedSpan } from './cited-span.ts';
import type { Selection } from './selection.ts';

/** Characters of a passage that a caption begins with. */
const PROPOSED = 60;

/** What a mark is laid on while this is selected. */
export function markTarget(head: TurnHead, selection: Selection): MarkTarget {
  const span = citedSpan(head, selection);
  const { handle } = head;
  const turns = [head.turn_id];
  if (span === null) return { turns, span, words: handle, caption: findingWords(head, selection) };
  const words =
    selection.what === 'finding' ? `F-${selection.id} in ${handle}` : `a passage of ${handle}`;
  return { turns, span, words, caption: findingWords(head, selection) || quoted(selection) };
}

/** An exhibit of a finding is called by what was found. */
function findingWords({ findings }: TurnHead, selection: Selection): string {
  if (selection.what !== 'finding') return '';
  const found = findings.find(({ finding_id }) => finding_id === selection.id);
  if (found === undefined) return '';
  const words = found.failure_type.replaceAll(/[-_]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The first words of a passage, where its text is here. */
function quoted(selection: Selection): string {
  if (selection.what !== 'passage' || selection.source.text === null) return '';
  const passage = codePoints(selection.source.text).slice(selection.from, selection.to);
  const line = passage.join('').replaceAll(/\s+/g, ' ').trim();
  const cut = codePoints(line).slice(0, PROPOSED).join('');
  return cut === '' ? '' : `“${cut}${cut === line ? '' : '…'}”`;
}
