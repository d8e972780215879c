import { z } from 'zod';
import { actionCategory, actionStatus } from '../../../shared/domain/analysis.ts';
import { analysisIn, changeAction, enterAction, Refusal } from '../../engine/index.ts';
import type { CliCommand } from '../command.ts';
import { list, parseOptions } from '../options.ts';
import { table } from '../output.ts';

const options = z.object({
  category: actionCategory.default('other'),
  owner: z.string().optional(),
  due: z.iso.date().optional(),
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
      .option('--category <category>', actionCategory.options.join(', '))
      .option('--owner <name>')
      .option('--due <date>', '2026-05-01')
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
    const { category, owner, due, status, check, cause } = parseOptions(options, given);
    if (title === undefined || (what !== 'add' && what !== 'set'))
      throw new Refusal('bad-usage', 'exhibit action CASE knows: list, add TITLE, set A-1.');
    const { handle } =
      what === 'add'
        ? await enterAction(path, {
            title,
            category,
            owner: owner ?? null,
            due: due ?? null,
            status: status ?? 'open',
            verification: check ?? null,
            causes: list(cause),
          })
        : await changeAction(path, { action_no: numberOf(title), status, owner, due });
    output.answer({ action: handle }, () => `${what === 'add' ? 'Entered' : 'Changed'} ${handle}`);
    return 0;
  },
};

function numberOf(handle: string): number {
  const match = /^A-(\d{1,9})$/.exec(handle);
  if (match === null)
    throw new Refusal('bad-usage', `${handle} is not the handle of an action, such as A-1.`);
  return Number(match[1]);
}
