import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract';
import { expect, test } from 'vitest';
import { contract } from '../../../shared/contract/index.ts';
import type { Desk } from '../../../electron/engine/session/workbench.ts';
import { caseWithLog, importText, temporaryFolder } from '../../fixtures/case-on-disk.ts';
import { line } from '../import/derived.ts';
import { BY_TURN, deskAt, ended } from './desks.ts';

type Inputs = InferContractRouterInputs<typeof contract>;
type Outputs = InferContractRouterOutputs<typeof contract>;
type Calls<Input, Output> = {
  [Name in keyof Input & keyof Output]: (
    input: Input[Name],
    signal?: AbortSignal,
  ) => Promise<Output[Name]>;
};
type Group =
  | 'cases'
  | 'evidence'
  | 'views'
  | 'replay'
  | 'settings'
  | 'jobs'
  | 'custody'
  | 'report'
  | 'identities'
  | 'compare'
  | 'marks'
  | 'triage'
  | 'taxonomy'
  | 'causes'
  | 'events'
  | 'actions'
  | 'console'
  | 'mapping';
type ByContract = { [Name in Group]: Calls<Inputs[Name], Outputs[Name]> };

/** Compiles only while a desk has every call of the contract, with its input and its answer. */
const asContract = (desk: Desk): ByContract => desk;

interface Asked {
  readonly '~orpc': { readonly outputSchema?: unknown };
}
/** The answer after the contract's schema has read it: anything it does not name would be missing. */
async function checked(call: Asked, answer: Promise<unknown>): Promise<void> {
  const schema = call['~orpc'].outputSchema as { parse(value: unknown): unknown };
  const given = await answer;
  expect(schema.parse(given)).toEqual(given);
}

