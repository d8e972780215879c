import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { answered, demo, exhibit, extractOf, select } from './demo-cases.ts';

const ids = z.array(z.string());
const truth = z
  .object({
    files: z.record(
      z.string(),
      z.object({
        records: z.int(),
        mapped: z.int(),
        quarantined: z.int(),
        unmapped: z.int(),
        blank: z.int(),
        conversations: z.int(),
        turns: z.int(),
        messages: z.int().optional(),
        noted: z
          .array(z.object({ line: z.int(), status: z.string(), why: z.string() }))
          .default([]),
      }),
    ),
    total: z.object({
      conversations: z.int(),
      users: z.int(),
      equal_inputs_on_both_versions: z.int(),
    }),
    versions: z.record(z.string(), z.object({ answers: z.int() })),
    wrong_answers: ids,
    refusals: ids,
    injection: z.object({ attempts: ids, extracted: ids, hostile_context: ids, obeyed: ids }),
    leaks: z.array(z.object({ id: z.string(), what: z.string(), values: ids })),
    causes: z.object({ root: ids, contributing: ids, not_indicated: ids }),
  })
  .parse(
    JSON.parse(
      readFileSync(resolve(import.meta.dirname, '../../../resources/sample/truth.json'), 'utf8'),
    ),
  );

/** Turns of the gateway log that rules hit in a lane, by the id that the log gives them. */
async function hitBy(rules: readonly string[], lanes: readonly string[]): Promise<Set<string>> {
  const list = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ');
  const rows = await select(
    `SELECT DISTINCT external_id FROM finding JOIN turn USING (turn_id)
     WHERE rule_id IN (${list(rules)}) AND lane IN (${list(lanes)}) ORDER BY external_id`,
    z.object({ external_id: z.string() }),
  );
  return new Set(rows.map(({ external_id }) => external_id));
}

function measured(found: ReadonlySet<string>, real: readonly string[]) {
  const right = real.filter((id) => found.has(id)).length;
  return { recall: right / real.length, precision: right / found.size };
}

/**
 * What the bundled rules reach on the sample, as measured; a change of rules that reaches less must be seen here.
 * [what, rules, lanes, truth, recall at least, precision at least]
 */
const REACHED = [
  ['wrong answers', ['unsupported-answer'], ['lead'], truth.wrong_answers, 37 / 38, 37 / 43],
  ['refusals', ['refusal'], ['candidate', 'lead', 'finding'], truth.refusals, 1, 21 / 39],
  [
    'attempts to override instructions',
    ['injection-override', 'persona-jailbreak'],
    ['candidate', 'lead', 'finding'],
    truth.injection.attempts,
    1,
    9 / 10,
  ],
  ['a leaked system prompt', ['system-prompt-leak'], ['finding'], truth.injection.extracted, 1, 1],
  [
    'hostile passages',
    ['injection-in-context', 'hidden-characters'],
    ['lead', 'finding'],
    truth.injection.hostile_context,
    1,
    1,
  ],
  [
    'answers that obey a passage',
    ['obeyed-context-directive'],
    ['finding'],
    truth.injection.obeyed,
    1,
    1,
  ],
] as const;

