/**
 * The one public face of the engine: what the app, the command line and scripts can do. Each capability loads its code
 * when it is first called, so that a small command starts quickly.
 */
import type { JoinSummary, UnmatchedFact } from '../../shared/domain/join.ts';
import type { AnalysedCase, CaseReader } from './analysis/open-analysed.ts';
import { exhibitHome } from './base/home.ts';
import type { Job } from './base/job.ts';
import type { IssueRequest } from './report/issue.ts';

export {
  Refusal,
  type RefusalCode,
  type WaysOut,
  withWayOut,
} from './base/errors.ts';
export { type Child, startChildrenBy } from './base/child.ts';
export type { Job, Progress } from './base/job.ts';
export { exhibitHome } from './base/home.ts';
export { VERSION } from './case/version.ts';
export { answerConsole, consoleRequest, runSelect } from './console/console.ts';

/** Defers loading a module to the first call of its function. */
const lazy =
  <Arguments extends unknown[], Answer>(
    load: () => Promise<(...args: Arguments) => Answer | Promise<Answer>>,
  ) =>
  async (...args: Arguments): Promise<Answer> =>
    (await load())(...args);

/** The same for what reads the case before it acts: it is opened for each question and closed again. */
function acting<Arguments extends unknown[], Answer>(
  load: () => Promise<(reader: CaseReader, ...args: Arguments) => Promise<Answer>>,
) {
  return async (path: string, ...args: Arguments): Promise<Answer> => {
    const [act, { readerAt }] = await Promise.all([load(), import('./analysis/open-analysed.ts')]);
    return act(readerAt(path), ...args);
  };
}

export type {
  Desk,
  Workbench,
  WorkbenchOptions,
} from './session/workbench.ts';

/** What a process that shows cases in windows has open: see session/workbench.ts. */
export const openWorkbench = lazy(
  async () => (await import('./session/workbench.ts')).openWorkbench,
);
/** What a desk throws beside refusals. */
export { NoCase, ViewLost } from './session/errors.ts';
export { sentenceInApp } from './session/ways-out.ts';

export const answerTypeset = lazy(
  async () => (await import('./report/typst-child.ts')).answerTypeset,
);
export const createCase = lazy(async () => (await import('./case/create.ts')).createCase);
export const importFiles = lazy(async () => (await import('./import/import-files.ts')).importFiles);
export const readMappingFile = lazy(
  async () => (await import('./import/mapping-text.ts')).readMappingFile,
);
export const suggestMapping = lazy(
  async () => (await import('./mapping/suggest-for-file.ts')).suggestForFile,
);
export const tryMapping = lazy(async () => (await import('./mapping/try-mapping.ts')).tryMapping);
export const readIntakeFacts = lazy(
  async () => (await import('./import/intake-form.ts')).readIntakeFacts,
);
export const intakeForm = lazy(async () => (await import('./import/intake-form.ts')).intakeForm);
export const clockOf = lazy(async () => (await import('./import/intake-form.ts')).clockOf);
export const registerReference = lazy(
  async () => (await import('./import/register-reference.ts')).registerReference,
);
export const refuseWithin = lazy(async () => (await import('./case/outside.ts')).refuseWithin);
export const listFormats = lazy(async () => (await import('./formats/index.ts')).listFormats);
export const verify = lazy(async () => (await import('./verify/verify.ts')).verify);
export const verifyInChild = lazy(
  async () => (await import('./verify/verify-child.ts')).verifyInChild,
);
export const answerVerify = lazy(
  async () => (await import('./verify/verify-child.ts')).answerVerify,
);
export const rebuildCase = lazy(async () => (await import('./rebuild/rebuild.ts')).rebuildCase);
const REPAIR = () => import('./rebuild/repair-in-case.ts');
export const listRepairs = lazy(async () => (await REPAIR()).listRepairs);
export const repairInCase = lazy(async () => (await REPAIR()).repairInCase);
export const backupCase = lazy(async () => (await import('./case/backup.ts')).backupCase);
export const detectInCase = lazy(
  async () => (await import('./detect/detect-in-case.ts')).detectInCase,
);
export const testRulePack = lazy(
  async () => (await import('./detect/detect-in-case.ts')).testRulePack,
);
export const compareInCase = acting(
  async () => (await import('./compare/compare-in-case.ts')).compareInCase,
);
export const judgeNamed = acting(async () => (await import('./compare/judge-named.ts')).judgeNamed);
/** The verdicts on pairs of answers that stand. */
export const verdictsIn = (path: string) =>
  reading(path, 'reading the analysis', async ({ analysis, database }) =>
    (await import('./compare/list-verdicts.ts')).listVerdicts(database.connection, analysis),
  );
