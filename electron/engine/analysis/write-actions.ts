import type { ActionChanged, ActionEntered } from '../../../shared/domain/analysis.ts';
import { Refusal } from '../base/errors.ts';
import { append, appendAll } from './activity-log.ts';
import { analysisOf } from './analysis.ts';
import { differing } from './course.ts';
import { knownCauses } from './handles-held.ts';
import type { CaseReader } from './open-analysed.ts';
import { type Looked, refuseUnseenFields } from './unchanged.ts';
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

/**
 * What is not named stays; null clears owner, due date and check. Without `looked` nobody looked.
 */
export async function changeAction(
  reader: CaseReader,
  { action_no, title, causes: named, ...change }: ActionChanged,
  looked?: Looked<ActionEntered>,
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
  const [entry] = await appendAll(
    reader.path,
    [{ name: 'action.changed', data: { ...differs, action_no } }],
    (acts) => {
      const now = analysisOf(acts).actions.find(({ number }) => number === action_no);
      if (looked === undefined || now === undefined) return;
      const last = acts.findLast(
        (act) => act.name === 'action.changed' && act.data.action_no === action_no,
      );
      refuseUnseenFields<ActionEntered>({ handle, last }, fields, looked, now);
    },
  );
  return { handle, seq: entry?.seq ?? null, fields };
}

function said(title: string): string {
  if (title.trim() === '')
    throw new Refusal('bad-usage', 'Say what is to be done; the title is empty.');
  return title.trim();
}
