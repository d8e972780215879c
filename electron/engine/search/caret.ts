/**
 * What stands at the caret of a filter that is being written. The text may be broken elsewhere: only what comes before
 * the caret is read, from left to right, and of what follows, the rest of the word.
 */
export type AtCaret =
  | { readonly is: 'nothing' }
  | { readonly is: 'word'; readonly from: number; readonly to: number; readonly typed: string }
  | {
      readonly is: 'value';
      readonly field: string;
      readonly from: number;
      readonly to: number;
      readonly typed: string;
    };

const STEP =
  /(?<quoted>"(?:\\["\\]|[^"])*(?<closed>"?))|(?<expression>(?<=^|[\s(:=-])\/(?:\\[\s\S]|[^/\\\n])*(?<ended>\/[a-z]*)?)|(?<range>(?<=[:=])[[{][^\]}]*(?<shut>[\]}])?)|(?<gap>[\s()[\]{}]+)|(?<word>(?:\\[\s\S]?|[^\s()[\]{}"\\])+)/gy;

export function atCaret(text: string, caret: number): AtCaret {
  const before = text.slice(0, caret);
  let word = { from: caret, typed: '' };
  for (const { index, groups = {}, 0: step } of before.matchAll(STEP)) {
    const inside =
      (groups['quoted'] !== undefined && groups['closed'] === '') ||
      (groups['expression'] !== undefined && groups['ended'] === undefined) ||
      (groups['range'] !== undefined && groups['shut'] === undefined);
    if (inside) return { is: 'nothing' };
    const gap = groups['gap'] !== undefined;
    const ends = index + step.length === before.length;
    if (!ends) continue;
    if (gap) word = { from: caret, typed: '' };
    else if (groups['word'] === undefined) return { is: 'nothing' };
    else word = { from: index, typed: step };
  }
  return readWord(text, word.from, word.typed, caret);
}

function readWord(text: string, start: number, written: string, caret: number): AtCaret {
  const minus = /^-*/.exec(written)?.[0].length ?? 0;
  const from = start + minus;
  const typed = written.slice(minus);
  const field = /^([A-Za-z_][A-Za-z0-9_]*)[:=](.*)$/s.exec(typed);
  if (field !== null) {
    const [, name = '', value = ''] = field;
    if (/^[<>]/.test(value)) return { is: 'nothing' };
    const rest = /^(?:\\[\s\S]|[^\s()[\]{}"\\])*/.exec(text.slice(caret))?.[0].length ?? 0;
    return { is: 'value', field: name, from: caret - value.length, to: caret + rest, typed: value };
  }
  if (!/^[A-Za-z_]?[A-Za-z0-9_]*$/.test(typed)) return { is: 'nothing' };
  const rest = /^[A-Za-z0-9_]*[:=]?/.exec(text.slice(caret))?.[0].length ?? 0;
  return { is: 'word', from, to: caret + rest, typed };
}
