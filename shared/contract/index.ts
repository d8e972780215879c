import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { confidence, pairOpinion, pairVerdict, standing } from '../domain/analysis.ts';
import { causeEntry, ground, listedCause, taxonomy } from '../domain/cause.ts';
import { caseHead, caseHome, recentCase } from '../domain/case-home.ts';
import { homePicture } from '../domain/home-picture.ts';
import {
  heldComparison,
  openedPair,
  pairRow,
  pairsSort,
  pairsWhich,
  pastComparison,
  suggestedSides,
} from '../domain/comparison-screen.ts';
import { consoleAnswer, consoleTable, exportFormat } from '../domain/console.ts';
import {
  completeness,
  evidenceRegister,
  fileReading,
  heldRecords,
  recordBytes,
  recordStatus,
  recordText,
} from '../domain/evidence-register.ts';
import {
  fileSuggestion,
  mappingSample,
  mappingSource,
  mappingTrial,
} from '../domain/mapping-trial.ts';
import { recordRepairs, repairable, repairOfFile } from '../domain/repair.ts';
import { statedFact } from '../domain/intake.ts';
import { fileJoins } from '../domain/join.ts';
import { referenceKind, referenceText } from '../domain/reference.ts';
import { jobStatus } from '../domain/job-status.ts';
import {
  conversationMarks,
  exhibitPage,
  marked,
  markPlace,
  markSpan,
  usedTag,
} from '../domain/mark.ts';
import {
  citation,
  conversationHead,
  messageGroup,
  messagePage,
  rail,
  textWindow,
  turnHead,
  turnMatches,
  turnTiming,
  unchangedSince,
} from '../domain/replay-screen.ts';
import { custodyKind, custodyPage } from '../domain/custody-log.ts';
import { actionAct, actionList, checklistFormat } from '../domain/action-list.ts';
import { actionCategory, actionStatus, eventKind, reportFields } from '../domain/analysis.ts';
import {
  drawnPage,
  issuedReport,
  reportDraft,
  reportPreview,
  signingIdentity,
} from '../domain/report-draft.ts';
import { facet } from '../domain/search.ts';
import {
  about,
  actingExaminer,
  keptSettings,
  ownRules,
  settingsChange,
} from '../domain/settings.ts';
import { timeline } from '../domain/timeline.ts';
import { completion, filterReading, sortOrder, viewHead, viewPage } from '../domain/view.ts';
import {
  triageFilter,
  triageHead,
  triageHits,
  triageSummary,
  triageTimeline,
} from '../domain/triage.ts';
import { errors } from './errors.ts';

const call = oc.errors(errors);
const page = { offset: z.int().min(0), limit: z.int().min(1).max(200) };
const nothing = z.object({});
const filter = z.string().max(100_000);
const sql = z.string().max(1_000_000);
const signer = z.string().max(200).nullable();
const job = z.object({ job: z.string() });
const onTurns = { turns: z.array(z.int()).max(10_000), span: markSpan.nullable() };
const words = z.string().trim().min(1).max(10_000);
/** What is amiss with a time or an empty text is said by the engine, in one sentence. */
const line = z.string().max(10_000);
const handles = z.array(z.string().max(40)).max(200);
const givenEvent = {
  kind: eventKind,
  time: z.string().max(100),
  text: line,
  basis: words.nullable(),
  grounds: handles,
};
const givenAction = {
  title: line,
  category: actionCategory,
  owner: words.nullable(),
  due: z.iso.date().nullable(),
  status: actionStatus,
  verification: words.nullable(),
  causes: handles,
};
const comparisonId = z.object({ id: z.string().regex(/^[0-9a-f]{16}$/) });
const mappingText = z.string().max(1_000_000);
const grounds = z.array(z.string().max(40)).max(500);
const listed = { which: pairsWhich, sort: pairsSort };