export const checkGate = lazy(async () => (await import('./compare/compare-in-case.ts')).checkGate);
export const failsGate = lazy(async () => (await import('./compare/compare-in-case.ts')).failsGate);

export const issueReport = async (path: string, request: IssueByPassphrase, job?: Job) => {
  const [
    { issueReport: issue },
    { readerAt },
    { verify: check },
    { openIdentity },
    { readCaseFile },
    { layoutOf },
  ] = await Promise.all([
    import('./report/issue.ts'),
    import('./analysis/open-analysed.ts'),
    import('./verify/verify.ts'),
    import('./seal/identity.ts'),
    import('./case/case-file.ts'),
    import('./case/layout.ts'),
  ]);
  readCaseFile(layoutOf(path));
  const { template, signing, out } = request;
  const signer =
    signing === null ? null : openIdentity(exhibitHome(), signing.name, signing.passphrase);
  return issue(
    readerAt(path),
    ({ path: root, full }, work) => check(root, { full, trusted: [] }, work),
    { template, signer, out },
    job,
  );
};
interface IssueByPassphrase extends Omit<IssueRequest, 'signer'> {
  /** Null issues without a signature. */
  readonly signing: { readonly name: string; readonly passphrase: string } | null;
}
export const runDemo = lazy(async () => (await import('./demo/demo.ts')).runDemo);

export const caseInfo = (path: string) =>
  reading(path, 'reading counts', async (open) => {
    const { caseInfo: info } = await import('./case/info.ts');
    const { mappingsIn } = await import('./custody/imports.ts');
    const { latestDetection, reportStandings } = await import('./custody/evidence-changes.ts');
    const { unfinishedWords } = await import('./case/unfinished-import.ts');
    const { refusedImports } = await import('./custody/refused.ts');
    const { lostInPlace } = await import('./evidence/store.ts');
    const mappings = mappingsIn(open.custody);
    const { evidence, ...held } = await info(open.database.connection);
    return {
      case: open.layout.root,
      ...open.caseFile,
      evidence: evidence.map((file) => ({
        ...file,
        mapping: mappings.get(file.sha256) ?? null,
        /** Why a file that was left in place is no longer what was imported, as far as can be told without reading it. */
        in_place_change: lostInPlace(open.evidence, file),
      })),
      ...held,
      /** Files that were to be imported and are not in the case. */
      refused: refusedImports(open.custody).map(({ name, at, reason }) => ({ name, at, reason })),
      detection: latestDetection(open.custody),
      reports: reportStandings(open.custody),
      unfinished_import: unfinishedWords(open.layout),
    };
  });

/** How rows were joined, told while the case is open: of those that were not there may be millions, a part at a time. */
export const joinsOf = (path: string, tell: (found: FoundJoins) => Promise<void>) =>
  reading(path, 'reading the joins', async ({ database: { connection } }) => {
    const [{ joinsIn, allUnmatchedIn }, { JOIN_WINDOW_HOURS }] = await Promise.all([
      import('./case/joins.ts'),
      import('../../shared/domain/join.ts'),
    ]);
    await tell({
      joins: await joinsIn(connection),
      windows_hours: JOIN_WINDOW_HOURS,
      unmatched: allUnmatchedIn(connection),
    });
  });
