import type { Timeline } from '../../../shared/domain/timeline.ts';
import { evidenceTimesOf } from '../analysis/evidence-times.ts';
import { milestonesOf } from '../analysis/milestones.ts';
import { changeEvent, enterEvent } from '../analysis/write-events.ts';
import { Refusal } from '../base/errors.ts';
import { withdrawAct } from '../marks/write-marks.ts';
import type { EventCalls } from './desk.ts';
import type { DeskWindow } from './desk-window.ts';
import { doneIn } from './done-in.ts';
import { wordsOfChange } from './entry-acts.ts';

/** The timeline of one window's case. An act is not stopped in the middle: no signal reaches it. */
export const eventCalls = (window: DeskWindow): EventCalls => ({
  list: (_, signal) => timelineOf(window, signal),
  enter: ({ time, grounds, ...event }) =>
    doneIn(window, async (reader) => {
      const { handle, seq } = await enterEvent(reader, {
        ...event,
        at: time,
        grounds: [...grounds],
      });
      return { words: `Entered ${handle}`, handles: [handle], seqs: [seq] };
    }),
  change: ({ time, grounds, seen, shown, ...change }) =>
    doneIn(window, async (reader) =>
      wordsOfChange(
        await changeEvent(
          reader,
          { ...change, at: time, grounds: grounds === undefined ? undefined : [...grounds] },
          seen && { seen: { ...seen, at: seen.time, grounds: [...seen.grounds] }, shown },
        ),
        FIELDS,
      ),
    ),
  withdraw: ({ event_no }) =>
    doneIn(window, async (reader) => {
      const event = await reader.read('withdrawing an event', ({ analysis }) =>
        Promise.resolve(analysis.events.find(({ number }) => number === event_no)),
      );
      if (event === undefined)
        throw new Refusal('not-found', `There is no event V-${event_no} in this case any more.`);
      return withdrawAct(reader, event.act_seq);
    }),
});

const FIELDS: Readonly<Record<string, string>> = {
  kind: 'kind',
  at: 'time',
  text: 'what happened',
  basis: 'basis',
  grounds: 'grounds',
};

const timelineOf = (window: DeskWindow, signal: AbortSignal | undefined): Promise<Timeline> =>
  window.session
    .reader(signal)
    .read('reading the timeline', async ({ analysis: { events }, database }) => ({
      events: events.map((event) => ({
        event_no: event.number,
        kind: event.kind,
        at: event.at,
        as_entered: event.as_entered ?? null,
        text: event.text,
        basis: event.basis,
        grounds: event.grounds,
        entered_at: event.at_done,
        entered_by: event.done_by,
        act_seq: event.act_seq,
      })),
      milestones: milestonesOf(events),
      evidence: await evidenceTimesOf(database.connection),
    }));
