import { HIDDEN } from './functions/hidden-characters.ts';
import { turnFunction } from './functions/index.ts';
import { alternation } from './pattern.ts';
import { locatorOf } from './locate.ts';
import { type Condition, type NumberedRule, placeCondition } from './looks-at.ts';

/** Which texts a rule wants, as SQL over `text` of `content`, and where they must stand. */
export interface Selector {
  readonly no: number;
  readonly regex: string;
  /** Only so many code points of the text are searched. */
  readonly within: number | undefined;
  /** Texts of ASCII alone are passed over unread. */
  readonly beyondAscii: boolean;
  readonly place: Condition;
}

/** Undefined for rules that do not select by text. */
export function selectorOf(numbered: NumberedRule): Selector | undefined {
  const { no, rule } = numbered;
  const place = placeCondition(numbered);
  if (rule.function === 'hidden-characters')
    return { no, place, regex: HIDDEN, within: undefined, beyondAscii: true };
  const locator = locatorOf(rule);
  if (locator?.matches !== undefined)
    return {
      no,
      place,
      regex: alternation([locator.matches, ...one(locator.encoded)]),
      within: locator.within,
      beyondAscii: false,
    };
  const cue = rule.function && turnFunction(rule.function)?.cue;
  if (cue === undefined) return undefined;
  const given = { sql: CUE_PLACE, parameters: {} };
  return { no, place: given, regex: cue, within: undefined, beyondAscii: false };
}

/** Where a turn function looks for its cue: in what retrieval and tools gave. */
export const CUE_PLACE = "p.speaker IN ('context', 'tool')";

function one(regex: string | undefined): string[] {
  return regex === undefined ? [] : [regex];
}
