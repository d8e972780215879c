import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { openAnalysedCase, readerAt } from '../../../electron/engine/analysis/open-analysed.ts';
import { tagCause } from '../../../electron/engine/analysis/cause-acts.ts';
import { pinExhibit } from '../../../electron/engine/analysis/write.ts';
import { sha256 } from '../../../electron/engine/base/hash.ts';
import { createCase } from '../../../electron/engine/case/create.ts';
import { readChain } from '../../../electron/engine/custody/chain.ts';
import { importFiles } from '../../../electron/engine/import/import-files.ts';
import { registerReference } from '../../../electron/engine/import/register-reference.ts';
import { draftExtract } from '../../../electron/engine/report/draft.ts';
import { caseInfo, issueReport } from '../../../electron/engine/index.ts';
import { exhibits } from '../../../electron/engine/marks/exhibits.ts';
import {
  reportExtract,
  type ReportExtract,
  unresolvedCitations,
} from '../../../shared/domain/report-extract.ts';
import { AS_IT_IS } from '../../fixtures/case-on-disk.ts';
import { runHere } from '../../fixtures/run-here.ts';
import { line } from '../import/derived.ts';

/** A case whose files were read and joined in several ways, and a report on it: each must say so. */

const MAPPING = `
mapping: desk
title: Desk log
turn: { conversation: no, model: engine.build }
input: [{ role: user, content: asked }]
output: [{ role: assistant, content: told }]
`;

const chat = (id: string, ...said: string[]): string => {
  const messages = said.map((content, at) => ({
    role: at % 2 === 0 ? 'user' : 'assistant',
    content,
  }));
  // Twice on the clocks of Berlin.
  const created = '2025-10-26 02:30:00';
  return line({ id, created, conversation_id: undefined, request: { model: 'm-1', messages } });
};
const POLICY = '4.2 No refund after thirty days.';
const ANSWER = 'The fee is 5 €.';

let path = '';
let desk = '';
let pdfPackage = '';
let extract: ReportExtract;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'exhibit-rests-on-'));
  path = (await createCase(join(folder, 'fees.exhibit'), 'Fees')).path;
  desk = join(folder, 'desk.jsonl');
  writeFileSync(
    desk,
    JSON.stringify({ no: 'K-1', engine: { build: 'tiny-3' }, asked: 'A refund?', told: 'Always.' }),
  );
  const log = join(folder, 'chat.jsonl');
  writeFileSync(
    log,
    [
      chat('a', 'What is the fee?'),
      chat('b', 'What is the fee?', ANSWER, 'And next year?'),
      chat('c', 'Is it open today?'),
    ].join('\n'),
  );
  const mapping = { name: 'desk.yaml', text: MAPPING };
  await importFiles(path, [desk], { ...AS_IT_IS, mapping, inPlace: true });
  await importFiles(path, [log], { ...AS_IT_IS, zone: 'Europe/Berlin' });
  // Votes on nothing that the case holds: more than any list spells out.
  const votes = Array.from(
    { length: 23 },
    (_, at) => `v-${at},gone-${at},down,=1+1,2026-04-11T08:02:00Z`,
  );
  const feedback = join(folder, 'votes.csv');
  writeFileSync(
    feedback,
    ['feedback_id,request_id,rating,comment,created_at', ...votes, ''].join('\n'),
  );
  await importFiles(path, [feedback], AS_IT_IS);
  await pinExhibit(readerAt(path), {
    turn: 'T-1',
    caption: 'The promise',
    quotation: 'Always.',
    side: 'output',
  });
  const policy = join(folder, 'policy.md');
  writeFileSync(policy, POLICY);
  await registerReference(path, policy, { title: 'Fees', from: '2026-01-01', to: '2026-06-30' });
  await pinExhibit(readerAt(path), {
    turn: 'D-1 section 4.2',
    caption: 'What the policy said',
    quotation: null,
    side: null,
  });
  const issued = await issueReport(path, { template: 'rca', signing: null, out: null });
  pdfPackage = issued.package;
  const text = readFileSync(join(dirname(issued.pdf), 'extract.json'), 'utf8');
  extract = reportExtract.parse(JSON.parse(text));
  return () => rmSync(folder, { recursive: true, force: true });
});

