import type { TurnHead } from '../../../shared/domain/replay-screen.ts';
import { ask } from '../../engine-client/engine.ts';
import { type CitedSpan, citedSpan } from './cited-span.ts';
import type { Selection } from './selection.ts';

/** Characters of a quotation that are shown. */
export const QUOTED = 400;

/** The citation of what is selected, as it is shown. */
export const citationOf = (head: TurnHead, selection: Selection) =>
  ask.replay.cite.queryOptions({
    input: { turn_id: head.turn_id, span: beginning(citedSpan(head, selection)) },
  });

/** A long quotation is shown by its beginning; the citation that is copied has all of it. */
const beginning = (span: CitedSpan | null): CitedSpan | null =>
  span === null ? null : { ...span, char_end: Math.min(span.char_end, span.char_start + QUOTED) };