/** What the page may ask of the engine. Paths never cross: the page names grants that a person's pick or drop made. */
export const contract = {
  hello: call
    .input(z.object({ contract: z.int() }))
    .output(z.object({ contract: z.int(), version: z.string() })),
  cases: {
    recent: call.input(nothing).output(z.object({ cases: z.array(recentCase) })),
    forget: call.input(z.object({ case_id: z.string() })).output(nothing),
    /** Takes every case off the list but those that a window has open. */
    forgetAll: call.input(nothing).output(z.object({ forgotten: z.int(), kept: z.int() })),
    /** Makes a case at the place that a save dialog granted, and opens it in this window. */
    create: call
      .input(z.object({ grant: z.string(), title: z.string().trim().min(1).max(200) }))
      .output(caseHead),
    open: call
      .input(
        z.union([
          z.object({ grant: z.string() }),
          z.object({ recent: z.string() }),
          z.object({ sample: z.literal(true) }),
        ]),
      )
      .output(caseHead),
    /** The case that this window has open; null where it has none. */
    current: call.input(nothing).output(z.object({ head: caseHead.nullable() })),
    close: call.input(nothing).output(nothing),
    home: call.input(nothing).output(caseHome),
    /** Keeps how the home was drawn, for the next start, if nothing it shows has changed since. */
    keepPicture: call.input(homePicture).output(nothing),
  },
  evidence: {
    register: call.input(nothing).output(evidenceRegister),
    completeness: call.input(z.object({ evidence_id: z.int() })).output(completeness),
    /** How a file has been read otherwise since it was imported. */
    readings: call
      .input(z.object({ evidence_id: z.int() }))
      .output(z.object({ readings: z.array(fileReading), repairs: z.array(repairOfFile) })),
    /** The repair of a record that stands, or what each rule would give. */
    repairs: call.input(z.object({ record_id: z.int() })).output(recordRepairs),
    /** How many malformed records of a file a rule would mend. */
    repairable: call
      .input(z.object({ evidence_id: z.int(), rule: z.string().max(100) }))
      .output(repairable),
    /** What a filled-in intake form states. Refused with its line where it cannot be read. */
    readIntake: call
      .input(z.object({ grant: z.string() }))
      .output(z.object({ facts: z.array(statedFact) })),
    /** Writes the empty form to the place that a save dialog granted. */
    saveIntakeForm: call.input(z.object({ grant: z.string() })).output(nothing),
    joins: call.input(z.object({ evidence_id: z.int(), ...page })).output(fileJoins),
    held: call
      .input(
        z.object({
          evidence_id: z.int().nullable(),
          status: z.array(recordStatus),
          /** Only records that are repaired. */
          repaired: z.boolean().optional(),
          ...page,
        }),
      )
      .output(heldRecords),
    bytes: call
      .input(
        z.object({
          record_id: z.int(),
          offset: z.int().min(0),
          length: z.int().min(1).max(65_536),
        }),
      )
      .output(recordBytes),
    text: call
      .input(z.object({ record_id: z.int(), form: z.enum(['indented', 'as-stored']) }))
      .output(recordText),
  },
  views: {
    /** `first`: how many of its rows are answered with it. */
    open: call
      .input(z.object({ filter, sort: sortOrder, first: page.limit.optional() }))
      .output(viewHead),
    page: call.input(z.object({ view: z.string(), ...page })).output(viewPage),
    /** Where a turn stands in the view, from 0; null where it does not. */
    position: call
      .input(z.object({ view: z.string(), turn_id: z.int() }))
      .output(z.object({ position: z.int().nullable() })),
    close: call.input(z.object({ view: z.string() })).output(nothing),
    facets: call
      .input(z.object({ filter }))
      .output(z.object({ total: z.int(), facets: z.array(facet) })),
    read: call.input(z.object({ filter })).output(filterReading),
    complete: call.input(z.object({ filter, caret: z.int().min(0) })).output(completion),
  },
  replay: {
    /** `conversation` is a handle (C-12, T-12) or an id of the log. */
    open: call.input(z.object({ conversation: z.string().max(10_000) })).output(conversationHead),
    rail: call.input(z.object({ conversation_id: z.int(), ...page })).output(rail),
    turn: call.input(z.object({ turn_id: z.int() })).output(turnHead),
    since: call.input(z.object({ turn_id: z.int() })).output(unchangedSince),
    timing: call.input(z.object({ turn_id: z.int() })).output(turnTiming),
    /** A window of a reference's text; `from` is a byte at which a character begins. */
    referenceText: call
      .input(z.object({ reference_id: z.int(), from: z.int().min(0) }))
      .output(referenceText),
    matches: call.input(z.object({ turn_id: z.int() })).output(turnMatches),
    messages: call
      .input(z.object({ turn_id: z.int(), group: messageGroup, ...page }))
      .output(messagePage),
    text: call
      .input(
        z.object({
          content_id: z.int(),
          from: z.int().min(0),
          length: z.int().min(1).max(200_000),
        }),
      )
      .output(textWindow),
    /** Characters in code points from 0; the whole turn where no part is named. */
    cite: call
      .input(
        z.object({
          turn_id: z.int(),
          span: z
            .object({
              side: z.enum(['input', 'output', 'context', 'tools']),
              seq: z.int(),
              part: z.int().nullable(),
              char_start: z.int(),
              char_end: z.int(),
            })
            .nullable(),
        }),
      )
      .output(citation),
  },
  settings: {
    read: call.input(nothing).output(keptSettings),
    /** Refused while the file cannot be read or is of a later version: it is never written over. */
    change: call.input(settingsChange).output(keptSettings),
    /** Keeps the file under another name and begins with the usual settings. */
    setAside: call.input(nothing).output(keptSettings),
    /** Who acts, as logs will name it. */
    examiner: call.input(nothing).output(actingExaminer),
    /** The folder with own rules, file by file. */
    rules: call.input(nothing).output(ownRules),
    about: call.input(nothing).output(about),
  },
  jobs: {
    /** Copies, hashes and maps what was picked or dropped. */
    import: call
      .input(
        z.object({
          grants: z.array(z.string()).min(1).max(10_000),
          format: z.string().nullable(),
          zone: z.string().nullable(),
          clock_offset_ms: z.int().optional(),
          /** Milliseconds within which requests and answers may be joined by time. */
          join_window_ms: z.int().min(0).optional(),
          /** Files stay where they are, hashed and watched, instead of being copied. */
          in_place: z.boolean().optional(),
          /** The grant of a filled-in intake form. */
          intake: z.string().optional(),
        }),
      )
      .output(job),
    /** Registers a file unparsed: a policy, a price list, a ticket. Dates are as a person writes them. */
    reference: call
      .input(
        z.object({
          grant: z.string(),
          /** Null: the name of the file. */
          title: z.string().max(500).nullable(),
          from: z.string().max(100).nullable(),
          to: z.string().max(100).nullable(),
          /** IANA zone of dates that name none; null: UTC. */
          zone: z.string().max(100).nullable(),
          kind: referenceKind.nullable(),
          note: z.string().max(10_000).nullable(),
        }),
      )
      .output(job),
    /** Reads a file in another zone or by another clock from now on; the reason goes into the custody log. */
    reread: call
      .input(
        z.object({
          evidence_id: z.int(),
          zone: z.string().max(100),
          clock_offset_ms: z.int(),
          reason: z.string().max(10_000),
        }),
      )
      .output(job),
    /** Reads malformed records as a rule mends them from now on, or no longer; the reason goes into the custody log. */
    repair: call
      .input(
        z.object({
          evidence_id: z.int(),
          /** Numbers of records in the file; null: all that the rule mends, or has mended. */
          ordinals: z.array(z.int().positive()).max(10_000).nullable(),
          rule: z.string().max(100),
          withdraw: z.boolean(),
          reason: z.string().max(10_000),
        }),
      )
      .output(job),
    detect: call.input(nothing).output(job),
    verify: call.input(z.object({ full: z.boolean() })).output(job),
    /** Verifies what was picked or dropped: a case, a report, a package. Nothing is written to it. */
    verifyOther: call.input(z.object({ grant: z.string(), full: z.boolean() })).output(job),
    cancel: call.input(job).output(nothing),
    /** Takes a job that has ended off the list. */
    dismiss: call.input(job).output(nothing),
  },
  custody: {
    /** Lines that hold all of the words, newest first. */
    log: call
      .input(z.object({ words: z.string().max(10_000), kind: custodyKind, ...page }))
      .output(custodyPage),
  },
  report: {
    /** What the next report holds and lacks. `signer` is the name of an identity. */
    draft: call.input(z.object({ signer })).output(reportDraft),
    /**
     * One act of the activity log; what is not named stays. Refused where `case_path` is not that of the open case, and
     * (`changed-meanwhile`, with what stands) where one of the fields does not say any more what was `seen`.
     */
    enter: call
      .input(
        z.object({
          fields: reportFields.strict(),
          seen: reportFields.strict().optional(),
          case_path: z.string().optional(),
        }),
      )
      .output(marked),
    /** Sets the pages of the draft; a newer preview of the same window ends an older one as cancelled. */
    preview: call.input(z.object({ signer })).output(reportPreview),
    pages: call
      .input(z.object({ preview: z.string(), from: z.int().min(1), to: z.int().min(1) }))
      .output(z.object({ pages: z.array(drawnPage) })),
    /** Verifies in full, sets, signs, packs. A wrong passphrase is refused before anything begins. */
    issue: call
      .input(
        z.object({
          signing: z
            .object({ name: z.string().max(200), passphrase: z.string().max(4096) })
            .nullable(),
        }),
      )
      .output(job),
    issued: call.input(nothing).output(z.object({ reports: z.array(issuedReport) })),
    /** In the program of the system for such files, or its folder. */
    open: call
      .input(z.object({ report: z.string(), how: z.enum(['open', 'show']) }))
      .output(nothing),
    /** To the place that a save dialog granted. */
    save: call
      .input(
        z.object({
          report: z.string(),
          file: z.enum(['report.pdf', 'package.zip']),
          grant: z.string(),
        }),
      )
      .output(nothing),
  },
  identities: {
    list: call.input(nothing).output(z.object({ identities: z.array(signingIdentity) })),
    create: call
      .input(
        z.object({
          name: z.string().max(1000),
          organisation: z.string().max(1000),
          email: z.string().max(1000),
          passphrase: z.string().max(4096),
        }),
      )
      .output(signingIdentity),
    /** Where key and certificate of each lie. */
    folders: call
      .input(nothing)
      .output(z.object({ folders: z.array(z.object({ name: z.string(), folder: z.string() })) })),
    /** The certificate alone (PEM), to the place that a save dialog granted. */
    exportCertificate: call
      .input(z.object({ name: z.string().max(1000), grant: z.string() }))
      .output(nothing),
  },
  /** What an examiner lays on turns. Each act is a line of the activity log before it is answered. */
  marks: {
    /** Everything on the turns of a conversation: of one turn and of the others the newest `most`. */
    of: call
      .input(
        z.object({
          conversation_id: z.int(),
          turn_id: z.int(),
          most: z.int().min(1).max(1_000_000),
        }),
      )
      .output(conversationMarks),
    /** Tags in use. */
    tags: call.input(nothing).output(z.object({ tags: z.array(usedTag) })),
    /** Where E-7, N-3, L-2, K-1 or F-12 leads. */
    find: call.input(z.object({ handle: z.string().max(40) })).output(markPlace),
    /** A passage of one turn, or each of the turns as an exhibit of its own. */
    pin: call
      .input(
        z.object({
          ...onTurns,
          turns: onTurns.turns.min(1),
          caption: words,
          /** Handles of references that say what was right, each with where in it. */
          references: z.array(z.string().max(600)).max(20).optional(),
        }),
      )
      .output(marked),
    /** A reference by itself: its handle and, in the examiner's words, where in it. */
    pinReference: call
      .input(z.object({ reference: z.string().max(600), caption: words }))
      .output(marked),
    /** On no turn it is a note on the case. */
    note: call.input(z.object({ ...onTurns, text: words })).output(marked),
    tag: call
      .input(
        z.object({
          ...onTurns,
          turns: onTurns.turns.min(1),
          tag: z.string().trim().min(1).max(60),
        }),
      )
      .output(marked),
    /** A dismissal needs a reason. */
    review: call
      .input(
        z.object({
          findings: z.array(z.int()).min(1).max(200),
          decision: z.enum(['accept', 'dismiss']),
          reason: words.nullable(),
        }),
      )
      .output(marked),
    /**
     * Another caption of an exhibit, another text of a note. Refused (`changed-meanwhile`, with what stands) where it does
     * not say any more what was `seen`.
     */
    change: call
      .input(z.object({ handle: z.string(), text: words, seen: z.string() }))
      .output(marked),
    withdraw: call.input(z.object({ act_seq: z.int() })).output(marked),
    /** Takes back what this window did last. */
    undo: call.input(nothing).output(marked),
    /** All exhibits, or those that hold some words, by number, and where one of them stands. */
    exhibits: call
      .input(z.object({ words: z.string().max(1000), exhibit: z.int().nullable(), ...page }))
      .output(exhibitPage),
  },
  compare: {
    suggestions: call.input(nothing).output(z.object({ suggestions: z.array(suggestedSides) })),
    /**
     * Compares as a job; the activity log announces it. `id` names the result that it will leave. Where these sides are
     * being compared already it is that job.
     */
    start: call
      .input(z.object({ a: filter, b: filter, seed: z.int().min(0) }))
      .output(job.extend(comparisonId.shape)),
    /** Computes a comparison of the log again, as a job. */
    again: call.input(z.object({ number: z.int() })).output(job.extend(comparisonId.shape)),
    /** VIEW_LOST where the engine holds no such result. */
    result: call.input(comparisonId).output(heldComparison),
    /** This and what follows: VIEW_LOST also where the tables of the case changed since. */
    length: call
      .input(comparisonId.extend({ which: pairsWhich }))
      .output(z.object({ length: z.int() })),
    pairs: call
      .input(comparisonId.extend({ ...listed, ...page }))
      .output(z.object({ offset: z.int(), rows: z.array(pairRow) })),
    /** Where a pair stands in the list, from 0; null where it is not listed. */
    position: call
      .input(comparisonId.extend({ ...listed, pair: z.int() }))
      .output(z.object({ position: z.int().nullable() })),
    pair: call.input(comparisonId.extend({ pair: z.int() })).output(openedPair),
    /** Refused (`changed-meanwhile`, with what stands) where the pair is not judged any more as was `seen`. */
    judge: call
      .input(
        z.object({
          a: z.int(),
          b: z.int(),
          verdict: pairVerdict.nullable(),
          note: words.nullable(),
          seen: pairOpinion.optional(),
        }),
      )
      .output(marked),
    /** Comparisons that the activity log tells of, oldest first. */
    list: call.input(nothing).output(z.object({ comparisons: z.array(pastComparison) })),
  },
  triage: {
    /** What can be chosen; no lane is counted into another. */
    summary: call.input(z.object({ filter: triageFilter })).output(triageSummary),
    /** How long the queue is, and its first hits; `finding` asks for its position. */
    head: call
      .input(z.object({ filter: triageFilter, finding: z.int().nullable(), limit: page.limit }))
      .output(triageHead),
    hits: call.input(z.object({ filter: triageFilter, ...page })).output(triageHits),
    /** Its range is passed over: the timeline is where it is chosen. */
    timeline: call.input(z.object({ filter: triageFilter })).output(triageTimeline),
  },
  taxonomy: { read: call.input(nothing).output(taxonomy) },
  /** The examiner's opinion on causes. Each act is a line of the activity log before it is answered. */
  causes: {
    /** Root, contributing, not indicated; each with what its grounds mean. */
    list: call.input(nothing).output(z.object({ causes: z.array(listedCause) })),
    /** `turn` is a handle or an id of the log; null tags the case as a whole. */
    tag: call
      .input(
        z.object({
          cause_id: z.string().max(40),
          standing,
          confidence,
          rationale: words,
          grounds_for: grounds,
          grounds_against: grounds,
          turn: z.string().trim().min(1).max(10_000).nullable(),
        }),
      )
      .output(marked),
    /**
     * What is not named stays; where nothing differs no act is written and no handle answered. Refused
     * (`changed-meanwhile`, with what stands) where the rationale does not say any more what was seen, and where
     * `case_path` is not that of the open case.
     */
    change: call
      .input(
        z.object({
          cause_no: z.int().min(1),
          standing: standing.optional(),
          confidence: confidence.optional(),
          rationale: words.optional(),
          seen_rationale: z.string().optional(),
          case_path: z.string().optional(),
          grounds_for: grounds.optional(),
          grounds_against: grounds.optional(),
        }),
      )
      .output(marked),
    /** What was said of a cause, oldest first. */
    history: call
      .input(z.object({ cause_no: z.int().min(1) }))
      .output(z.object({ entries: z.array(causeEntry) })),
    /** What may be named as grounds: by handle, else exhibits and accepted findings with these words. */
    grounds: call.input(z.object({ text: z.string().max(200) })).output(
      z.object({
        grounds: z.array(ground),
        /** Of how many. */
        total: z.int(),
        /** Why a handle that was typed is none, in one sentence. */
        fault: z.string().nullable(),
      }),
    ),
  },
  /** The timeline of the incident. Each act is a line of the activity log before it is answered. */
  events: {
    list: call.input(nothing).output(timeline),
    enter: call.input(z.object(givenEvent)).output(marked),
    /**
     * What is not named stays; where nothing differs nothing is written. Refused (`changed-meanwhile`, with what stands)
     * where a field that is changed does not say any more what was `seen`, unless that is what a refusal has `shown`.
     */
    change: call
      .input(
        z
          .object(givenEvent)
          .partial()
          .extend({
            event_no: z.int().min(1),
            seen: z.object(givenEvent).optional(),
            shown: z.string().optional(),
          }),
      )
      .output(marked),
    withdraw: call.input(z.object({ event_no: z.int().min(1) })).output(marked),
  },
  /** Remediation. */
  actions: {
    list: call.input(nothing).output(actionList),
    enter: call.input(z.object(givenAction)).output(marked),
    change: call
      .input(
        z
          .object(givenAction)
          .partial()
          .extend({
            action_no: z.int().min(1),
            seen: z.object(givenAction).optional(),
            shown: z.string().optional(),
          }),
      )
      .output(marked),
    withdraw: call.input(z.object({ action_no: z.int().min(1) })).output(marked),
    /** What was done to an action, oldest first, what was taken back among it. */
    history: call
      .input(z.object({ action_no: z.int().min(1) }))
      .output(z.object({ acts: z.array(actionAct) })),
    /** Written to the place that a save dialog granted. */
    checklist: call
      .input(z.object({ grant: z.string(), format: checklistFormat }))
      .output(z.object({ actions: z.int() })),
  },
  console: {
    /** What queries may name. */
    schema: call.input(nothing).output(z.object({ tables: z.array(consoleTable) })),
    /** Runs one SELECT in a process of its own, which is ended on abort or after so many seconds. */
    run: call.input(z.object({ sql, seconds: z.int().min(1).max(86_400) })).output(consoleAnswer),
    /** All its rows, to the place that a save dialog granted, as a job. */
    export: call.input(z.object({ sql, format: exportFormat, grant: z.string() })).output(job),
  },
  /** How a log that no format knows is read. */
  mapping: {
    /** The first records of the log. */
    sample: call.input(z.object({ source: mappingSource })).output(mappingSample),
    suggest: call.input(z.object({ source: mappingSource })).output(fileSuggestion),
    /** Reads all of the log by a mapping (YAML); nothing is kept. */
    try: call.input(z.object({ source: mappingSource, text: mappingText })).output(mappingTrial),
    /** Imports what was picked or dropped as the mapping says. */
    import: call.input(z.object({ grant: z.string(), text: mappingText })).output(job),
    /** Writes the mapping to the place that a save dialog granted. */
    save: call.input(z.object({ grant: z.string(), text: mappingText })).output(nothing),
  },
  /** What goes on: sent at once and whenever it changes, at most ten times a second. */
  watch: call.input(nothing).output(
    eventIterator(
      z.object({
        jobs: z.array(jobStatus),
        /** Of the case that this window has open: rises with every change of its tables, of its logs. */
        case: z
          .object({
            case_id: z.string(),
            tables: z.int(),
            log: z.int(),
            /** One sentence where the case cannot be read any more: its folder is gone, another process writes. */
            trouble: z.string().nullable(),
          })
          .nullable(),
        /** Rises with every change of the settings. */
        settings: z.int(),
      }),
    ),
  ),
};
