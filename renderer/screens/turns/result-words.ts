import type { ViewHead } from '../../../shared/domain/view.ts';
import { count, counted } from '../../../shared/text/numbers.ts';

/** Of a case: answered model calls, and what else its logs tell of. */
interface Holding {
  readonly turns: number;
  readonly spans: number;
}

/**
 * How many turns and spans match, each of how many: `120 turns of 2,640, 12 spans of 270`. What a case holds is known
 * apart; until then both are said of all rows.
 */
export function resultWords(head: ViewHead, holding: Holding | undefined): string {
  const spans = head.length - head.turns;
  if (holding === undefined || holding.turns + holding.spans !== head.of)
    return `${counted(head.turns, 'turn')}${also(spans)} of ${count(head.of)}`;
  if (head.length === head.of) return `${counted(head.turns, 'turn')}${also(spans)}`;
  const turns = `${counted(head.turns, 'turn')} of ${count(holding.turns)}`;
  return holding.spans === 0
    ? turns
    : `${turns}, ${counted(spans, 'span')} of ${count(holding.spans)}`;
}

const also = (spans: number): string => (spans === 0 ? '' : `, ${counted(spans, 'span')}`);

/** `showing 1–29 of 1,204,331 rows`, from rows counted from 0. */
export function showingWords(first: number, last: number, length: number): string {
  if (length === 0) return 'showing none';
  const [from, to] = [Math.min(first + 1, length), Math.min(last + 1, length)];
  const rows = from >= to ? count(from) : `${count(from)}–${count(to)}`;
  return `showing ${rows} of ${count(length)}`;
}

/** `filter 0.12 s` */
export const tookWords = (milliseconds: number): string =>
  `filter ${(Math.max(milliseconds, 10) / 1000).toFixed(2)} s`;

/** The engine names the filter and lists its fields; beside the field the one is known, the others are completed. */
export const problemWords = (sentence: string): string => {
  const said = sentence.replace(/^Filter, /, '').replace(/; fields are .*$/s, '.');
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}`;
};
