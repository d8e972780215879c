import { turnFunction } from './functions/index.ts';
import { HIDDEN } from './functions/hidden-characters.ts';
import { type Condition, type NumberedRule, placeCondition } from './looks-at.ts';
import { alternation, withOptions } from './pattern.ts';

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

/** A match may begin at the last code point that counts and end beyond it. */
const LONGEST_MATCH = 400;

/** Undefined for rules that do not select by text. */
export function selectorOf(numbered: NumberedRule): Selector | undefined {
  const { no, rule } = numbered;
  const { pattern } = rule;
  const place = placeCondition(numbered);
  if (pattern !== undefined)
    return {
      no,
      place,
      regex: alternation(
        pattern.any.map((entry) =>
          withOptions(entry.regex, {
            ...pattern,
            ignore_case:
              ('ignore_case' in entry ? entry.ignore_case : undefined) ?? pattern.ignore_case,
          }),
        ),
      ),
      within: pattern.within_first === undefined ? undefined : pattern.within_first + LONGEST_MATCH,
      beyondAscii: false,
    };
  if (rule.function === 'hidden-characters')
    return { no, place, regex: HIDDEN, within: undefined, beyondAscii: true };
  const cue = rule.function && turnFunction(rule.function)?.cue;
  return cue === undefined
    ? undefined
    : {
        no,
        place: { sql: CUE_PLACE, parameters: {} },
        regex: cue,
        within: undefined,
        beyondAscii: false,
      };
}

/** Where a turn function looks for its cue: in what retrieval and tools gave. */
export const CUE_PLACE = "p.speaker IN ('context', 'tool')";
