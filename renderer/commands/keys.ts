import { type CommandId, commands, isCommandId } from './table.ts';

/** What of a key press counts, so that the rules can be tried without a keyboard. */
export interface Press {
  readonly key: string;
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  /** The key is held down: it was pressed before. */
  readonly held: boolean;
  /** The focus is in a text field or an editor. */
  readonly typing: boolean;
  /** The focus is on a closed list of choices: letters choose one of them. */
  readonly choosing: boolean;
  /** The focus is in a list, grid or rail. */
  readonly inList: boolean;
}

export interface KeyRules {
  /** Single letters may act. */
  readonly letters: boolean;
  /** The first key of a sequence that was pressed before. */
  readonly pending: string | null;
}

/** `run` a command, wait for the second key of a sequence, take a key that is held and do nothing more, or nothing. */
export type KeyMeaning =
  | { readonly what: 'run'; readonly id: CommandId }
  | { readonly what: 'wait'; readonly first: string }
  | { readonly what: 'held' }
  | { readonly what: 'nothing' };

/** Signs that only show or go somewhere: they act wherever nothing is typed. */
const LEADS_ANYWHERE: ReadonlySet<string> = new Set(['/', '?']);

/** A key that only moves goes on while it is held down; what another does it does once. */
const MOVES = /^go\.(back|forward)$|\.(next|previous)/;

export function meaningOf(press: Press, rules: KeyRules): KeyMeaning {
  const meaning = meaningOfFirst(press, rules);
  const repeats = meaning.what !== 'run' || withSameKeys(meaning.id).every((id) => MOVES.test(id));
  return press.held && !repeats ? { what: 'held' } : meaning;
}

function meaningOfFirst(press: Press, { letters, pending }: KeyRules): KeyMeaning {
  const written = writtenKey(press);
  if (isSingle(written)) {
    if (!letters || press.typing) return { what: 'nothing' };
    if (press.choosing) return LEADS_ANYWHERE.has(written) ? found(written) : { what: 'nothing' };
    if (pending !== null) return found(`${pending} ${written}`);
    if (Object.values(commands).some(({ keys }) => keys?.startsWith(`${written} `)))
      return { what: 'wait', first: written };
    // A letter alone could be struck by mistake; two in a row are meant, and so is what leads to a filter or to help.
    if (!press.inList && !LEADS_ANYWHERE.has(written)) return { what: 'nothing' };
  }
  // A text field takes back what was typed in it.
  return (press.typing || press.choosing) && written === 'Ctrl+Z'
    ? { what: 'nothing' }
    : found(written);
}

function found(keys: string): KeyMeaning {
  const entry = Object.entries(commands).find(([, command]) => command.keys === keys);
  return entry !== undefined && isCommandId(entry[0])
    ? { what: 'run', id: entry[0] }
    : { what: 'nothing' };
}

/** Commands that have the same keys, the later of the table first: of those that are offered the first one acts. */
export const withSameKeys = (id: CommandId): readonly CommandId[] =>
  Object.keys(commands)
    .filter(isCommandId)
    .filter((other) => commands[other].keys === commands[id].keys)
    .toReversed();

const isSingle = (written: string): boolean => Array.from(written).length === 1;

function writtenKey({ key, ctrl, alt, shift }: Press): string {
  const name = key.replace(/^Arrow/, '');
  const upper = name.length === 1 ? name.toUpperCase() : name;
  const modifiers = [ctrl ? 'Ctrl+' : '', alt ? 'Alt+' : ''].join('');
  // A sign such as ? needs Shift on many keyboards; the sign is what counts.
  const shifted = shift && (ctrl || alt || name.length > 1) ? 'Shift+' : '';
  return `${modifiers}${shifted}${upper}`;
}
