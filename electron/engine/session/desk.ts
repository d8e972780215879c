import type { CaseHead, CaseHome, RecentCase } from '../../../shared/domain/case-home.ts';
import type { HomePicture } from '../../../shared/domain/home-picture.ts';
import type { CauseEntry, Ground, ListedCause, Taxonomy } from '../../../shared/domain/cause.ts';
import type { ActionAct, ActionList, ChecklistFormat } from '../../../shared/domain/action-list.ts';
import type {
  ActionCategory,
  ActionStatus,
  CauseChanged,
  CauseTagged,
  EventKind,
  PairOpinion,
  PairVerdict,
} from '../../../shared/domain/analysis.ts';
import type {
  HeldComparison,
  OpenedPair,
  PairRow,
  PairsSort,
  PairsWhich,
  PastComparison,
  SuggestedSides,
} from '../../../shared/domain/comparison-screen.ts';
import type {
  Completeness,
  FileReading,
  EvidenceRegister,
  HeldRecords,
  RecordBytes,
  RecordStatus,
  RecordText,
} from '../../../shared/domain/evidence-register.ts';
import type {
  FileSuggestion,
  MappingSample,
  MappingSource,
  MappingTrial,
} from '../../../shared/domain/mapping-trial.ts';
import type { FileJoins } from '../../../shared/domain/join.ts';
import type { ReferenceKind, ReferenceText } from '../../../shared/domain/reference.ts';
import type { ConsoleAnswer, ConsoleTable, ExportFormat } from '../../../shared/domain/console.ts';
import type { RecordRepairs, Repairable, RepairOfFile } from '../../../shared/domain/repair.ts';
import type { StatedFact } from '../../../shared/domain/intake.ts';
import type { JobStatus } from '../../../shared/domain/job-status.ts';
import type {
  Citation,
  ConversationHead,
  MessageGroup,
  MessagePage,
  RailEntry,
  TurnHead,
  TurnMatches,
  TurnTiming,
  UnchangedSince,
} from '../../../shared/domain/replay-screen.ts';
import type { CustodyKind, CustodyPage } from '../../../shared/domain/custody-log.ts';
import type { GivenFields } from '../../../shared/domain/analysis.ts';
import type {
  DrawnPage,
  IssuedReport,
  ReportDraft,
  ReportPreview,
  SigningIdentity,
} from '../../../shared/domain/report-draft.ts';
import type {
  ConversationMarks,
  ExhibitPage,
  Marked,
  MarkPlace,
  MarkSpan,
  UsedTag,
} from '../../../shared/domain/mark.ts';
import type { Facet } from '../../../shared/domain/search.ts';
import type {
  About,
  ActingExaminer,
  KeptSettings,
  OwnRules,
  SettingsChange,
} from '../../../shared/domain/settings.ts';
import type {
  Completion,
  FilterReading,
  SortOrder,
  ViewHead,
  ViewPage,
} from '../../../shared/domain/view.ts';
import type {
  TriageFilter,
  TriageHead,
  TriageHits,
  TriageSummary,
  TriageTimeline,
} from '../../../shared/domain/triage.ts';
import type { Timeline } from '../../../shared/domain/timeline.ts';
import type { CaseState } from './case-session.ts';

/** A call as the contract has it. Throws Refusal, ViewLost, NoCase; an aborted signal ends it as `cancelled`. */
type Call<Input, Answer> = (input: Input, signal?: AbortSignal) => Promise<Answer>;

type Nothing = Readonly<Record<string, never>>;
interface Page {
  readonly offset: number;
  readonly limit: number;
}
interface JobName {
  readonly job: string;
}
interface CitedSpan {
  readonly side: 'input' | 'output' | 'context' | 'tools';
  readonly seq: number;
  readonly part: number | null;
  readonly char_start: number;
  readonly char_end: number;
}

/** What goes on, as one window is told. */
export interface Watched {
  readonly jobs: JobStatus[];
  readonly case: CaseState | null;
  /** Rises with every change of the settings. */
  readonly settings: number;
}

