import type { GroupHead, MessageGroup, TurnHead } from '../../../shared/domain/replay-screen.ts';
import type { VirtualSection } from '../../design/virtual-heights.ts';

/** Groups that can be folded, as they are named in the set of those that are open. */
export type Foldable = 'instructions' | 'history' | 'tools';

/** What a row of the turn's document is: its section, and in it its number. */
export const sectionIds = [
  'sources',
  'head:given',
  'fold:instructions',
  'instructions',
  'fold:history',
  'history',
  'fold:tools',
  'tools',
  'fresh',
  'context',
  'head:answered',
  'output',
  'nothing',
  'timing',
] as const;
export type SectionId = (typeof sectionIds)[number];

export const isSectionId = (id: string): id is SectionId =>
  sectionIds.some((known) => known === id);

export const isMessageGroup = (id: SectionId): id is MessageGroup =>
  id === 'instructions' || id === 'history' || id === 'fresh' || id === 'output';

const NOTHING: Omit<GroupHead, 'group'> = {
  messages: 0,
  characters: 0,
  repeated: false,
  words: '',
};

/** A group of the turn's messages; an empty one where the turn has none of it. */
export const groupOf = (head: TurnHead, group: MessageGroup): GroupHead =>
  head.groups.find((one) => one.group === group) ?? { group, ...NOTHING };

/** What is open when a turn is shown first: instructions that are not those of the turn before. */
export function openAtFirst(head: TurnHead): ReadonlySet<Foldable> {
  const instructions = groupOf(head, 'instructions');
  return new Set(instructions.messages > 0 && !instructions.repeated ? ['instructions'] : []);
}

/** The document of a turn from top to bottom; a folded group is one row, whatever it holds. */
export function documentSections(
  head: TurnHead,
  open: ReadonlySet<Foldable>,
): readonly VirtualSection[] {
  const count = (group: MessageGroup): number => groupOf(head, group).messages;
  const folded = (group: Foldable, rows: number, estimate: number): VirtualSection[] =>
    rows === 0
      ? []
      : [
          { id: `fold:${group}`, count: 1, estimate: 28 },
          ...(open.has(group) ? [{ id: group, count: rows, estimate }] : []),
        ];
  const hasSources =
    head.records.length > 1 || head.records.some(({ repair }) => repair !== undefined);
  return [
    { id: 'sources', count: hasSources ? 1 : 0, estimate: 100 },
    { id: 'head:given', count: 1, estimate: 28 },
    ...folded('instructions', count('instructions'), 120),
    ...folded('history', count('history'), 76),
    ...folded('tools', head.tools.length, 60),
    { id: 'fresh', count: count('fresh'), estimate: 76 },
    { id: 'context', count: head.context.length, estimate: 32 },
    { id: 'head:answered', count: 1, estimate: 28 },
    { id: 'output', count: count('output'), estimate: 90 },
    { id: 'nothing', count: count('output') === 0 ? 1 : 0, estimate: 120 },
    { id: 'timing', count: 1, estimate: 56 },
  ];
}
