import type { MappedTranscript, ValueSource } from '../../../../shared/domain/mapping.ts';
import type { ListedMessage } from '../conversation-list.ts';
import type { TurnFields } from '../format.ts';
import { parsePath } from './field-path.ts';
import { type Place, type Read, reader } from './mapped-value.ts';

/**
 * When a call of a transcript began, where messages say when they were said: with the question that it answers, or else with
 * the last message before the answer that says so. The time of the answer is then that of its end.
 */
export function spokenTimes({
  turn = {},
}: MappedTranscript): (
  answer: Place,
  asked: readonly ListedMessage[],
) => Pick<TurnFields, 'started_at' | 'ended_at'> {
  const read = turn.started_at === undefined ? null : ofMessage(turn.started_at);
  if (read === null) return () => ({});
  return (answer, asked) => {
    const questions = asked.filter(({ role }) => role === 'user');
    const began = [...asked, ...questions]
      .map(({ message }) => read({ ...answer, element: message }))
      .findLast(isThere);
    if (began === undefined) return {};
    const ended = read(answer);
    return {
      started_at: began,
      ...(turn.ended_at === undefined && isThere(ended) ? { ended_at: ended } : {}),
    };
  };
}

/** Null for what is no message's own: the time of the record around it, or one that is always the same. */
function ofMessage(source: ValueSource): Read | null {
  if (typeof source === 'object' && 'always' in source) return null;
  const path = typeof source === 'string' ? source : source.path;
  return parsePath(path).from === 'element' ? reader(source) : null;
}

const isThere = (value: unknown): boolean => (value ?? '') !== '';
