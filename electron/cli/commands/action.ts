import { z } from 'zod';
import { actionCategory, actionStatus } from '../../../shared/domain/analysis.ts';
import { analysisIn, changeAction, enterAction, Refusal } from '../../engine/index.ts';
import type { CliCommand } from '../command.ts';
import { handleNumber, list, parseOptions } from '../options.ts';
import { table } from '../output.ts';

const options = z.object({
  title: z.string().optional(),
  category: actionCategory.optional(),
  owner: z.string().optional(),
  due: z.union([z.iso.date(), z.literal('')], 'a date such as 2026-05-01').optional(),
  status: actionStatus.optional(),
  check: z.string().optional(),
  cause: z.string().optional(),
});

export const actionCommand: CliCommand = {
  name: 'action',
  describe: (command) =>
    command
      .description('remediation actions: list, add, set')
      .argument('<case>')
      .argument('[what]', 'list, add or set', 'list')
      .argument('[title]', 'what is to be done; with set: A-1')
      .option('--title <text>', 'with set: another title')
      .option('--category <category>', actionCategory.options.join(', '))
      .option('--owner <name>', 'with set an empty one clears')
      .option('--due <date>', '2026-05-01; with set an empty one clears')
      .option('--status <status>', actionStatus.options.join(', '))
      .option('--check <text>', 'how to check that it worked')
      .option('--cause <ids>', 'M2,G1'),
  run: async ({ args: [path = '', what = 'list', title], options: given, output }) => {
    if (what === 'list') {
      const { actions } = await analysisIn(path);
      output.answer({ actions }, () =>
        table(
          ['', 'action', 'category', 'owner', 'due', 'status', 'check'],
          actions.map((one) => [
            `A-${one.number}`,
            one.title,
            one.category,
            one.owner ?? '',
            one.due ?? '',
            one.status,
            one.verification ?? '',
          ]),
        ),
      );
      return 0;
    }
    const {
      title: newTitle,
      category,
      owner,
      due,
      status,
      check,
      cause,
    } = parseOptions(options, given);
    if (title === undefined || (what !== 'add' && what !== 'set'))
      throw new Refusal('bad-usage', 'exhibit action CASE knows: list, add TITLE, set A-1.');
    if (what === 'add') {
      const { handle } = await enterAction(path, {
        title,
        category: category ?? 'other',
        owner: orCleared(owner) ?? null,
        due: orCleared(due) ?? null,
        status: status ?? 'open',
        verification: orCleared(check) ?? null,
        causes: list(cause),
      });
      output.answer({ action: handle }, () => `Entered ${handle}`);
      return 0;
    }
    const { handle, fields } = await changeAction(path, {
      action_no: handleNumber('A', 'an action', title),
      title: newTitle,
      category,
      status,
      owner: orCleared(owner),
      due: orCleared(due),
      verification: orCleared(check),
      causes: cause === undefined ? undefined : list(cause),
    });
    output.answer({ action: handle, changed: fields }, () =>
      fields.length === 0 ? `${handle} says so already` : `Changed ${handle}`,
    );
    return 0;
  },
};

/** An empty text clears. */
const orCleared = (text: string | undefined): string | null | undefined =>
  text === '' ? null : text;
