import { implement, ORPCError } from '@orpc/server';
import { contract } from '../../shared/contract/index.ts';
import { CONTRACT_VERSION } from '../../shared/contract/version.ts';
import { type Desk, NoCase, Refusal, sentenceInApp, VERSION, ViewLost } from '../engine/index.ts';

export interface Calling {
  /** What the window that calls has open. */
  readonly desk: Desk;
  /** Writes what went wrong where a person can find it, and answers its id. */
  readonly logFault: (error: unknown) => string;
}

const base = implement(contract).$context<Calling>();

/** What the engine throws, as the contract's errors. */
const answering = base.use(async ({ context, next }) => {
  try {
    return await next();
  } catch (error) {
    if (error instanceof ORPCError) throw error;
    if (error instanceof ViewLost) throw new ORPCError('VIEW_LOST');
    if (error instanceof NoCase) throw new ORPCError('NO_CASE');
    if (error instanceof Refusal)
      throw new ORPCError('REFUSED', {
        message: error.message,
        data: {
          code: error.code,
          sentence: sentenceInApp(error),
          detail: error.detail ?? (error.cause instanceof Error ? error.cause.message : null),
        },
      });
    throw new ORPCError('FAULT', { data: { id: context.logFault(error) } });
  }
});

/** The contract, answered by the desk of the window that calls. */
export const router = answering.router({
  hello: answering.hello.handler(() => ({ contract: CONTRACT_VERSION, version: VERSION })),
  cases: {
    recent: answering.cases.recent.handler(({ context: { desk }, input, signal }) =>
      desk.cases.recent(input, signal),
    ),
    forget: answering.cases.forget.handler(({ context: { desk }, input, signal }) =>
      desk.cases.forget(input, signal),
    ),
    forgetAll: answering.cases.forgetAll.handler(({ context: { desk }, input, signal }) =>
      desk.cases.forgetAll(input, signal),
    ),
    create: answering.cases.create.handler(({ context: { desk }, input, signal }) =>
      desk.cases.create(input, signal),
    ),
    open: answering.cases.open.handler(({ context: { desk }, input, signal }) =>
      desk.cases.open(input, signal),
    ),
    current: answering.cases.current.handler(({ context: { desk }, input, signal }) =>
      desk.cases.current(input, signal),
    ),
    close: answering.cases.close.handler(({ context: { desk }, input, signal }) =>
      desk.cases.close(input, signal),
    ),
    home: answering.cases.home.handler(({ context: { desk }, input, signal }) =>
      desk.cases.home(input, signal),
    ),
    keepPicture: answering.cases.keepPicture.handler(({ context: { desk }, input, signal }) =>
      desk.cases.keepPicture(input, signal),
    ),
  },
  evidence: {
    register: answering.evidence.register.handler(({ context: { desk }, input, signal }) =>
      desk.evidence.register(input, signal),
    ),
    completeness: answering.evidence.completeness.handler(({ context: { desk }, input, signal }) =>
      desk.evidence.completeness(input, signal),
    ),
    held: answering.evidence.held.handler(({ context: { desk }, input, signal }) =>
      desk.evidence.held(input, signal),
    ),
    readings: answering.evidence.readings.handler(({ context: { desk }, input, signal }) =>
      desk.evidence.readings(input, signal),
    ),
    repairs: answering.evidence.repairs.handler(({ context: { desk }, input, signal }) =>
      desk.evidence.repairs(input, signal),
    ),
    repairable: answering.evidence.repairable.handler(({ context: { desk }, input, signal }) =>
      desk.evidence.repairable(input, signal),
    ),
    readIntake: answering.evidence.readIntake.handler(({ context: { desk }, input, signal }) =>
      desk.evidence.readIntake(input, signal),
    ),
    saveIntakeForm: answering.evidence.saveIntakeForm.handler(
      ({ context: { desk }, input, signal }) => desk.evidence.saveIntakeForm(input, signal),
    ),
    joins: answering.evidence.joins.handler(({ context: { desk }, input, signal }) =>
      desk.evidence.joins(input, signal),
    ),
    bytes: answering.evidence.bytes.handler(({ context: { desk }, input, signal }) =>
      desk.evidence.bytes(input, signal),
    ),
    text: answering.evidence.text.handler(({ context: { desk }, input, signal }) =>
      desk.evidence.text(input, signal),
    ),
  },
  views: {
    open: answering.views.open.handler(({ context: { desk }, input, signal }) =>
      desk.views.open(input, signal),
    ),
    page: answering.views.page.handler(({ context: { desk }, input, signal }) =>
      desk.views.page(input, signal),
    ),
    position: answering.views.position.handler(({ context: { desk }, input, signal }) =>
      desk.views.position(input, signal),
    ),
    close: answering.views.close.handler(({ context: { desk }, input, signal }) =>
      desk.views.close(input, signal),
    ),
    facets: answering.views.facets.handler(({ context: { desk }, input, signal }) =>
      desk.views.facets(input, signal),
    ),
    read: answering.views.read.handler(({ context: { desk }, input, signal }) =>
      desk.views.read(input, signal),
    ),
    complete: answering.views.complete.handler(({ context: { desk }, input, signal }) =>
      desk.views.complete(input, signal),
    ),
  },
  replay: {
    open: answering.replay.open.handler(({ context: { desk }, input, signal }) =>
      desk.replay.open(input, signal),
    ),
    rail: answering.replay.rail.handler(({ context: { desk }, input, signal }) =>
      desk.replay.rail(input, signal),
    ),
    turn: answering.replay.turn.handler(({ context: { desk }, input, signal }) =>
      desk.replay.turn(input, signal),
    ),
    since: answering.replay.since.handler(({ context: { desk }, input, signal }) =>
      desk.replay.since(input, signal),
    ),
    referenceText: answering.replay.referenceText.handler(({ context: { desk }, input, signal }) =>
      desk.replay.referenceText(input, signal),
    ),
    timing: answering.replay.timing.handler(({ context: { desk }, input, signal }) =>
      desk.replay.timing(input, signal),
    ),
    matches: answering.replay.matches.handler(({ context: { desk }, input, signal }) =>
      desk.replay.matches(input, signal),
    ),
    messages: answering.replay.messages.handler(({ context: { desk }, input, signal }) =>
      desk.replay.messages(input, signal),
    ),
    text: answering.replay.text.handler(({ context: { desk }, input, signal }) =>
      desk.replay.text(input, signal),
    ),
    cite: answering.replay.cite.handler(({ context: { desk }, input, signal }) =>
      desk.replay.cite(input, signal),
    ),
  },
  settings: {
    read: answering.settings.read.handler(({ context: { desk }, input, signal }) =>
      desk.settings.read(input, signal),
    ),
    change: answering.settings.change.handler(({ context: { desk }, input, signal }) =>
      desk.settings.change(input, signal),
    ),
    setAside: answering.settings.setAside.handler(({ context: { desk }, input, signal }) =>
      desk.settings.setAside(input, signal),
    ),
    examiner: answering.settings.examiner.handler(({ context: { desk }, input, signal }) =>
      desk.settings.examiner(input, signal),
    ),
    rules: answering.settings.rules.handler(({ context: { desk }, input, signal }) =>
      desk.settings.rules(input, signal),
    ),
    about: answering.settings.about.handler(({ context: { desk }, input, signal }) =>
      desk.settings.about(input, signal),
    ),
  },
  jobs: {
    import: answering.jobs.import.handler(({ context: { desk }, input, signal }) =>
      desk.jobs.import(input, signal),
    ),
    reference: answering.jobs.reference.handler(({ context: { desk }, input, signal }) =>
      desk.jobs.reference(input, signal),
    ),
    reread: answering.jobs.reread.handler(({ context: { desk }, input, signal }) =>
      desk.jobs.reread(input, signal),
    ),
    repair: answering.jobs.repair.handler(({ context: { desk }, input, signal }) =>
      desk.jobs.repair(input, signal),
    ),
    detect: answering.jobs.detect.handler(({ context: { desk }, input, signal }) =>
      desk.jobs.detect(input, signal),
    ),
    verify: answering.jobs.verify.handler(({ context: { desk }, input, signal }) =>
      desk.jobs.verify(input, signal),
    ),
    verifyOther: answering.jobs.verifyOther.handler(({ context: { desk }, input, signal }) =>
      desk.jobs.verifyOther(input, signal),
    ),
    cancel: answering.jobs.cancel.handler(({ context: { desk }, input, signal }) =>
      desk.jobs.cancel(input, signal),
    ),
    dismiss: answering.jobs.dismiss.handler(({ context: { desk }, input, signal }) =>
      desk.jobs.dismiss(input, signal),
    ),
  },
  custody: {
    log: answering.custody.log.handler(({ context: { desk }, input, signal }) =>
      desk.custody.log(input, signal),
    ),
  },
  report: {
    draft: answering.report.draft.handler(({ context: { desk }, input, signal }) =>
      desk.report.draft(input, signal),
    ),
    enter: answering.report.enter.handler(({ context: { desk }, input, signal }) =>
      desk.report.enter(input, signal),
    ),
    preview: answering.report.preview.handler(({ context: { desk }, input, signal }) =>
      desk.report.preview(input, signal),
    ),
    pages: answering.report.pages.handler(({ context: { desk }, input, signal }) =>
      desk.report.pages(input, signal),
    ),
    issue: answering.report.issue.handler(({ context: { desk }, input, signal }) =>
      desk.report.issue(input, signal),
    ),
    issued: answering.report.issued.handler(({ context: { desk }, input, signal }) =>
      desk.report.issued(input, signal),
    ),
    open: answering.report.open.handler(({ context: { desk }, input, signal }) =>
      desk.report.open(input, signal),
    ),
    save: answering.report.save.handler(({ context: { desk }, input, signal }) =>
      desk.report.save(input, signal),
    ),
  },
  identities: {
    list: answering.identities.list.handler(({ context: { desk }, input, signal }) =>
      desk.identities.list(input, signal),
    ),
    create: answering.identities.create.handler(({ context: { desk }, input, signal }) =>
      desk.identities.create(input, signal),
    ),
    folders: answering.identities.folders.handler(({ context: { desk }, input, signal }) =>
      desk.identities.folders(input, signal),
    ),
    exportCertificate: answering.identities.exportCertificate.handler(
      ({ context: { desk }, input, signal }) => desk.identities.exportCertificate(input, signal),
    ),
  },
  marks: {
    of: answering.marks.of.handler(({ context: { desk }, input, signal }) =>
      desk.marks.of(input, signal),
    ),
    tags: answering.marks.tags.handler(({ context: { desk }, input, signal }) =>
      desk.marks.tags(input, signal),
    ),
    find: answering.marks.find.handler(({ context: { desk }, input, signal }) =>
      desk.marks.find(input, signal),
    ),
    pin: answering.marks.pin.handler(({ context: { desk }, input, signal }) =>
      desk.marks.pin(input, signal),
    ),
    pinReference: answering.marks.pinReference.handler(({ context: { desk }, input, signal }) =>
      desk.marks.pinReference(input, signal),
    ),
    note: answering.marks.note.handler(({ context: { desk }, input, signal }) =>
      desk.marks.note(input, signal),
    ),
    tag: answering.marks.tag.handler(({ context: { desk }, input, signal }) =>
      desk.marks.tag(input, signal),
    ),
    review: answering.marks.review.handler(({ context: { desk }, input, signal }) =>
      desk.marks.review(input, signal),
    ),
    change: answering.marks.change.handler(({ context: { desk }, input, signal }) =>
      desk.marks.change(input, signal),
    ),
    withdraw: answering.marks.withdraw.handler(({ context: { desk }, input, signal }) =>
      desk.marks.withdraw(input, signal),
    ),
    undo: answering.marks.undo.handler(({ context: { desk }, input, signal }) =>
      desk.marks.undo(input, signal),
    ),
    exhibits: answering.marks.exhibits.handler(({ context: { desk }, input, signal }) =>
      desk.marks.exhibits(input, signal),
    ),
  },
  compare: {
    suggestions: answering.compare.suggestions.handler(({ context: { desk }, input, signal }) =>
      desk.compare.suggestions(input, signal),
    ),
    start: answering.compare.start.handler(({ context: { desk }, input, signal }) =>
      desk.compare.start(input, signal),
    ),
    again: answering.compare.again.handler(({ context: { desk }, input, signal }) =>
      desk.compare.again(input, signal),
    ),
    result: answering.compare.result.handler(({ context: { desk }, input, signal }) =>
      desk.compare.result(input, signal),
    ),
    length: answering.compare.length.handler(({ context: { desk }, input, signal }) =>
      desk.compare.length(input, signal),
    ),
    pairs: answering.compare.pairs.handler(({ context: { desk }, input, signal }) =>
      desk.compare.pairs(input, signal),
    ),
    position: answering.compare.position.handler(({ context: { desk }, input, signal }) =>
      desk.compare.position(input, signal),
    ),
    pair: answering.compare.pair.handler(({ context: { desk }, input, signal }) =>
      desk.compare.pair(input, signal),
    ),
    judge: answering.compare.judge.handler(({ context: { desk }, input, signal }) =>
      desk.compare.judge(input, signal),
    ),
    list: answering.compare.list.handler(({ context: { desk }, input, signal }) =>
      desk.compare.list(input, signal),
    ),
  },
  triage: {
    summary: answering.triage.summary.handler(({ context: { desk }, input, signal }) =>
      desk.triage.summary(input, signal),
    ),
    head: answering.triage.head.handler(({ context: { desk }, input, signal }) =>
      desk.triage.head(input, signal),
    ),
    hits: answering.triage.hits.handler(({ context: { desk }, input, signal }) =>
      desk.triage.hits(input, signal),
    ),
    timeline: answering.triage.timeline.handler(({ context: { desk }, input, signal }) =>
      desk.triage.timeline(input, signal),
    ),
  },
  taxonomy: {
    read: answering.taxonomy.read.handler(({ context: { desk }, input, signal }) =>
      desk.taxonomy.read(input, signal),
    ),
  },
  causes: {
    list: answering.causes.list.handler(({ context: { desk }, input, signal }) =>
      desk.causes.list(input, signal),
    ),
    tag: answering.causes.tag.handler(({ context: { desk }, input, signal }) =>
      desk.causes.tag(input, signal),
    ),
    change: answering.causes.change.handler(({ context: { desk }, input, signal }) =>
      desk.causes.change(input, signal),
    ),
    history: answering.causes.history.handler(({ context: { desk }, input, signal }) =>
      desk.causes.history(input, signal),
    ),
    grounds: answering.causes.grounds.handler(({ context: { desk }, input, signal }) =>
      desk.causes.grounds(input, signal),
    ),
  },
  events: {
    list: answering.events.list.handler(({ context: { desk }, input, signal }) =>
      desk.events.list(input, signal),
    ),
    enter: answering.events.enter.handler(({ context: { desk }, input, signal }) =>
      desk.events.enter(input, signal),
    ),
    change: answering.events.change.handler(({ context: { desk }, input, signal }) =>
      desk.events.change(input, signal),
    ),
    withdraw: answering.events.withdraw.handler(({ context: { desk }, input, signal }) =>
      desk.events.withdraw(input, signal),
    ),
  },
  actions: {
    list: answering.actions.list.handler(({ context: { desk }, input, signal }) =>
      desk.actions.list(input, signal),
    ),
    enter: answering.actions.enter.handler(({ context: { desk }, input, signal }) =>
      desk.actions.enter(input, signal),
    ),
    change: answering.actions.change.handler(({ context: { desk }, input, signal }) =>
      desk.actions.change(input, signal),
    ),
    withdraw: answering.actions.withdraw.handler(({ context: { desk }, input, signal }) =>
      desk.actions.withdraw(input, signal),
    ),
    history: answering.actions.history.handler(({ context: { desk }, input, signal }) =>
      desk.actions.history(input, signal),
    ),
    checklist: answering.actions.checklist.handler(({ context: { desk }, input, signal }) =>
      desk.actions.checklist(input, signal),
    ),
  },
  console: {
    schema: answering.console.schema.handler(({ context: { desk }, input, signal }) =>
      desk.console.schema(input, signal),
    ),
    run: answering.console.run.handler(({ context: { desk }, input, signal }) =>
      desk.console.run(input, signal),
    ),
    export: answering.console.export.handler(({ context: { desk }, input, signal }) =>
      desk.console.export(input, signal),
    ),
  },
  mapping: {
    sample: answering.mapping.sample.handler(({ context: { desk }, input, signal }) =>
      desk.mapping.sample(input, signal),
    ),
    suggest: answering.mapping.suggest.handler(({ context: { desk }, input, signal }) =>
      desk.mapping.suggest(input, signal),
    ),
    try: answering.mapping.try.handler(({ context: { desk }, input, signal }) =>
      desk.mapping.try(input, signal),
    ),
    import: answering.mapping.import.handler(({ context: { desk }, input, signal }) =>
      desk.mapping.import(input, signal),
    ),
    save: answering.mapping.save.handler(({ context: { desk }, input, signal }) =>
      desk.mapping.save(input, signal),
    ),
  },
  watch: answering.watch.handler(({ context: { desk }, signal }) => desk.watch(signal)),
});
