import type { Desk } from './desk.ts';
import type { DeskWindow } from './desk-window.ts';

type ReadingCalls = Pick<
  Desk,
  | 'evidence'
  | 'views'
  | 'replay'
  | 'marks'
  | 'compare'
  | 'triage'
  | 'taxonomy'
  | 'causes'
  | 'events'
  | 'actions'
  | 'console'
  | 'mapping'
>;

/**
 * The calls of the screens behind the home: their code is loaded with the first of them, so that a start is short, or
 * `ahead` of it.
 */
export function readingCalls(window: DeskWindow): { calls: ReadingCalls; ahead: () => void } {
  let loading: Promise<ReadingCalls> | null = null;
  const loaded = (): Promise<ReadingCalls> => {
    loading ??= load(window);
    return loading;
  };
  const calls: ReadingCalls = {
    evidence: {
      register: async (...asked) => (await loaded()).evidence.register(...asked),
      completeness: async (...asked) => (await loaded()).evidence.completeness(...asked),
      held: async (...asked) => (await loaded()).evidence.held(...asked),
      readings: async (...asked) => (await loaded()).evidence.readings(...asked),
      repairs: async (...asked) => (await loaded()).evidence.repairs(...asked),
      repairable: async (...asked) => (await loaded()).evidence.repairable(...asked),
      readIntake: async (...asked) => (await loaded()).evidence.readIntake(...asked),
      saveIntakeForm: async (...asked) => (await loaded()).evidence.saveIntakeForm(...asked),
      joins: async (...asked) => (await loaded()).evidence.joins(...asked),
      bytes: async (...asked) => (await loaded()).evidence.bytes(...asked),
      text: async (...asked) => (await loaded()).evidence.text(...asked),
    },
    views: {
      open: async (...asked) => (await loaded()).views.open(...asked),
      page: async (...asked) => (await loaded()).views.page(...asked),
      position: async (...asked) => (await loaded()).views.position(...asked),
      close: async (...asked) => (await loaded()).views.close(...asked),
      facets: async (...asked) => (await loaded()).views.facets(...asked),
      read: async (...asked) => (await loaded()).views.read(...asked),
      complete: async (...asked) => (await loaded()).views.complete(...asked),
    },
    replay: {
      open: async (...asked) => (await loaded()).replay.open(...asked),
      rail: async (...asked) => (await loaded()).replay.rail(...asked),
      turn: async (...asked) => (await loaded()).replay.turn(...asked),
      messages: async (...asked) => (await loaded()).replay.messages(...asked),
      text: async (...asked) => (await loaded()).replay.text(...asked),
      cite: async (...asked) => (await loaded()).replay.cite(...asked),
      referenceText: async (...asked) => (await loaded()).replay.referenceText(...asked),
      since: async (...asked) => (await loaded()).replay.since(...asked),
      timing: async (...asked) => (await loaded()).replay.timing(...asked),
      matches: async (...asked) => (await loaded()).replay.matches(...asked),
    },
    compare: {
      suggestions: async (...asked) => (await loaded()).compare.suggestions(...asked),
      start: async (...asked) => (await loaded()).compare.start(...asked),
      again: async (...asked) => (await loaded()).compare.again(...asked),
      result: async (...asked) => (await loaded()).compare.result(...asked),
      length: async (...asked) => (await loaded()).compare.length(...asked),
      pairs: async (...asked) => (await loaded()).compare.pairs(...asked),
      position: async (...asked) => (await loaded()).compare.position(...asked),
      pair: async (...asked) => (await loaded()).compare.pair(...asked),
      judge: async (...asked) => (await loaded()).compare.judge(...asked),
      list: async (...asked) => (await loaded()).compare.list(...asked),
    },
    triage: {
      summary: async (...asked) => (await loaded()).triage.summary(...asked),
      head: async (...asked) => (await loaded()).triage.head(...asked),
      hits: async (...asked) => (await loaded()).triage.hits(...asked),
      timeline: async (...asked) => (await loaded()).triage.timeline(...asked),
    },
    taxonomy: {
      read: async (...asked) => (await loaded()).taxonomy.read(...asked),
    },
    causes: {
      list: async (...asked) => (await loaded()).causes.list(...asked),
      tag: async (...asked) => (await loaded()).causes.tag(...asked),
      change: async (...asked) => (await loaded()).causes.change(...asked),
      history: async (...asked) => (await loaded()).causes.history(...asked),
      grounds: async (...asked) => (await loaded()).causes.grounds(...asked),
    },
    marks: {
      of: async (...asked) => (await loaded()).marks.of(...asked),
      tags: async (...asked) => (await loaded()).marks.tags(...asked),
      find: async (...asked) => (await loaded()).marks.find(...asked),
      pin: async (...asked) => (await loaded()).marks.pin(...asked),
      pinReference: async (...asked) => (await loaded()).marks.pinReference(...asked),
      note: async (...asked) => (await loaded()).marks.note(...asked),
      tag: async (...asked) => (await loaded()).marks.tag(...asked),
      review: async (...asked) => (await loaded()).marks.review(...asked),
      change: async (...asked) => (await loaded()).marks.change(...asked),
      withdraw: async (...asked) => (await loaded()).marks.withdraw(...asked),
      undo: async (...asked) => (await loaded()).marks.undo(...asked),
      exhibits: async (...asked) => (await loaded()).marks.exhibits(...asked),
    },
    events: {
      list: async (...asked) => (await loaded()).events.list(...asked),
      enter: async (...asked) => (await loaded()).events.enter(...asked),
      change: async (...asked) => (await loaded()).events.change(...asked),
      withdraw: async (...asked) => (await loaded()).events.withdraw(...asked),
    },
    actions: {
      list: async (...asked) => (await loaded()).actions.list(...asked),
      enter: async (...asked) => (await loaded()).actions.enter(...asked),
      change: async (...asked) => (await loaded()).actions.change(...asked),
      withdraw: async (...asked) => (await loaded()).actions.withdraw(...asked),
      history: async (...asked) => (await loaded()).actions.history(...asked),
      checklist: async (...asked) => (await loaded()).actions.checklist(...asked),
    },
    console: {
      schema: async (...asked) => (await loaded()).console.schema(...asked),
      run: async (...asked) => (await loaded()).console.run(...asked),
      export: async (...asked) => (await loaded()).console.export(...asked),
    },
    mapping: {
      sample: async (...asked) => (await loaded()).mapping.sample(...asked),
      suggest: async (...asked) => (await loaded()).mapping.suggest(...asked),
      try: async (...asked) => (await loaded()).mapping.try(...asked),
      import: async (...asked) => (await loaded()).mapping.import(...asked),
      save: async (...asked) => (await loaded()).mapping.save(...asked),
    },
  };
  return {
    calls,
    ahead: () => {
      // What fails is met again, and told, by the call that needs it.
      Promise.all([loaded(), import('./case-views.ts')]).catch(() => undefined);
    },
  };
}

async function load(window: DeskWindow): Promise<ReadingCalls> {
  const [
    { evidenceCalls, replayCalls, viewCalls },
    { markCalls },
    { compareCalls },
    { triageCalls },
    { causeCalls, taxonomyCalls },
    { eventCalls },
    { actionCalls },
    { consoleCalls },
    { mappingCalls },
  ] = await Promise.all([
    import('./reading-calls.ts'),
    import('./mark-calls.ts'),
    import('./compare-calls.ts'),
    import('./triage-calls.ts'),
    import('./cause-calls.ts'),
    import('./event-calls.ts'),
    import('./action-calls.ts'),
    import('./console-calls.ts'),
    import('./mapping-calls.ts'),
  ]);
  return {
    evidence: evidenceCalls(window),
    views: viewCalls(window),
    replay: replayCalls(window),
    marks: markCalls(window),
    compare: compareCalls(window),
    triage: triageCalls(window),
    taxonomy: taxonomyCalls(),
    causes: causeCalls(window),
    events: eventCalls(window),
    actions: actionCalls(window),
    console: consoleCalls(window),
    mapping: mappingCalls(window),
  };
}