export interface CaseCalls {
  readonly recent: Call<Nothing, { cases: RecentCase[] }>;
  readonly forget: Call<{ case_id: string }, Nothing>;
  readonly forgetAll: Call<Nothing, { forgotten: number; kept: number }>;
  readonly create: Call<{ grant: string; title: string }, CaseHead>;
  readonly open: Call<{ grant: string } | { recent: string } | { sample: true }, CaseHead>;
  readonly current: Call<Nothing, { head: CaseHead | null }>;
  readonly close: Call<Nothing, Nothing>;
  readonly home: Call<Nothing, CaseHome>;
  readonly keepPicture: Call<HomePicture, Nothing>;
}

export interface EvidenceCalls {
  readonly register: Call<Nothing, EvidenceRegister>;
  readonly completeness: Call<{ evidence_id: number }, Completeness>;
  readonly held: Call<
    Page & {
      evidence_id: number | null;
      status: readonly RecordStatus[];
      repaired?: boolean | undefined;
    },
    HeldRecords
  >;
  readonly readings: Call<
    { evidence_id: number },
    { readings: FileReading[]; repairs: RepairOfFile[] }
  >;
  readonly repairs: Call<{ record_id: number }, RecordRepairs>;
  readonly repairable: Call<{ evidence_id: number; rule: string }, Repairable>;
  readonly readIntake: Call<{ grant: string }, { facts: StatedFact[] }>;
  readonly saveIntakeForm: Call<{ grant: string }, Nothing>;
  readonly joins: Call<Page & { evidence_id: number }, FileJoins>;
  readonly bytes: Call<{ record_id: number; offset: number; length: number }, RecordBytes>;
  readonly text: Call<{ record_id: number; form: 'indented' | 'as-stored' }, RecordText>;
}

export interface ViewCalls {
  readonly open: Call<{ filter: string; sort: SortOrder; first?: number | undefined }, ViewHead>;
  readonly page: Call<Page & { view: string }, ViewPage>;
  readonly position: Call<{ view: string; turn_id: number }, { position: number | null }>;
  readonly close: Call<{ view: string }, Nothing>;
  readonly facets: Call<{ filter: string }, { total: number; facets: Facet[] }>;
  readonly read: Call<{ filter: string }, FilterReading>;
  readonly complete: Call<{ filter: string; caret: number }, Completion>;
}

export interface ReplayCalls {
  readonly open: Call<{ conversation: string }, ConversationHead>;
  readonly rail: Call<Page & { conversation_id: number }, { offset: number; entries: RailEntry[] }>;
  readonly turn: Call<{ turn_id: number }, TurnHead>;
  readonly since: Call<{ turn_id: number }, UnchangedSince>;
  readonly timing: Call<{ turn_id: number }, TurnTiming>;
  readonly referenceText: Call<{ reference_id: number; from: number }, ReferenceText>;
  readonly matches: Call<{ turn_id: number }, TurnMatches>;
  readonly messages: Call<Page & { turn_id: number; group: MessageGroup }, MessagePage>;
  readonly text: Call<
    { content_id: number; from: number; length: number },
    { text: string; from: number; characters: number }
  >;
  readonly cite: Call<{ turn_id: number; span: CitedSpan | null }, Citation>;
}

export interface JobCalls {
  readonly import: Call<
    {
      grants: readonly string[];
      format: string | null;
      zone: string | null;
      clock_offset_ms?: number | undefined;
      join_window_ms?: number | undefined;
      in_place?: boolean | undefined;
      intake?: string | undefined;
    },
    JobName
  >;
  readonly reference: Call<ReferenceAsked, JobName>;
  readonly reread: Call<
    { evidence_id: number; zone: string; clock_offset_ms: number; reason: string },
    JobName
  >;
  readonly repair: Call<
    {
      evidence_id: number;
      ordinals: readonly number[] | null;
      rule: string;
      withdraw: boolean;
      reason: string;
    },
    JobName
  >;
  readonly detect: Call<Nothing, JobName>;
  readonly verify: Call<{ full: boolean }, JobName>;
  readonly verifyOther: Call<{ grant: string; full: boolean }, JobName>;
  readonly cancel: Call<JobName, Nothing>;
  readonly dismiss: Call<JobName, Nothing>;
}

interface ReferenceAsked {
  grant: string;
  title: string | null;
  from: string | null;
  to: string | null;
  zone: string | null;
  kind: ReferenceKind | null;
  note: string | null;
}