const said = async (...args: string[]): Promise<string> =>
  (await runHere(args, { folder: dirname(path), environment: process.env })).stdout;

test('a file that was left in place is said to be wherever the report, its package and lists of exhibits name it', async () => {
  const [file] = extract.evidence.files;
  expect(file?.in_place?.path).toBe(desk);
  expect(extract.evidence.completeness.map(({ text }) => text)).toContain(
    '1 of them was left in place and not copied (desk.jsonl): the case holds their hashes and what was derived from them, not their bytes, and verifies only as long as they stay as they were.',
  );
  expect(extract.manifest.files.map((one) => [one.path, one.left_in_place])).toEqual([
    [desk, true],
    ...extract.evidence.files.slice(1).map(({ sha256: copy }) => [`evidence/${copy}`, undefined]),
    [`evidence/${sha256(POLICY)}`, undefined],
  ]);
  expect(extract.manifest.checks).toContainEqual({
    purpose: `A file that was left in place against its SHA-256, ${file?.sha256}`,
    command: `sha256sum '${desk}'`,
  });
  const hashes = extract.certificates[1]?.fields.find(({ label }) => label.startsWith('Files'));
  expect(hashes?.value).toContain(
    `desk.jsonl: ${file?.sha256} (left in place and not copied: ${desk})`,
  );

  // What a package holds is stored as it is.
  const packed = readFileSync(pdfPackage).toString();
  expect(packed).toContain('data/custody/left-in-place.txt');
  expect(packed).toContain(`desk.jsonl\n  SHA-256  ${file?.sha256}\n`);
  expect(packed).toContain(`  stays at ${desk}\n`);

  const inPlace = `left in place, the case holds no copy: ${desk}`;
  expect(await said('info', path)).toContain(`desk.jsonl: ${inPlace}\n`);
  expect(await said('exhibit', path)).toContain(`${file?.sha256.slice(0, 12)} is ${inPlace}\n`);
  expect(await said('verify', path)).toContain(`in place, not held by the case: ${desk}`);
  const open = await openAnalysedCase(path, 'read by a test');
  onTestFinished(() => open.close());
  const listed = { words: '', exhibit: null, offset: 0, limit: 10 };
  expect((await exhibits(open.database.connection, listed)).exhibits).toMatchObject([
    { handle: 'E-1', in_place: desk, is_reference: false },
    {
      handle: 'E-2',
      in_place: null,
      is_reference: true,
      held_against: ['Fees, section 4.2'],
      place: null,
      turn_id: null,
    },
  ]);
});

test('the hash of a mapping stands in custody, info and report', async () => {
  const mapping = { name: 'desk.yaml', sha256: sha256(MAPPING) };
  const begun = readChain(join(path, 'custody.jsonl')).entries.filter(
    ({ act }) => act === 'import.begun',
  );
  expect(begun.map(({ data }) => data['mapping'])).toEqual([mapping, null, null]);
  expect((await caseInfo(path)).evidence.map((file) => file.mapping)).toEqual([
    mapping,
    null,
    null,
  ]);
  expect(await said('info', path)).toContain(
    `desk.jsonl: read by the mapping desk.yaml, SHA-256 ${mapping.sha256}\n`,
  );
  expect(extract.evidence.files.map((file) => file.mapping)).toEqual([
    mapping,
    undefined,
    undefined,
  ]);
});

test('info and report say how conversations were joined', async () => {
  const joined =
    'Conversations are joined: 1 by the id in the log, 1 by repeated history, 1 by nothing: one record that names no conversation';
  expect(await said('info', path)).toContain(`${joined}\n`);
  expect(extract.system.description.map(({ text }) => text)).toContain(`${joined}.`);
});