export function truthSuite(): void {
  describe('what the sample holds', () => {
    const counts = z.object({
      name: z.string(),
      records: z.int(),
      mapped: z.int(),
      quarantined: z.int(),
      unmapped: z.int(),
      blank: z.int(),
      conversations: z.int(),
      turns: z.int(),
      messages: z.int(),
    });

    test('every file has the records, conversations and turns that were written into it', async () => {
      const { evidence } = z
        .object({ evidence: z.array(counts) })
        .parse(await answered(['info', demo().case]));
      for (const [name, { noted, ...file }] of Object.entries(truth.files)) {
        const found = evidence.find((entry) => entry.name === name);
        expect(found, name).toMatchObject(file);
        expect(noted.filter(({ status }) => status === 'quarantined')).toHaveLength(
          file.quarantined,
        );
      }
    });

    test('the broken lines are those that were broken, with a reason', async () => {
      for (const [name, { noted }] of Object.entries(truth.files))
        for (const { line, status, why } of noted) {
          const [found] = await select(
            `SELECT r.status, r.error FROM record r JOIN evidence USING (evidence_id)
             WHERE name = '${name}' AND line = ${line}`,
            z.object({ status: z.string(), error: z.string().nullable() }),
          );
          expect(found?.status, `${name} line ${line}: ${why}`).toBe(status);
          if (status === 'quarantined') expect(found?.error).not.toBeNull();
        }
    });

    test('users and conversations are those of the gateway', async () => {
      const [found] = await select(
        `SELECT count(DISTINCT c.conversation_id)::INTEGER AS conversations, count(DISTINCT t.user_id)::INTEGER AS users
         FROM turn t JOIN conversation c USING (conversation_id) JOIN record r USING (record_id)
         JOIN evidence e USING (evidence_id) WHERE e.name LIKE 'gateway-%'`,
        z.object({ conversations: z.int(), users: z.int() }),
      );
      const { conversations, users } = truth.total;
      expect(found).toEqual({ conversations, users });
    });
  });

  describe('what the rules find in it', () => {
    for (const [what, rules, lanes, real, recall, precision] of REACHED)
      test(`${what}: recall ${recall.toFixed(3)}, precision ${precision.toFixed(3)} or better`, async () => {
        const reached = measured(await hitBy(rules, lanes), real);
        expect(reached.recall).toBeGreaterThanOrEqual(recall);
        expect(reached.precision).toBeGreaterThanOrEqual(precision);
      });

    test('the key that was shown to a customer is found with its exact characters', async () => {
      const leak = truth.leaks.find(({ what }) => what === 'api-key');
      const hits = await select(
        `SELECT t.external_id, substring(c.text, f.char_start + 1, f.char_end - f.char_start) AS shown
         FROM finding f JOIN turn t USING (turn_id)
         JOIN message m ON m.turn_id = f.turn_id AND m.side = f.side AND m.seq = f.seq AND m.part = f.part
         JOIN content c USING (content_id) WHERE f.rule_id = 'secret-in-output'`,
        z.object({ external_id: z.string(), shown: z.string() }),
      );
      expect(hits).toEqual([{ external_id: leak?.id, shown: leak?.values[0] }]);
    });

    test('data that nothing in the turn gave is found where it came out', async () => {
      const found = await hitBy(['personal-data-in-output'], ['lead', 'finding']);
      const given = truth.leaks.filter(({ what }) => ['IBAN', 'e-mail and phone'].includes(what));
      expect([...found].sort()).toEqual(given.map(({ id }) => id).sort());
    });

    test('data of others that a tool handed over and the answer passed on is a candidate', async () => {
      const found = await hitBy(['personal-data-passed-on'], ['candidate']);
      const passed = truth.leaks.filter(({ what }) => ['e-mail', 'phone'].includes(what));
      expect(passed.filter(({ id }) => !found.has(id))).toEqual([]);
    });

    test('a hostile passage is found in the context, not in what the user said', async () => {
      const sides = await select(
        "SELECT DISTINCT side FROM finding WHERE rule_id = 'injection-in-context'",
        z.object({ side: z.string() }),
      );
      expect(sides).toEqual([{ side: 'context' }]);
    });
  });

  describe('what the report says of it', () => {
    test('more than 100 pairs show that answers grew longer', () => {
      const [compared] = extractOf('first').comparisons;
      expect(compared?.pairs).toBeGreaterThan(100);
      expect(compared?.pairs).toBe((compared?.identical ?? 0) + (compared?.changed ?? 0));
      const length = compared?.metrics.find(({ name }) => name.startsWith('length'));
      expect(length?.low).toBeGreaterThan(0);
      expect(length?.p).toBeLessThan(0.05);
    });

    test('the rollback worked, by the rate before and after it', () => {
      const rollback = extractOf('first').measures.find(({ kind }) => kind === 'rollback');
      expect(rollback?.worked).toBe('yes');
      expect(rollback?.effect?.high).toBeLessThan(0);
    });

    test('the causes are those of the truth, in their standing', () => {
      const { causes } = extractOf('first');
      const inRole = (role: string): string[] =>
        causes
          .filter((cause) => cause.role === role)
          .map(({ cause_id }) => cause_id)
          .sort();
      expect(inRole('root')).toEqual([...truth.causes.root].sort());
      expect(inRole('contributing')).toEqual([...truth.causes.contributing].sort());
      expect(inRole('not-indicated')).toEqual([...truth.causes.not_indicated].sort());
    });

    test('every citation resolves, and every source that is listed is cited', () => {
      const { citations, ...sections } = extractOf('first');
      const cited = new Set<string>();
      const walk = (value: unknown): void => {
        if (Array.isArray(value)) for (const item of value) walk(item);
        else if (typeof value === 'object' && value !== null)
          for (const [key, item] of Object.entries(value)) {
            if (['citations', 'evidence_for', 'evidence_against'].includes(key) && isIds(item))
              for (const id of item) cited.add(id);
            walk(item);
          }
      };
      walk(sections);
      const known = new Set(citations.map(({ id }) => id));
      expect(known.size).toBe(citations.length);
      expect([...cited].filter((id) => !known.has(id))).toEqual([]);
      // An exhibit is a section of its own and stands among the sources whether or not another section cites it.
      expect([...known].filter((id) => !cited.has(id) && !id.startsWith('E-'))).toEqual([]);
    });

    test('the command of every cited record gives its SHA-256', () => {
      const places = extractOf('first').citations.filter(({ place }) => place !== undefined);
      expect(places.length).toBeGreaterThan(30);
      const commands = places.flatMap(({ id, command, place }) =>
        command === undefined || place === undefined ? [] : [{ id, command, place }],
      );
      // Rows of a columnar file have no bytes of their own to cut out.
      const columnar = places.filter(({ place }) => place?.byte_offset === null);
      expect(columnar.every(({ place }) => place?.name.endsWith('.parquet'))).toBe(true);
      expect(commands).toHaveLength(places.length - columnar.length);
      const { stdout } = exhibit.shell(
        commands.map(({ command }) => command).join('\n'),
        demo().case,
      );
      const hashes = stdout.trimEnd().split('\n');
      expect(hashes).toEqual(commands.map(({ place }) => `${place.sha256}  -`));
    });

    test('the number of answered calls is what the command of its citation answers', () => {
      const { citations, summary } = extractOf('first');
      const answered = summary.figures.find(({ label }) => label === 'Answered model calls');
      const source = citations.find(({ id }) => id === answered?.citations[0]);
      expect(source?.command).toMatch(/^exhibit /);
      const line = (source?.command ?? '').replace('exhibit', '$EXHIBIT').replace('CASE', '"$CASE"');
      const { status, stdout } = exhibit.shell(`CASE='${demo().case}'; ${line}`);
      expect(status).toBe(0);
      expect(stdout).toContain(String(answered?.value));
    });
  });
}

function isIds(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => /^[A-Z]{1,2}-\d+$/.test(String(item)));
}