export interface CustodyCalls {
  readonly log: Call<Page & { words: string; kind: CustodyKind }, CustodyPage>;
}

type SigningName = string | null;
type ReportFile = 'report.pdf' | 'package.zip';

export interface ReportCalls {
  readonly draft: Call<{ signer: SigningName }, ReportDraft>;
  readonly enter: Call<
    { fields: GivenFields; seen?: GivenFields | undefined; case_path?: string | undefined },
    Marked
  >;
  readonly preview: Call<{ signer: SigningName }, ReportPreview>;
  readonly pages: Call<{ preview: string; from: number; to: number }, { pages: DrawnPage[] }>;
  readonly issue: Call<{ signing: { name: string; passphrase: string } | null }, JobName>;
  readonly issued: Call<Nothing, { reports: IssuedReport[] }>;
  readonly open: Call<{ report: string; how: 'open' | 'show' }, Nothing>;
  readonly save: Call<{ report: string; file: ReportFile; grant: string }, Nothing>;
}

export interface IdentityCalls {
  readonly list: Call<Nothing, { identities: SigningIdentity[] }>;
  readonly create: Call<
    { name: string; organisation: string; email: string; passphrase: string },
    SigningIdentity
  >;
  readonly folders: Call<Nothing, { folders: { name: string; folder: string }[] }>;
  readonly exportCertificate: Call<{ name: string; grant: string }, Nothing>;
}

export interface SettingsCalls {
  readonly read: Call<Nothing, KeptSettings>;
  readonly change: Call<SettingsChange, KeptSettings>;
  readonly setAside: Call<Nothing, KeptSettings>;
  readonly examiner: Call<Nothing, ActingExaminer>;
  readonly rules: Call<Nothing, OwnRules>;
  readonly about: Call<Nothing, About>;
}

interface OnTurns {
  readonly turns: readonly number[];
  readonly span: MarkSpan | null;
}

export interface MarkCalls {
  readonly of: Call<{ conversation_id: number; turn_id: number; most: number }, ConversationMarks>;
  readonly tags: Call<Nothing, { tags: UsedTag[] }>;
  readonly find: Call<{ handle: string }, MarkPlace>;
  readonly pin: Call<OnTurns & { caption: string }, Marked>;
  readonly pinReference: Call<{ reference: string; caption: string }, Marked>;
  readonly note: Call<OnTurns & { text: string }, Marked>;
  readonly tag: Call<OnTurns & { tag: string }, Marked>;
  readonly review: Call<
    { findings: readonly number[]; decision: 'accept' | 'dismiss'; reason: string | null },
    Marked
  >;
  readonly change: Call<{ handle: string; text: string; seen: string }, Marked>;
  readonly withdraw: Call<{ act_seq: number }, Marked>;
  readonly undo: Call<Nothing, Marked>;
  readonly exhibits: Call<Page & { words: string; exhibit: number | null }, ExhibitPage>;
}

export interface CompareCalls {
  readonly suggestions: Call<Nothing, { suggestions: SuggestedSides[] }>;
  readonly start: Call<{ a: string; b: string; seed: number }, JobName & { id: string }>;
  readonly again: Call<{ number: number }, JobName & { id: string }>;
  readonly result: Call<{ id: string }, HeldComparison>;
  readonly length: Call<{ id: string; which: PairsWhich }, { length: number }>;
  readonly pairs: Call<Page & ListedPairs, { offset: number; rows: PairRow[] }>;
  readonly position: Call<ListedPairs & { pair: number }, { position: number | null }>;
  readonly pair: Call<{ id: string; pair: number }, OpenedPair>;
  readonly judge: Call<
    {
      a: number;
      b: number;
      verdict: PairVerdict | null;
      note: string | null;
      seen?: PairOpinion | undefined;
    },
    Marked
  >;
  readonly list: Call<Nothing, { comparisons: PastComparison[] }>;
}
interface ListedPairs {
  readonly id: string;
  readonly which: PairsWhich;
  readonly sort: PairsSort;
}

export interface TriageCalls {
  readonly summary: Call<{ filter: TriageFilter }, TriageSummary>;
  readonly head: Call<{ filter: TriageFilter; finding: number | null; limit: number }, TriageHead>;
  readonly hits: Call<Page & { filter: TriageFilter }, TriageHits>;
  readonly timeline: Call<{ filter: TriageFilter }, TriageTimeline>;
}