test('every answer is what the contract says, and no more', async () => {
  const path = await caseWithLog();
  // A thumb down is a hit, which can be reviewed.
  await importText(
    path,
    line({ id: 'down', conversation_id: 'down', feedback: 'down' }),
    'down.jsonl',
  );
  const own = await deskAt(path);
  const desk = asContract(own);
  const { cases, evidence, views, replay, settings, jobs, custody, report, identities } = contract;
  await ended(own, await desk.jobs.detect({}));
  const { view } = await desk.views.open({ filter: '', sort: BY_TURN });
  const page = { offset: 0, limit: 200 };
  const record = { record_id: 1 };

  await checked(cases.recent, desk.cases.recent({}));
  await checked(cases.current, desk.cases.current({}));
  await checked(cases.home, desk.cases.home({}));
  await checked(evidence.register, desk.evidence.register({}));
  await checked(evidence.completeness, desk.evidence.completeness({ evidence_id: 1 }));
  const held = { evidence_id: null, status: ['quarantined', 'unmapped'] } as const;
  await checked(evidence.held, desk.evidence.held({ ...page, ...held, status: [...held.status] }));
  await checked(evidence.bytes, desk.evidence.bytes({ ...record, offset: 0, length: 100 }));
  await checked(evidence.text, desk.evidence.text({ ...record, form: 'indented' }));
  await checked(views.open, desk.views.open({ filter: 'user:ana', sort: BY_TURN }));
  await checked(views.page, desk.views.page({ view, ...page }));
  await checked(views.position, desk.views.position({ view, turn_id: 2 }));
  await checked(views.facets, desk.views.facets({ filter: '' }));
  await checked(views.read, desk.views.read({ filter: 'user:ana -model:x' }));
  await checked(views.complete, desk.views.complete({ filter: 'us', caret: 2 }));
  await checked(views.close, desk.views.close({ view }));
  await checked(replay.open, desk.replay.open({ conversation: 'C-1' }));
  await checked(replay.rail, desk.replay.rail({ conversation_id: 1, ...page }));
  await checked(replay.turn, desk.replay.turn({ turn_id: 1 }));
  await checked(replay.messages, desk.replay.messages({ turn_id: 1, group: 'output', ...page }));
  await checked(replay.text, desk.replay.text({ content_id: 1, from: 0, length: 5 }));
  await checked(replay.cite, desk.replay.cite({ turn_id: 1, span: null }));
  await checked(settings.read, desk.settings.read({}));
  await checked(settings.change, desk.settings.change({ theme: 'light' }));
  await checked(settings.setAside, desk.settings.setAside({}));
  await checked(settings.examiner, desk.settings.examiner({}));
  await checked(settings.rules, desk.settings.rules({}));
  await checked(settings.about, desk.settings.about({}));
  const { compare, triage } = contract;
  const range = { from: '2020-01-01T00:00:00Z', to: '2040-01-01T00:00:00Z' };
  const chosen = { failure: null, severity: null, rule: null, review: 'any', range } as const;
  const filter = { lane: 'candidate', ...chosen } as const;
  await checked(triage.summary, desk.triage.summary({ filter }));
  await checked(triage.timeline, desk.triage.timeline({ filter }));
  await checked(triage.head, desk.triage.head({ filter, finding: 1, limit: 10 }));
  await checked(triage.hits, desk.triage.hits({ filter, ...page }));
  const begun = await desk.compare.start({ a: 'user:ana', b: 'kind:model', seed: 1 });
  await ended(own, begun);
  const { id } = begun;
  const listed = { id, which: 'all', sort: { column: 'pair', descending: false } } as const;
  await checked(compare.suggestions, desk.compare.suggestions({}));
  await checked(compare.result, desk.compare.result({ id }));
  await checked(compare.length, desk.compare.length({ id, which: 'changed' }));
  await checked(compare.pairs, desk.compare.pairs({ ...listed, ...page }));
  await checked(compare.position, desk.compare.position({ ...listed, pair: 1 }));
  await checked(compare.pair, desk.compare.pair({ id, pair: 1 }));
  const said = { a: 1, b: 1, verdict: 'same', note: null } as const;
  await checked(compare.judge, desk.compare.judge(said));
  await checked(compare.list, desk.compare.list({}));
  const { marks } = contract;
  const on = { turns: [1], span: null };
  const review = { findings: [1], reason: 'Not so.' };
  await checked(marks.pin, desk.marks.pin({ ...on, caption: 'The fee' }));
  await checked(marks.note, desk.marks.note({ ...on, text: 'Look again.' }));
  await checked(marks.tag, desk.marks.tag({ ...on, tag: 'fees' }));
  await checked(marks.review, desk.marks.review({ ...review, decision: 'dismiss' }));
  await checked(
    marks.change,
    desk.marks.change({ handle: 'E-1', text: 'The raised fee', seen: 'The fee' }),
  );
  await checked(marks.of, desk.marks.of({ conversation_id: 1, turn_id: 1, most: 50 }));
  await checked(marks.tags, desk.marks.tags({}));
  await checked(marks.find, desk.marks.find({ handle: 'E-1' }));
  await checked(marks.exhibits, desk.marks.exhibits({ words: '', exhibit: 1, ...page }));
  const { exhibits } = await desk.marks.exhibits({ words: '', exhibit: null, ...page });
  await checked(marks.withdraw, desk.marks.withdraw({ act_seq: exhibits[0]?.act_seq ?? 0 }));
  await checked(marks.undo, desk.marks.undo({}));
  const { causes, taxonomy } = contract;
  const opinion = { standing: 'root', confidence: 'low', rationale: 'Because.' } as const;
  const tagged = { ...opinion, cause_id: 'M2', grounds_for: ['T-1'], grounds_against: [] };
  await checked(taxonomy.read, desk.taxonomy.read({}));
  await checked(causes.tag, desk.causes.tag({ ...tagged, turn: 'T-2' }));
  await checked(causes.change, desk.causes.change({ cause_no: 1, confidence: 'high' }));
  await checked(causes.list, desk.causes.list({}));
  await checked(causes.history, desk.causes.history({ cause_no: 1 }));
  await checked(causes.grounds, desk.causes.grounds({ text: 'T-1' }));
  const asked = { sql: 'SELECT turn_id, started_at, [1] AS list FROM turn', seconds: 60 };
  await checked(contract.console.schema, desk.console.schema({}));
  await checked(contract.console.run, desk.console.run(asked));
  await checked(contract.console.run, desk.console.run({ ...asked, sql: 'SELECT' }));
  const rows = {
    sql: asked.sql,
    format: 'csv',
    grant: join(temporaryFolder(), 'rows.csv'),
  } as const;
  await checked(contract.console.export, desk.console.export(rows));
  const source = { grant: join(temporaryFolder(), 'desk.jsonl') };
  writeFileSync(
    source.grant,
    JSON.stringify({ user_question: 'Is it there?', bot_answer: 'Yes.' }),
  );
  await checked(contract.mapping.sample, desk.mapping.sample({ source }));
  await checked(contract.mapping.sample, desk.mapping.sample({ source: { evidence_id: 1 } }));
  await checked(contract.mapping.suggest, desk.mapping.suggest({ source }));
  const { yaml: text } = await desk.mapping.suggest({ source });
  await checked(contract.mapping.try, desk.mapping.try({ source, text }));
  const target = { grant: join(temporaryFolder(), 'desk.yaml'), text };
  await checked(contract.mapping.save, desk.mapping.save(target));
  await checked(contract.mapping.import, desk.mapping.import({ grant: source.grant, text }));
  await checked(jobs.cancel, desk.jobs.cancel({ job: 'job-1' }));
  await checked(jobs.dismiss, desk.jobs.dismiss({ job: 'job-1' }));
  await checked(custody.log, desk.custody.log({ words: '', kind: 'all', ...page }));
  const key = { name: 'Ana', organisation: '', email: '', passphrase: 'a long passphrase' };
  await checked(identities.create, desk.identities.create(key));
  await checked(identities.list, desk.identities.list({}));
  await checked(identities.folders, desk.identities.folders({}));
  const certificate = { name: 'Ana', grant: join(temporaryFolder(), 'ana.pem') };
  await checked(identities.exportCertificate, desk.identities.exportCertificate(certificate));
  await checked(report.enter, desk.report.enter({ fields: { title: 'Fees' } }));
  await checked(report.draft, desk.report.draft({ signer: 'Ana' }));
  const preview = desk.report.preview({ signer: null });
  await checked(report.preview, preview);
  const pages = { preview: (await preview).preview, from: 1, to: 2 };
  await checked(report.pages, desk.report.pages(pages));
  await ended(own, await desk.report.issue({ signing: null }));
  await checked(report.issued, desk.report.issued({}));
  await checked(report.open, desk.report.open({ report: 'R-0001', how: 'show' }));
  const copy = join(temporaryFolder(), 'copy.pdf');
  const saved = { report: 'R-0001', file: 'report.pdf', grant: copy } as const;
  await checked(report.save, desk.report.save(saved));
  const { events, actions } = contract;
  const event = { kind: 'detected', time: '2026-04-02 09:30', text: 'Seen', basis: null } as const;
  await checked(events.enter, desk.events.enter({ ...event, grounds: ['T-1'] }));
  await checked(events.change, desk.events.change({ event_no: 1, basis: 'A call' }));
  await checked(events.list, desk.events.list({}));
  await checked(events.withdraw, desk.events.withdraw({ event_no: 1 }));
  const action = { title: 'Filter fees', category: 'filter', owner: null, due: null } as const;
  const rest = { status: 'open' as const, verification: null, causes: ['M2', 'T-1'] };
  await checked(actions.enter, desk.actions.enter({ ...action, ...rest }));
  await checked(actions.change, desk.actions.change({ action_no: 1, due: '2026-12-01' }));
  await checked(actions.list, desk.actions.list({}));
  await checked(actions.history, desk.actions.history({ action_no: 1 }));
  const list = { grant: join(temporaryFolder(), 'list.md'), format: 'md' } as const;
  await checked(actions.checklist, desk.actions.checklist(list));
  await checked(actions.withdraw, desk.actions.withdraw({ action_no: 1 }));
  await checked(cases.forgetAll, desk.cases.forgetAll({}));
  await checked(cases.close, desk.cases.close({}));
});

test('a filter that cannot be read is refused by every call that filters, and points at the place', async () => {
  const desk = await deskAt(await caseWithLog());
  const filter = 'nosuchfield:1';
  for (const ask of [
    () => desk.views.open({ filter, sort: BY_TURN }),
    () => desk.views.facets({ filter }),
  ])
    await expect(ask()).rejects.toMatchObject({ code: 'bad-filter' });
  expect((await desk.views.read({ filter })).error).not.toBeNull();
});
