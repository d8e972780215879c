import { pinReference } from '../analysis/write.ts';
import { conversationMarks } from '../marks/conversation-marks.ts';
import { exhibits } from '../marks/exhibits.ts';
import { findMark, usedTags } from '../marks/find-mark.ts';
import {
  changeMark,
  noteTurns,
  pinTurns,
  reviewFindings,
  tagTurns,
  withdrawAct,
} from '../marks/write-marks.ts';
import type { MarkCalls } from './desk.ts';
import type { DeskWindow } from './desk-window.ts';
import { doneIn, told } from './done-in.ts';

export const markCalls = (window: DeskWindow): MarkCalls => ({
  of: (asked, signal) => window.read((connection) => conversationMarks(connection, asked), signal),
  tags: async (_, signal) => ({
    tags: await window.read((connection) => usedTags(connection), signal),
  }),
  find: ({ handle }, signal) => window.read((connection) => findMark(connection, handle), signal),
  pin: (asked) => doneIn(window, (reader) => pinTurns(reader, asked)),
  pinReference: (asked) =>
    doneIn(window, async (reader) => {
      const { handle, seq } = await pinReference(reader, asked);
      return { words: `Pinned ${handle}`, handles: [handle], seqs: [seq] };
    }),
  note: (asked) => doneIn(window, (reader) => noteTurns(reader, asked)),
  tag: (asked) => doneIn(window, (reader) => tagTurns(reader, asked)),
  review: (asked) => doneIn(window, (reader) => reviewFindings(reader, asked)),
  change: (asked) => doneIn(window, (reader) => changeMark(reader, asked)),
  withdraw: ({ act_seq }) => doneIn(window, (reader) => withdrawAct(reader, act_seq)),
  undo: async () => told(await window.done.undo(window.session)),
  exhibits: (asked, signal) => window.read((connection) => exhibits(connection, asked), signal),
});