export interface TaxonomyCalls {
  readonly read: Call<Nothing, Taxonomy>;
}

export interface CauseCalls {
  readonly list: Call<Nothing, { causes: ListedCause[] }>;
  readonly tag: Call<Omit<CauseTagged, 'anchor' | 'places'> & { turn: string | null }, Marked>;
  readonly change: Call<
    Omit<CauseChanged, 'places'> & {
      seen_rationale?: string | undefined;
      case_path?: string | undefined;
    },
    Marked
  >;
  readonly history: Call<{ cause_no: number }, { entries: CauseEntry[] }>;
  readonly grounds: Call<
    { text: string },
    { grounds: Ground[]; total: number; fault: string | null }
  >;
}

interface GivenEvent {
  readonly kind: EventKind;
  /** As a person writes it; without a zone it is UTC. */
  readonly time: string;
  readonly text: string;
  readonly basis: string | null;
  readonly grounds: readonly string[];
}
/** Of an entry that is changed: what is not named stays, what it said when that was written, and what a refusal showed since. */
type Changed<Given> = { readonly [Key in keyof Given]?: Given[Key] | undefined } & {
  readonly seen?: Given | undefined;
  readonly shown?: string | undefined;
};

export interface EventCalls {
  readonly list: Call<Nothing, Timeline>;
  readonly enter: Call<GivenEvent, Marked>;
  readonly change: Call<Changed<GivenEvent> & { readonly event_no: number }, Marked>;
  readonly withdraw: Call<{ event_no: number }, Marked>;
}

interface GivenAction {
  readonly title: string;
  readonly category: ActionCategory;
  readonly owner: string | null;
  readonly due: string | null;
  readonly status: ActionStatus;
  readonly verification: string | null;
  readonly causes: readonly string[];
}

export interface ActionCalls {
  readonly list: Call<Nothing, ActionList>;
  readonly enter: Call<GivenAction, Marked>;
  readonly change: Call<Changed<GivenAction> & { readonly action_no: number }, Marked>;
  readonly withdraw: Call<{ action_no: number }, Marked>;
  readonly history: Call<{ action_no: number }, { acts: ActionAct[] }>;
  readonly checklist: Call<{ grant: string; format: ChecklistFormat }, { actions: number }>;
}

export interface ConsoleCalls {
  readonly schema: Call<Nothing, { tables: ConsoleTable[] }>;
  readonly run: Call<{ sql: string; seconds: number }, ConsoleAnswer>;
  readonly export: Call<{ sql: string; format: ExportFormat; grant: string }, JobName>;
}

export interface MappingCalls {
  readonly sample: Call<{ source: MappingSource }, MappingSample>;
  readonly suggest: Call<{ source: MappingSource }, FileSuggestion>;
  readonly try: Call<{ source: MappingSource; text: string }, MappingTrial>;
  readonly import: Call<{ grant: string; text: string }, JobName>;
  readonly save: Call<{ grant: string; text: string }, Nothing>;
}

/** One window at work: it has one case open at most, and views over it. */
export interface Desk {
  readonly cases: CaseCalls;
  readonly evidence: EvidenceCalls;
  readonly views: ViewCalls;
  readonly replay: ReplayCalls;
  readonly settings: SettingsCalls;
  readonly jobs: JobCalls;
  readonly custody: CustodyCalls;
  readonly report: ReportCalls;
  readonly identities: IdentityCalls;
  readonly marks: MarkCalls;
  readonly compare: CompareCalls;
  readonly triage: TriageCalls;
  readonly taxonomy: TaxonomyCalls;
  readonly causes: CauseCalls;
  readonly events: EventCalls;
  readonly actions: ActionCalls;
  readonly console: ConsoleCalls;
  readonly mapping: MappingCalls;
  /** At once, then whenever something changed, at most ten times a second, until the signal aborts. */
  watch(signal?: AbortSignal): AsyncIterableIterator<Watched>;
  /** The window is gone: its views go and its case is released; jobs go on. */
  leave(): Promise<void>;
}

/** The answer of what needs no waiting; what it throws rejects. */
export const answered = <Answer>(find: () => Answer): Promise<Answer> =>
  new Promise((resolve) => {
    resolve(find());
  });
