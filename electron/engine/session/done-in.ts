import type { Marked } from '../../../shared/domain/mark.ts';
import type { CaseReader } from '../analysis/open-analysed.ts';
import type { DoneActs } from '../marks/write-marks.ts';
import type { DeskWindow } from './desk-window.ts';

/**
 * Does something as an act that this window can take back, and tells it. An act is not stopped in the middle because a
 * page has gone on: no signal reaches it. Refused where `path` is that of another case than is open.
 */
export async function doneIn(
  window: DeskWindow,
  work: (reader: CaseReader) => Promise<DoneActs>,
  path?: string,
): Promise<Marked> {
  return told(await window.done.act(window.sessionAt(path), work));
}

export const told = ({ words, handles }: DoneActs): Marked => ({ words, handles: [...handles] });
