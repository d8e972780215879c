import { expect, test } from 'vitest';
import { ANALYSIS_TABLES } from '../../electron/engine/case/analysis-schema.ts';
import { TABLE_LIST, type Table } from '../../electron/engine/case/schema.ts';

/** docs/schema.md is written from the schema; after a change run `npx vitest run test/architecture -u`. */
test('docs/schema.md says what the schema is', async () => {
  await expect(page()).toMatchFileSnapshot('../../docs/schema.md');
});

function page(): string {
  return [
    INTRODUCTION,
    ...TABLE_LIST.map(derived),
    ANALYSIS,
    ...Object.entries(ANALYSIS_TABLES).map(([name, columns]) => analysis(name, columns)),
  ].join('\n');
}

function derived({ name, says, columns }: Table): string {
  const rows = columns.map(
    (column) =>
      `| ${column.name} | ${shownType(name, column.name, column.type)} | ${column.notNull ? '' : 'yes'} | ${column.says} |`,
  );
  return `### ${name}\n\n${says}\n\n| column | type | may be NULL | meaning, unit |\n|---|---|---|---|\n${rows.join('\n')}\n`;
}

/** What the views show in place of the stored form. */
function shownType(table: string, column: string, type: string): string {
  if (table === 'record' && column === 'sha256') return 'VARCHAR (hexadecimal; stored as BLOB)';
  return type;
}

function analysis(name: string, columns: string): string {
  const rows = columns
    .split(',')
    .map((column) => column.trim().replaceAll('"', '').split(' '))
    .map(
      ([column = '', type = '', ...rest]) =>
        `| ${column} | ${type} | ${rest.length > 0 ? '' : 'yes'} |`,
    );
  return `### ${name}\n\n| column | type | may be NULL |\n|---|---|---|\n${rows.join('\n')}\n`;
}

const INTRODUCTION = `# Schema

What the SQL console, rules, scripts and other tools may rely on. This page is written from
electron/engine/case/schema.ts and checked against it by a test.

Times are UTC (\`TIMESTAMPTZ\`); what a log leaves out is NULL, never a guess. Character positions count Unicode code
points from 0. Text columns are VARCHAR. There are no foreign keys. \`at\` is a word of SQL: write \`"at"\`.

\`exhibit sql CASE "SELECT ..."\` sees these names. Behind them the file \`case.duckdb\` is attached read-only as
\`store\`; where a view shows something else than what is stored it is said here:

- \`record.sha256\` is shown as hexadecimal text.
- \`content\` is shown as \`content_id, hash, text, kind\`, \`hash\` being the first 128 bits of the text's SHA-256 in
  hexadecimal; it is stored as two 64-bit halves.
- \`turn_record\` holds for every turn the record that names it (\`gives = 'turn'\`) and any further ones, those that are
  equal to one of them in another file (\`gives = 'same record'\`) among them.
- \`finding\` lays the examiner's reviews over the lanes that rules gave: \`lane\` is \`finding\` for an accepted hit,
  \`dismissed\` for a dismissed one, else the rule's own, which is always in \`rule_lane\`; with \`review\`,
  \`review_reason\`, \`reviewed_version\`.

Counts called "turns" count \`kind = 'model'\`; every other kind is a step around an answered call.

## Derived tables

Derived from the evidence alone, and derived again by \`exhibit rebuild\` and \`exhibit verify --full\`.
`;

const ANALYSIS = `## The investigator's work

These tables are in memory only: the activity log is replayed into them when a case opens. Rows point to evidence by
place (hash of the file, ordinal of the record, number of the turn in the record), never by ids of derived tables.
`;
