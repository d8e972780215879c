import type { ViewRow } from '../../../shared/domain/view.ts';
import { count } from '../../../shared/text/numbers.ts';
import type { Times } from '../../../shared/text/times.ts';
import { EvidenceText } from '../../design/evidence-text.tsx';
import type { GridColumn } from '../../design/grid/index.ts';
import { Feedback, hasMarks, Hits, Marks, Quiet } from './turn-cells.tsx';
import { CutInTheMiddle, LogText } from './log-text.tsx';
import { columnIds, type ColumnId } from './column-sets.ts';

const number = (value: number | string | null) => (value === null ? null : count(value));

/** Pixels that a digit or a sign among digits takes at most. */
const DIGIT = 8;
/** Characters and pixels of `28 May 2026 14:07:46.051`: no time to the millisecond is wider. */
const TIME = { length: 24, width: 152 } as const;

const numberFits = (text: string | null | undefined, width: number): boolean =>
  (text ?? '').length * DIGIT <= width;
const timeFits = (text: string, width: number): boolean =>
  text.length <= TIME.length && width >= TIME.width;

type Drawn = Omit<GridColumn<ViewRow>, 'id'>;

/** How each column is drawn. Ids that can be sorted by are the engine's names. */
const drawn = ({ day, timeOfDay, zone }: Times): Readonly<Record<ColumnId, Drawn>> => ({
  turn: {
    title: 'Turn',
    width: 76,
    minWidth: 76,
    fits: ({ turn_id }) => turn_id < 10_000_000,
    sortable: true,
    mono: true,
    render: ({ turn_id }) => `T-${turn_id}`,
  },
  at: {
    title: `Time, ${zone}`,
    width: 176,
    minWidth: 72,
    sortable: true,
    fits: ({ at }, width) => at !== null && timeFits(`${day(at)} ${timeOfDay(at)}`, width),
    render: ({ at }) =>
      at === null ? (
        <Quiet>no time in record</Quiet>
      ) : (
        <>
          <Quiet>{day(at)}</Quiet> {timeOfDay(at)}
        </>
      ),
  },
  kind: {
    title: 'Kind',
    width: 88,
    sortable: true,
    render: ({ kind }) => (kind === 'model' ? 'turn' : kind.replaceAll('_', ' ')),
  },
  model: {
    title: 'Model',
    width: 140,
    minWidth: 72,
    givesTo: 112,
    sortable: true,
    render: ({ model, model_requested }) =>
      model === null ? (
        <Quiet>no model in record</Quiet>
      ) : model_requested ? (
        <Quiet>
          asked for <LogText text={model} />
        </Quiet>
      ) : (
        <CutInTheMiddle text={model} />
      ),
  },
  user: {
    title: 'User',
    width: 84,
    sortable: true,
    mono: true,
    render: ({ user }) => (user === null ? <Quiet>none</Quiet> : <LogText text={user} />),
  },
  words: {
    title: 'First words',
    width: 320,
    minWidth: 112,
    grow: true,
    titleNote: 'The beginning of what the user said last, else of the answer',
    // Evidence in one line cuts itself off.
    fits: ({ words }) => words !== '',
    render: ({ words }) =>
      words === '' ? <Quiet>no text in record</Quiet> : <EvidenceText text={words} isLine />,
  },
  severity: {
    title: 'Findings',
    width: 164,
    minWidth: 72,
    sortable: true,
    titleNote: 'The worst hit of a rule, then how many others there are in each lane',
    fits: ({ worst }) => worst === null,
    render: (row) => <Hits row={row} />,
  },
  marks: {
    title: 'Marks',
    width: 96,
    minWidth: 72,
    titleNote: 'Exhibits, notes and causes of the turn by number, then its tags',
    fits: (row) => !hasMarks(row),
    render: (row) => (hasMarks(row) ? <Marks row={row} /> : null),
  },
  reviewed: {
    title: 'Reviewed',
    width: 84,
    titleNote: 'Hits of rules that were accepted or dismissed, of all',
    fits: ({ hits }) => hits === 0,
    render: ({ reviewed, hits }) => (hits === 0 ? null : `${count(reviewed)} of ${count(hits)}`),
  },
  feedback: {
    title: 'Feedback',
    width: 74,
    fits: ({ feedback }) => feedback.length === 0,
    render: ({ feedback }) => feedback.map((value) => <Feedback key={value} value={value} />),
  },
  latency_ms: {
    title: 'Latency, ms',
    width: 90,
    align: 'end',
    sortable: true,
    fits: ({ latency_ms }, width) =>
      numberFits(number(latency_ms === null ? null : Math.round(latency_ms)), width),
    render: ({ latency_ms }) => number(latency_ms === null ? null : Math.round(latency_ms)),
  },
  prompt_tokens: {
    title: 'Tokens in',
    width: 80,
    align: 'end',
    sortable: true,
    fits: ({ prompt_tokens }, width) => numberFits(number(prompt_tokens), width),
    render: ({ prompt_tokens }) => number(prompt_tokens),
  },
  completion_tokens: {
    title: 'Tokens out',
    width: 84,
    align: 'end',
    sortable: true,
    fits: ({ completion_tokens }, width) => numberFits(number(completion_tokens), width),
    render: ({ completion_tokens }) => number(completion_tokens),
  },
  confidence: {
    title: 'Confidence',
    width: 88,
    align: 'end',
    sortable: true,
    titleNote: 'Mean log-probability of the tokens of the answer',
    fits: ({ confidence }, width) => numberFits(confidence?.toFixed(3), width),
    render: ({ confidence }) => confidence?.toFixed(3),
  },
  conversation: {
    title: 'Conversation',
    width: 128,
    sortable: true,
    mono: true,
    render: ({ conversation, conversation_id }) => (
      <LogText text={conversation ?? `C-${conversation_id}`} />
    ),
  },
  finish_reason: {
    title: 'Finish',
    width: 88,
    sortable: true,
    render: ({ finish_reason, error }) =>
      error === null ? (
        <LogText text={finish_reason ?? ''} />
      ) : (
        <span className="u-fail">error</span>
      ),
  },
  route: {
    title: 'Route',
    width: 112,
    sortable: true,
    render: ({ route }) => <LogText text={route ?? ''} />,
  },
  release: {
    title: 'Release',
    width: 112,
    sortable: true,
    render: ({ release }) => <LogText text={release ?? ''} />,
  },
  capture: {
    title: 'Captured by',
    width: 100,
    titleNote: 'wire: as it was sent; application: as the program logged it; reconstructed',
    render: ({ capture }) => capture,
  },
  evidence: {
    title: 'Record',
    width: 220,
    minWidth: 80,
    mono: true,
    render: ({ evidence, ordinal }) => (
      <>
        <LogText text={evidence} /> {count(ordinal)}
      </>
    ),
  },
});

/** Columns of the turns grid, in their usual order. */
export function turnColumns(times: Times): readonly GridColumn<ViewRow>[] {
  const known = drawn(times);
  return columnIds.map((id) => ({ id, ...known[id] }));
}

export const columnTitle = (id: ColumnId, times: Times): string => drawn(times)[id].title;
