import type { ReportFields } from '../../../shared/domain/analysis.ts';

/** A field of the report that is one text. */
export interface TextShape {
  readonly key: 'title' | 'classification' | 'commissioned_by' | 'scope' | 'impact' | 'playbook';
  readonly label: string;
  readonly hint?: string;
  readonly lines?: number;
}

export type Row = Readonly<Record<string, string>>;

export interface Column {
  readonly id: string;
  readonly label: string;
  readonly lines?: number;
  readonly hint?: string;
  /** What is wrong with a text, in one sentence that says what to write instead. */
  readonly check?: (text: string, handles: ReadonlySet<string>) => string | undefined;
}

/** A field of the report that is a list; each entry is a row of texts. */
export interface ListShape {
  readonly key:
    | 'questions'
    | 'summary'
    | 'excluded'
    | 'harms'
    | 'notifications'
    | 'limitations'
    | 'playbook_changes';
  readonly label: string;
  /** What one entry is called. */
  readonly one: string;
  readonly columns: readonly Column[];
  readonly read: (fields: ReportFields) => Row[];
  /** Rows without any text are left out. */
  readonly write: (rows: readonly Row[]) => ReportFields;
}

export const texts = {
  title: { key: 'title', label: 'Title' },
  classification: {
    key: 'classification',
    label: 'Classification',
    hint: 'Confidential, if empty',
  },
  commissioned_by: { key: 'commissioned_by', label: 'Commissioned by' },
  scope: { key: 'scope', label: 'Purpose and scope', lines: 4 },
  impact: { key: 'impact', label: 'Impact in words', lines: 4 },
  playbook: { key: 'playbook', label: 'Playbook that was followed' },
} as const satisfies Record<TextShape['key'], TextShape>;

const GROUNDS: Column = {
  id: 'grounds',
  label: 'Grounds',
  hint: 'Handles of exhibits, as in E-1, E-2',
  check: (text, handles) => {
    const unknown = handlesIn(text).find((handle) => !handles.has(handle));
    return unknown === undefined
      ? undefined
      : `There is no exhibit ${unknown}; name pinned ones, such as E-1.`;
  },
};

const handlesIn = (text: string): string[] =>
  text
    .split(/[\s,;]+/)
    .filter((word) => word !== '')
    .map((word) => word.toUpperCase());

const cell = (row: Row, id: string): string => row[id] ?? '';
const said = (rows: readonly Row[]): readonly Row[] =>
  rows.filter((row) => Object.values(row).some((text) => text.trim() !== ''));
const statementRows = (items: ReportFields['summary']): Row[] =>
  (items ?? []).map(({ text, grounds }) => ({ text, grounds: grounds.join(', ') }));
const statements = (rows: readonly Row[]) =>
  said(rows).map((row) => ({ text: cell(row, 'text'), grounds: handlesIn(cell(row, 'grounds')) }));
const lineRows = (items: readonly string[] | undefined): Row[] =>
  (items ?? []).map((text) => ({ text }));
const linesOf = (rows: readonly Row[]): string[] => said(rows).map((row) => cell(row, 'text'));

export const lists: Readonly<Record<ListShape['key'], ListShape>> = {
  questions: {
    key: 'questions',
    label: 'Questions asked',
    one: 'question',
    columns: [
      { id: 'question', label: 'Question', lines: 2 },
      { id: 'answer', label: 'Answer', lines: 3 },
      GROUNDS,
    ],
    read: ({ questions }) =>
      (questions ?? []).map(({ question, answer, grounds }) => ({
        question,
        answer: answer ?? '',
        grounds: grounds.join(', '),
      })),
    write: (rows) => ({
      questions: said(rows).map((row) => ({
        question: cell(row, 'question'),
        answer: cell(row, 'answer').trim() === '' ? null : cell(row, 'answer'),
        grounds: handlesIn(cell(row, 'grounds')),
      })),
    }),
  },
  summary: {
    key: 'summary',
    label: 'Executive summary',
    one: 'statement',
    columns: [{ id: 'text', label: 'Statement', lines: 3 }, GROUNDS],
    read: ({ summary }) => statementRows(summary),
    write: (rows) => ({ summary: statements(rows) }),
  },
  excluded: {
    key: 'excluded',
    label: 'Not examined',
    one: 'exclusion',
    columns: [{ id: 'text', label: 'What was not examined, and why', lines: 2 }, GROUNDS],
    read: ({ excluded }) => statementRows(excluded),
    write: (rows) => ({ excluded: statements(rows) }),
  },
  harms: {
    key: 'harms',
    label: 'Harms',
    one: 'harm',
    columns: [
      { id: 'kind', label: 'Kind' },
      { id: 'severity', label: 'Severity' },
      { id: 'text', label: 'What was done to whom', lines: 2 },
      GROUNDS,
    ],
    read: ({ harms }) =>
      (harms ?? []).map(({ kind, severity, text, grounds }) => ({
        kind,
        severity,
        text,
        grounds: grounds.join(', '),
      })),
    write: (rows) => ({
      harms: said(rows).map((row) => ({
        kind: cell(row, 'kind'),
        severity: cell(row, 'severity'),
        text: cell(row, 'text'),
        grounds: handlesIn(cell(row, 'grounds')),
      })),
    }),
  },
  notifications: {
    key: 'notifications',
    label: 'Who was notified',
    one: 'notification',
    columns: [
      { id: 'to', label: 'To' },
      {
        id: 'at',
        label: 'Sent at',
        hint: '2026-04-02 09:30, UTC; empty where it is still to be sent',
        check: (text) =>
          text.trim() === '' || timeIn(text) !== null
            ? undefined
            : `${text.trim()} is not a time; write it as 2026-04-02 09:30.`,
      },
      { id: 'text', label: 'What was said', lines: 2 },
    ],
    read: ({ notifications }) =>
      (notifications ?? []).map(({ to, at, text }) => ({ to, at: shownTime(at), text })),
    write: (rows) => ({
      notifications: said(rows).map((row) => ({
        to: cell(row, 'to'),
        at: timeIn(cell(row, 'at')),
        text: cell(row, 'text'),
      })),
    }),
  },
  limitations: {
    key: 'limitations',
    label: 'Limitations',
    one: 'limitation',
    columns: [{ id: 'text', label: 'Limitation', lines: 2 }],
    read: ({ limitations }) => lineRows(limitations),
    write: (rows) => ({ limitations: linesOf(rows) }),
  },
  playbook_changes: {
    key: 'playbook_changes',
    label: 'Changes to the playbook',
    one: 'change',
    columns: [{ id: 'text', label: 'Change', lines: 2 }],
    read: ({ playbook_changes }) => lineRows(playbook_changes),
    write: (rows) => ({ playbook_changes: linesOf(rows) }),
  },
};

/** ISO 8601 in UTC; null for what is no time. */
export function timeIn(text: string): string | null {
  const parts = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2}(?:\.\d{1,3})?)?Z?$/.exec(text.trim());
  if (parts === null) return null;
  const at = new Date(`${parts[1] ?? ''}T${parts[2] ?? ''}${parts[3] ?? ':00'}Z`);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

const shownTime = (at: string | null): string =>
  at === null ? '' : at.replace('T', ' ').replace(/(:00)?(\.0+)?Z$/, '');

/** The rows with one cell changed; a row past the end is a new one. */
export function withCell(rows: readonly Row[], at: number, id: string, text: string): Row[] {
  const next = [...rows];
  next[at] = { ...next[at], [id]: text };
  return next;
}
