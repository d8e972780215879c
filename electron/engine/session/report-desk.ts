import { type KnownHashes, issuedFile, issuedReports, saveCopy } from '../report/issued.ts';
import { keptAnswers } from '../report/answers.ts';
import { draftExtract, draftOf } from '../report/draft.ts';
import { enterFields, fieldNames } from '../report/fields.ts';
import { PageDrawing } from '../report/page-drawing.ts';
import { requestFor } from '../report/typeset.ts';
import {
  createIdentity,
  exportCertificate,
  identityFolder,
  listIdentities,
  openIdentity,
} from '../seal/identity.ts';
import { timestamp } from '../base/clock.ts';
import { Refusal } from '../base/errors.ts';
import { reportJob } from './case-jobs.ts';
import type { CaseSession } from './case-session.ts';
import { answered, type IdentityCalls, type ReportCalls } from './desk.ts';
import type { DeskWindow } from './desk-window.ts';
import { doneIn } from './done-in.ts';
import { Kept } from '../base/kept.ts';

/** Pages of one call: what a screen shows at once. */
const MOST_PAGES = 24;

/** The report of one window's case; `end` lets go of the child that draws its pages. */
export function openReportDesk(window: DeskWindow): {
  readonly report: ReportCalls;
  readonly identities: IdentityCalls;
  readonly end: () => void;
} {
  const { home, recents, verify, showFile } = window.shared;
  const drawing = new PageDrawing();
  const hashes: KnownHashes = new Map();
  const answers = keptAnswers();
  const extracts = new Kept<Awaited<ReturnType<typeof draftExtract>>>();
  let drawn: { readonly name: string; readonly pages: number } | null = null;
  let previews = 0;

  /** Issuing verifies the case first, which the list of cases remembers as of any verification. */
  const noted =
    ({ head }: CaseSession): typeof verify =>
    async (request, job) => {
      const found = await verify(request, job);
      recents.verified(head.case_id, { ok: found.ok, at: timestamp() });
      return found;
    };
  const signerOf = (name: string | null) =>
    listIdentities(home).find((identity) => identity.name === name) ?? null;
  /** Draft and preview of the same state are made from one look at the case. */
  const extractOf = (session: CaseSession, signer: string | null) => {
    const { case_id, tables, log } = session.state;
    const known = signerOf(signer);
    return extracts.get(JSON.stringify([case_id, session.layout.root, tables, log, known]), () =>
      draftExtract(session.reader(), known, answers),
    );
  };

  const report: ReportCalls = {
    draft: async ({ signer }) => {
      const { extract, fields } = await extractOf(window.session, signer);
      return draftOf(extract, fields, listIdentities(home));
    },
    enter: ({ fields, seen, case_path }) =>
      doneIn(
        window,
        async (reader) => {
          const { seq } = await enterFields(reader, fields, seen);
          return { words: `Entered ${fieldNames(fields)}`, handles: [], seqs: [seq] };
        },
        case_path,
      ),
    preview: async ({ signer }, signal) => {
      const began = performance.now();
      previews += 1;
      const name = `preview-${previews}`;
      drawing.stop();
      const { extract } = await extractOf(window.session, signer);
      if (name !== `preview-${previews}` || signal?.aborted === true)
        throw new Refusal('cancelled', 'A newer preview took its place.');
      drawn = null;
      const pages = await drawing.draw(requestFor(extract, 'svg').request, signal);
      drawn = { name, pages };
      return {
        preview: name,
        pages,
        elapsed_ms: Math.round(performance.now() - began),
      };
    },
    pages: async ({ preview, from, to }) => {
      if (drawn?.name !== preview)
        throw new Refusal('cancelled', 'A newer preview took its place.');
      const last = Math.min(to, from + MOST_PAGES - 1, drawn.pages);
      return { pages: await drawing.pages(from, last) };
    },
    issue: ({ signing }) =>
      answered(() => {
        const signer =
          signing === null ? null : openIdentity(home, signing.name, signing.passphrase);
        return window.begin((session) => reportJob(session, signer, noted(session)));
      }),
    issued: async () => ({ reports: await issuedReports(window.layout, hashes) }),
    open: async ({ report: id, how }) => {
      showFile(await issuedFile(window.session.layout, id, 'report.pdf'), how);
      return {};
    },
    save: async ({ report: id, file, grant }) => {
      await saveCopy(window.session.layout, id, file, window.granted(grant));
      return {};
    },
  };
  return { report, identities: identityCalls(window), end: () => drawing.end() };
}

function identityCalls(window: DeskWindow): IdentityCalls {
  const { home } = window.shared;
  return {
    list: () => answered(() => ({ identities: listIdentities(home) })),
    create: (request) => createIdentity(home, request),
    folders: () =>
      answered(() => ({
        folders: listIdentities(home).map(({ name }) => ({
          name,
          folder: identityFolder(home, name),
        })),
      })),
    exportCertificate: ({ name, grant }) =>
      answered(() => {
        exportCertificate(home, name, window.granted(grant));
        return {};
      }),
  };
}
