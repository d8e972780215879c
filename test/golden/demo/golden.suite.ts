import { expect, test } from 'vitest';
import { z } from 'zod';
import { comparison } from '../../../shared/domain/comparison.ts';
import { detectionSummary } from '../../../shared/domain/finding.ts';
import {
  answered,
  demo,
  exhibit,
  extractOf,
  fileOf,
  handedOn,
  printedChecklists,
  said,
  select,
} from './demo-cases.ts';

/** Conversations whose replay is kept: what each shows. */
const REPLAYED = {
  'tool-calls': 'cv_712akvg8q',
  'hostile-document': 'cv_t2bbar3kq',
  'several-turns': 'cv_brkhk4qv2',
};

const pretty = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/**
 * The extract with what differs from one making to the next masked: the build, the key of the identity, and the hashes
 * of the custody log, which hold the folder from which the sample was imported.
 */
function stableExtract(): unknown {
  const extract = extractOf('first');
  const { build } = extract.report.tool;
  const masked = [
    build,
    extract.report.signer?.fingerprint,
    extract.evidence.custody.head,
    ...extract.evidence.custody.entries.flatMap((entry) => Object.values(entry)),
  ].filter((text) => typeof text === 'string' && /^[0-9a-f]{16,64}$/.test(text));
  const text = masked.reduce<string>(
    (rest, hash) => rest.replaceAll(String(hash), '<masked>'),
    JSON.stringify(extract),
  );
  return JSON.parse(text);
}

export function goldenSuite(): void {
  test('the extract of the report says what it said', async () => {
    await expect(pretty(stableExtract())).toMatchFileSnapshot('golden/extract.json');
  });

  test('the findings are what they were', async () => {
    const summary = await select(
      `SELECT rule_id, rule_version, lane, severity, failure_type, side, count(*)::INTEGER AS hits,
         count(DISTINCT turn_id)::INTEGER AS turns, round(avg(score), 4) AS mean_score,
         min(turn_id)::INTEGER AS first_turn, max(turn_id)::INTEGER AS last_turn
       FROM finding GROUP BY ALL ORDER BY ALL`,
      z.looseObject({ rule_id: z.string() }),
    );
    await expect(pretty(summary)).toMatchFileSnapshot('golden/findings.json');
  });

  test('the versions compare as they did', async () => {
    const { comparisons } = extractOf('first');
    const announced = comparisons[0];
    if (announced === undefined) throw new Error('the demo compares');
    // A comparison is announced in the activity log; a copy keeps the demo as it was made.
    const copy = exhibit.path('compared.exhibit');
    await answered(['backup', demo().case, copy]);
    const sides = ['--a', announced.a.filter, '--b', announced.b.filter];
    const answer = await answered(['compare', copy, ...sides]);
    const compared = comparison.parse(answer);
    expect(compared.pairs).toBe(announced.pairs);
    expect(JSON.parse(handedOn('comparison.json').toString())).toEqual(answer);
    await expect(pretty(answer)).toMatchFileSnapshot('golden/comparison.json');
  });

  for (const [name, conversation] of Object.entries(REPLAYED))
    test(`the replay of a conversation with ${name} is what it was`, async () => {
      const replayed = await answered(['replay', demo().case, conversation]);
      await expect(pretty(replayed)).toMatchFileSnapshot(`golden/replay-${name}.json`);
      const transcript = await said(['replay', demo().case, conversation]);
      expect(transcript.status).toBe(0);
      await expect(transcript.stdout).toMatchFileSnapshot(`golden/replay-${name}.txt`);
    });

  for (const format of ['md', 'csv', 'json'])
    test(`the checklist as ${format} is what it was`, async () => {
      const printed = (await printedChecklists()).get(format);
      await expect(printed).toMatchFileSnapshot(`golden/checklist.${format}`);
    });

  test('the demo hands on what the commands answer', async () => {
    const findings = detectionSummary.parse(JSON.parse(handedOn('findings.json').toString()));
    const [counted] = await select(
      "SELECT count(*)::INTEGER AS hits FROM finding WHERE lane = 'finding'",
      z.object({ hits: z.int() }),
    );
    expect(findings.findings).toBe(counted?.hits);
    const report = fileOf('first', 'reports/R-0001/report.pdf');
    expect(handedOn('R-0001.pdf').equals(report)).toBe(true);
    for (const { id, turn } of extractOf('first').exhibits.slice(0, 2))
      expect(handedOn('replays', `${id}.txt`).toString()).toBe(
        (await said(['replay', demo().case, turn])).stdout,
      );
    for (const [format, printed] of await printedChecklists())
      expect(handedOn(`checklist.${format}`).toString()).toBe(printed);
  });

  test('info is what it was', async () => {
    const info = z.looseObject({ case: z.string() }).parse(await answered(['info', demo().case]));
    expect(info.case).toBe(demo().case);
    await expect(pretty({ ...info, case: '<masked>' })).toMatchFileSnapshot('golden/info.json');
  });

  test('the same input gives the same output: two demos differ in signatures only', () => {
    for (const file of ['case.json', 'reports/R-0001/extract.json'])
      expect(fileOf('second', file).equals(fileOf('first', file)), file).toBe(true);
    const lines = (file: string): string[][] =>
      (['first', 'second'] as const).map((which) =>
        fileOf(which, file).toString().trimEnd().split('\n'),
      );
    // The last act names the head of the custody log after the report was issued.
    const [acts = [], actsAgain = []] = lines('activity.jsonl');
    expect(actsAgain).toHaveLength(acts.length);
    expect(actsAgain.slice(0, -1)).toEqual(acts.slice(0, -1));
    const [first = [], second = []] = lines('custody.jsonl');
    expect(second).toHaveLength(first.length);
    // The last two entries, report begun and issued, hold the hash of the PDF, whose signature has a fresh nonce.
    expect(second.slice(0, -2)).toEqual(first.slice(0, -2));
    expect(second.at(-2)).not.toBe(first.at(-2));
  });

  test('two demos have the same table contents', () => {
    const entry = z.object({ data: z.object({ digests: z.unknown().optional() }) });
    const [first, second] = (['first', 'second'] as const).map((which) =>
      fileOf(which, 'custody.jsonl')
        .toString()
        .trimEnd()
        .split('\n')
        .map((line) => entry.parse(JSON.parse(line)).data.digests)
        .filter((digests) => digests !== undefined),
    );
    // Four imports, three references, one detection run.
    expect(first).toHaveLength(8);
    expect(second).toEqual(first);
  });
}
