import type { ActionChanged, ActionEntered } from '../../../shared/domain/analysis.ts';
import { Refusal } from '../base/errors.ts';
import { append } from './activity-log.ts';
import { differing } from './course.ts';
import { knownCauses } from './handles-held.ts';
import type { CaseReader } from './open-analysed.ts';
import { type Entered, handleOf } from './write.ts';
import type { Changed } from './write-events.ts';

export async function enterAction(
  reader: CaseReader,
  { title, ...action }: ActionEntered,
): Promise<Entered> {
  const data = { ...action, title: said(title) };
  const causes = await reader.read('entering an action', (open) =>
    knownCauses(open, action.causes),
  );
  return handleOf(reader, 'A', await append(reader.path, 'action.entered', { ...data, causes }));
}

/** What is not named stays; null clears owner, due date and check. */
export async function changeAction(
  reader: CaseReader,
  { action_no, title, causes: named, ...change }: ActionChanged,
): Promise<Changed> {
  const handle = `A-${action_no}`;
  const wanted = { ...change, ...(title === undefined ? {} : { title: said(title) }) };
  const { action, causes } = await reader.read('changing an action', async (open) => ({
    action: open.analysis.actions.find(({ number }) => number === action_no),
    causes: named === undefined ? undefined : await knownCauses(open, named),
  }));
  if (action === undefined) throw new Refusal('not-found', `There is no action ${handle}.`);
  const data = { ...wanted, ...(causes === undefined ? {} : { causes }) };
  const fields = differing<ActionEntered>(action, data);
  if (fields.length === 0) return { handle, seq: null, fields };
  const differs = Object.fromEntries(Object.entries(data).filter(([key]) => fields.includes(key)));
  const { seq } = await append(reader.path, 'action.changed', { ...differs, action_no });
  return { handle, seq, fields };
}

function said(title: string): string {
  if (title.trim() === '')
    throw new Refusal('bad-usage', 'Say what is to be done; the title is empty.');
  return title.trim();
}
