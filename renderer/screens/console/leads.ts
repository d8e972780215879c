import type { AnswerColumn } from '../../../shared/domain/console.ts';
import type { Destination } from '../../../shared/domain/destination.ts';

/** What a value of an answer names in the case. */
export interface Lead {
  /** T-12, F-3, C-1, or in words: record 7. */
  readonly words: string;
  /** Null where the engine has to be asked for the turn. */
  readonly to: Destination | null;
}

const BY_NAME: readonly (readonly [RegExp, (id: number) => Lead])[] = [
  [/(?:^|_)turn_id$/, (id) => replay(`T-${id}`)],
  [/(?:^|_)conversation_id$/, (id) => replay(`C-${id}`)],
  [/(?:^|_)finding_id$/, (id) => ({ words: `F-${id}`, to: null })],
  [
    /(?:^|_)record_id$/,
    (record) => ({ words: `record ${record}`, to: { screen: 'evidence', record } }),
  ],
  [/(?:^|_)evidence_id$/, (file) => ({ words: `file ${file}`, to: { screen: 'evidence', file } })],
];
const replay = (handle: string): Lead => ({
  words: handle,
  to: { screen: 'replay', conversation: handle },
});

const HANDLE = /^([TC])-\d{1,15}$/;
const MARK = /^[ENLKF]-\d{1,9}$/;

/** Where a value leads: an id by the name of its column, a handle by itself. */
export function leadOf({ name, kind }: AnswerColumn, value: string | null): Lead | undefined {
  if (value === null) return undefined;
  if (kind === 'text' && HANDLE.test(value)) return replay(value);
  if (kind === 'text' && MARK.test(value)) return { words: value, to: null };
  if (kind !== 'number' || !/^\d{1,15}$/.test(value)) return undefined;
  return BY_NAME.find(([pattern]) => pattern.test(name.toLowerCase()))?.[1](Number(value));
}
