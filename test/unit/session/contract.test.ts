import { join } from 'node:path';
import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract';
import { expect, test } from 'vitest';
import { contract } from '../../../shared/contract/index.ts';
import type { Desk } from '../../../electron/engine/session/workbench.ts';
import { caseWithLog, temporaryFolder } from '../../fixtures/case-on-disk.ts';
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
  | 'console';
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
  const own = await deskAt(await caseWithLog());
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
  const { compare } = contract;
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
  await checked(jobs.cancel, desk.jobs.cancel({ job: 'job-1' }));
  await checked(jobs.dismiss, desk.jobs.dismiss({ job: 'job-1' }));
  await checked(custody.log, desk.custody.log({ words: '', kind: 'all', ...page }));
  const key = { name: 'Ana', organisation: '', email: '', passphrase: 'a long passphrase' };
  await checked(identities.create, desk.identities.create(key));
  await checked(identities.list, desk.identities.list({}));
  const entered = desk.report.enter({ fields: { title: 'Fees' } });
  await checked(report.enter, entered);
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
  await checked(report.withdraw, desk.report.withdraw({ seq: (await entered).seq }));
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
