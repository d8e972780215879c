import type { EventChanged, EventEntered } from '../../../shared/domain/analysis.ts';
import { readWrittenTime } from '../../../shared/text/written-time.ts';
import { Refusal } from '../base/errors.ts';
import { append, appendAll } from './activity-log.ts';
import { analysisOf } from './analysis.ts';
import { differing } from './course.ts';
import { knownGrounds } from './handles-held.ts';
import type { CaseReader } from './open-analysed.ts';
import { type Looked, refuseUnseenFields } from './unchanged.ts';
import { type Entered, handleOf } from './write.ts';

/** What a change did: nothing is written where nothing differs. */
export interface Changed {
  readonly handle: string;
  /** Line of the activity log; null where everything stood so already. */
  readonly seq: number | null;
  /** Fields that changed. */
  readonly fields: readonly string[];
}

/** `at` is a time as a person writes it; without a zone it is UTC. */
export async function enterEvent(
  reader: CaseReader,
  { at: written, as_entered: _, text, ...event }: EventEntered,
): Promise<Entered> {
  const data = { ...event, ...timeOf(written), text: said(text) };
  const grounds = await reader.read('entering an event', (open) =>
    knownGrounds(open, event.grounds),
  );
  return handleOf(reader, 'V', await append(reader.path, 'event.entered', { ...data, grounds }));
}

/** What is not named stays. Without `looked` nobody looked. */
export async function changeEvent(
  reader: CaseReader,
  { event_no, at: written, as_entered: _, text, grounds: named, ...change }: EventChanged,
  looked?: Looked<EventEntered>,
): Promise<Changed> {
  const handle = `V-${event_no}`;
  const wanted = {
    ...change,
    ...(written === undefined ? {} : timeOf(written)),
    ...(text === undefined ? {} : { text: said(text) }),
  };
  const { event, grounds } = await reader.read('changing an event', async (open) => ({
    event: open.analysis.events.find(({ number }) => number === event_no),
    grounds: named === undefined ? undefined : await knownGrounds(open, named),
  }));
  if (event === undefined)
    throw new Refusal('not-found', `There is no event ${handle} in this case any more.`);
  const data = { ...wanted, ...(grounds === undefined ? {} : { grounds }) };
  const differ = differing<EventEntered>(event, data);
  // The same moment written in another way is no change.
  const fields = differ.includes('at') ? differ : differ.filter((field) => field !== 'as_entered');
  if (fields.length === 0) return { handle, seq: null, fields };
  const differs = Object.fromEntries(Object.entries(data).filter(([key]) => fields.includes(key)));
  const [entry] = await appendAll(
    reader.path,
    [{ name: 'event.changed', data: { ...differs, event_no } }],
    (acts) => {
      const now = analysisOf(acts).events.find(({ number }) => number === event_no);
      if (looked === undefined || now === undefined) return;
      const last = acts.findLast(
        (act) => act.name === 'event.changed' && act.data.event_no === event_no,
      );
      const { at } = looked.seen;
      const seen = { ...looked.seen, at: readWrittenTime(at) ?? at };
      const said = fields.filter((field) => field !== 'as_entered');
      refuseUnseenFields<EventEntered>({ handle, last }, said, { ...looked, seen }, now);
    },
  );
  return { handle, seq: entry?.seq ?? null, fields };
}

function timeOf(written: string): { at: string; as_entered: string } {
  const at = readWrittenTime(written);
  if (at === null)
    throw new Refusal(
      'bad-usage',
      `${written.trim() === '' ? 'Nothing' : written} is not a time; write it as 2026-04-02 09:30 (UTC) or with its zone, 2026-04-02T09:30:00+02:00.`,
    );
  return { at, as_entered: written.trim() };
}

function said(text: string): string {
  if (text.trim() === '') throw new Refusal('bad-usage', 'Say what happened; the text is empty.');
  return text.trim();
}
