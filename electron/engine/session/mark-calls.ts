import type { Marked } from '../../../shared/domain/mark.ts';
import type { CaseReader } from '../analysis/open-analysed.ts';
import { conversationMarks } from '../marks/conversation-marks.ts';
import { exhibits } from '../marks/exhibits.ts';
import { findMark, usedTags } from '../marks/find-mark.ts';
import {
  changeMark,
  type DoneActs,
  noteTurns,
  pinTurns,
  reviewFindings,
  tagTurns,
  withdrawAct,
} from '../marks/write-marks.ts';
import type { MarkCalls } from './desk.ts';
import type { DeskWindow } from './desk-window.ts';

export const markCalls = (window: DeskWindow): MarkCalls => ({
  of: (asked, signal) => window.read((connection) => conversationMarks(connection, asked), signal),
  tags: async (_, signal) => ({
    tags: await window.read((connection) => usedTags(connection), signal),
  }),
  find: ({ handle }, signal) => window.read((connection) => findMark(connection, handle), signal),
  pin: (asked) => done(window, (reader) => pinTurns(reader, asked)),
  note: (asked) => done(window, (reader) => noteTurns(reader, asked)),
  tag: (asked) => done(window, (reader) => tagTurns(reader, asked)),
  review: (asked) => done(window, (reader) => reviewFindings(reader, asked)),
  change: (asked) => done(window, (reader) => changeMark(reader, asked)),
  withdraw: ({ act_seq }) => done(window, (reader) => withdrawAct(reader, act_seq)),
  undo: async () => told(await window.done.undo(window.session)),
  exhibits: (asked, signal) => window.read((connection) => exhibits(connection, asked), signal),
});

/** An act is not stopped in the middle because a page has gone on: no signal reaches it. */
async function done(
  window: DeskWindow,
  work: (reader: CaseReader) => Promise<DoneActs>,
): Promise<Marked> {
  return told(await window.done.act(window.session, work));
}

const told = ({ words, handles }: DoneActs): Marked => ({ words, handles: [...handles] });