interface FoundJoins {
  readonly joins: readonly JoinSummary[];
  readonly windows_hours: Readonly<Record<'conversation' | 'session' | 'user', number>>;
  readonly unmatched: AsyncIterable<readonly UnmatchedFact[]>;
}

export const searchCase = (path: string, filter: string, limit: number) =>
  reading(path, 'searching', async ({ database }) =>
    (await import('./search/search.ts')).search(database.connection, filter, { limit }),
  );

export const replayConversation = (path: string, conversation: string) =>
  reading(path, 'replaying', async ({ database }) =>
    (await import('./replay/replay.ts')).replay(database.connection, conversation),
  );

export const transcriptOf = lazy(async () => (await import('./replay/transcript.ts')).transcript);

/** The investigator's work as it stands. */
export const analysisIn = (path: string) =>
  reading(path, 'reading the analysis', ({ analysis }) => Promise.resolve(analysis));

/** The exhibits, and those files of their records of which the case holds no copy. */
export const exhibitsIn = (path: string) =>
  reading(path, 'reading the analysis', async ({ analysis: { exhibits }, evidence }) => {
    const { readInPlace } = await import('./evidence/store.ts');
    const files = new Set(
      exhibits.flatMap(({ anchor }) => (anchor === null ? [] : [anchor.evidence])),
    );
    return {
      exhibits,
      left_in_place: [...files].flatMap((sha256) => {
        const file = readInPlace(evidence, sha256);
        return file === null ? [] : [{ sha256, path: file.path }];
      }),
    };
  });

export const readTaxonomy = lazy(async () => (await import('./analysis/taxonomy.ts')).readTaxonomy);
const WRITE = () => import('./analysis/write.ts');
export const pinExhibit = acting(async () => (await WRITE()).pinExhibit);
const CAUSES = () => import('./analysis/cause-acts.ts');
export const tagCause = acting(async () => (await CAUSES()).tagCause);
export const changeCause = acting(async () => (await CAUSES()).changeCause);
export const causeHistoryIn = acting(
  async () => (await import('./analysis/list-causes.ts')).historyOf,
);
export const withdrawByHandle = acting(
  async () => (await import('./marks/write-marks.ts')).withdrawByHandle,
);
const WRITE_EVENTS = () => import('./analysis/write-events.ts');
export const enterEvent = acting(async () => (await WRITE_EVENTS()).enterEvent);
export const changeEvent = acting(async () => (await WRITE_EVENTS()).changeEvent);
const WRITE_ACTIONS = () => import('./analysis/write-actions.ts');
export const enterAction = acting(async () => (await WRITE_ACTIONS()).enterAction);
export const changeAction = acting(async () => (await WRITE_ACTIONS()).changeAction);
export const writeNote = acting(async () => (await WRITE()).writeNote);
export const reviewFindings = acting(
  async () => (await import('./marks/write-marks.ts')).reviewFindings,
);
export const setReportFieldsFrom = acting(
  async () => (await import('./analysis/report-fields.ts')).setReportFieldsFrom,
);
/** The remediation checklist as `md`, `csv` or `json`. */
export const checklistIn = (path: string, format: 'md' | 'csv' | 'json') =>
  reading(path, 'reading the analysis', async ({ caseFile, analysis }) =>
    (await import('./analysis/checklist.ts')).checklistOf(caseFile.title, analysis, format),
  );

export const createIdentity = async (request: {
  name: string;
  organisation?: string;
  email?: string;
  passphrase: string;
}) => (await import('./seal/identity.ts')).createIdentity(exhibitHome(), request);
export const listIdentities = async () =>
  (await import('./seal/identity.ts')).listIdentities(exhibitHome());

async function reading<Answer>(
  path: string,
  doing: string,
  ask: (open: AnalysedCase) => Promise<Answer>,
): Promise<Answer> {
  const { withAnalysedCase } = await import('./analysis/open-analysed.ts');
  return withAnalysedCase(path, doing, ask);
}