test('info and report count the times that a change of clocks makes doubtful', async () => {
  const counted =
    '3 records mapped with a note: a local time is twice on the clocks of Europe/Berlin, which are set back; the first is taken (first: line 1).';
  const stated = extract.evidence.statements.find(({ file }) => file === 'chat.jsonl');
  const records = stated?.words.find(({ subject }) => subject === 'Records');
  expect(records?.sentences).toContain(counted);
  const [, file] = (await caseInfo(path)).completeness_statement.files;
  expect(file?.reasons).toMatchObject([{ status: 'mapped', records: 3 }]);
});

test('rows that were not joined are listed as far as a list goes, and all in the package', async () => {
  const { total, listed } = extract.evidence.unmatched;
  expect([total, listed.length]).toEqual([23, 20]);
  expect(listed[19]).toEqual({
    file: 'votes.csv',
    member: null,
    record: 20,
    table: 'feedback',
    row: 'v-19: down',
    key: 'turn gone-19',
    reason: 'no turn has its key',
  });
  const info = await said('info', path);
  expect(info).toContain('  no turn:  feedback  v-19  down  turn gone-19  votes.csv:20\n');
  expect(info).toContain('  and 3 more rows: exhibit joins CASE lists them all\n');
  const packed = readFileSync(pdfPackage).toString();
  expect(packed).toContain('data/joins/not-joined.csv');
  const sha = extract.evidence.files[2]?.sha256;
  for (const at of [0, 22])
    expect(packed).toMatch(
      new RegExp(
        `feedback,no turn,v-${at},rating,down,2026-04-11T08:02:00.*,'=1\\+1,turn,gone-${at},${sha},votes\\.csv,,${at + 1},\\d+,\\d+,[0-9a-f]{64}`,
      ),
    );
});

test('a reference is an exhibit by itself, with its hash, its dates in force and its bytes', async () => {
  const hash = sha256(POLICY);
  const [alone] = extract.reference_exhibits;
  expect(extract.reference_exhibits).toHaveLength(1);
  expect(alone).toMatchObject({
    id: 'E-2',
    caption: 'What the policy said',
    title: 'Fees',
    passage: 'section 4.2',
    name: 'policy.md',
    sha256: hash,
    bytes: Buffer.byteLength(POLICY),
    in_force_from: '2026-01-01',
    in_force_to: '2026-06-30',
    command: `sha256sum evidence/${hash}`,
  });
  expect(extract.exhibits.map(({ id }) => id)).toEqual(['E-1']);
  expect(unresolvedCitations(extract)).toEqual([]);
  expect(extract.citations.find(({ id }) => id === 'E-2')).toMatchObject({ kind: 'exhibit' });
  const packed = readFileSync(pdfPackage).toString();
  for (const words of [
    'data/exhibits/e-2.reference',
    POLICY,
    'reference  Fees, section 4.2\n',
    `SHA-256    ${hash}\n`,
    'in force   from 2026-01-01 to 2026-06-30\n',
  ])
    expect(packed).toContain(words);
  expect(await said('exhibit', path)).toMatch(
    new RegExp(
      `E-2 +What the policy said +${hash.slice(0, 12)} +\\(a reference alone\\) +Fees, section 4\\.2`,
    ),
  );
  await tagCause(
    readerAt(path),
    {
      ...{ cause_id: 'M2', standing: 'root', confidence: 'low', rationale: 'It says otherwise.' },
      grounds_for: ['E-2'],
      grounds_against: [],
    },
    null,
  );
  const { extract: later } = await draftExtract(readerAt(path), null);
  expect(later.causes[0]?.evidence_for).toMatchObject([{ citations: ['E-2'] }]);
  const pinned = { caption: 'Never', side: null, quotation: 'No refund' };
  await expect(pinExhibit(readerAt(path), { ...pinned, turn: 'D-1' })).rejects.toMatchObject({
    code: 'bad-usage',
  });
  await expect(
    pinExhibit(readerAt(path), { ...pinned, quotation: null, turn: 'D-2' }),
  ).rejects.toMatchObject({ code: 'not-found' });
});
