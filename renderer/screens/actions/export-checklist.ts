import type { ChecklistFormat } from '../../../shared/domain/action-list.ts';
import { counted } from '../../../shared/text/numbers.ts';
import { toast } from '../../design/toast-queue.ts';
import { engine } from '../../engine-client/engine.ts';
import { host } from '../../engine-client/host.ts';

/** Asks for a place and writes the checklist there. */
export async function exportChecklist(format: ChecklistFormat, title: string): Promise<void> {
  const name = `${title.replaceAll(/[^\p{L}\p{N} ._-]/gu, '').trim()} checklist.${format}`;
  const [picked] = await host.pick('copy', name);
  if (picked === undefined) return;
  const { actions } = await engine.actions.checklist({ grant: picked.grant, format });
  toast({ words: `Wrote ${counted(actions, 'action')} to ${picked.name}`, tone: 'ok' });
}
