import { z } from 'zod';
import { csvText } from '../../../shared/text/csv.ts';
import { runSelect } from '../../engine/index.ts';
import type { CliCommand } from '../command.ts';
import { parseOptions } from '../options.ts';
import { table } from '../output.ts';

const options = z.object({
  format: z.enum(['table', 'csv', 'json']).default('table'),
  timeout: z.coerce.number().positive().default(60),
});

type Cells = Parameters<Parameters<typeof runSelect>[2]['rows']>[0];

export const sqlCommand: CliCommand = {
  name: 'sql',
  describe: (command) =>
    command
      .description('one read-only SELECT over the tables of docs/schema.md')
      .argument('<case>')
      .argument('<select>')
      .option('--format <format>', 'table, csv or json')
      .option('--timeout <seconds>', 'stop a query that runs longer (default 60)'),
  run: async ({ args: [path = '', select = ''], options: given, output }) => {
    const { format, timeout } = parseOptions(options, given);
    let columns: string[] = [];
    const rows: Cells = [];
    await runSelect(
      path,
      select,
      { columns: (names) => (columns = names), rows: (chunk) => rows.push(...chunk) },
      timeout * 1000,
      { signal: output.signal },
    );
    const answer = {
      columns,
      rows: rows.map((row) =>
        Object.fromEntries(columns.map((name, index) => [name, row[index] ?? null])),
      ),
    };
    const text = (cell: Cells[number][number]): string =>
      cell === null ? '' : typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
    output.answer(answer, () => {
      if (format === 'json') return JSON.stringify(answer, null, 2);
      const lines = rows.map((row) => row.map(text));
      return format === 'csv'
        ? csvText([columns, ...lines])
        : `${table(columns, lines)}\n${rows.length} rows`;
    });
    return 0;
  },
};
