import { type Column, type ColumnType, TABLES } from '../case/schema.ts';

/** DuckDB's vector size: rows in one chunk. */
export const ROWS = 2048;
const VALIDITY_BYTES = ROWS / 8;

/** Bytes of one value in DuckDB's vector layout; text and bytes are entries of 16 bytes that may point into a heap. */
const WIDTH = {
  BIGINT: 8,
  UBIGINT: 8,
  INTEGER: 4,
  DOUBLE: 8,
  TIMESTAMPTZ: 8,
  VARCHAR: 16,
  BLOB: 16,
} as const satisfies Record<ColumnType, number>;

/** Where one column stands in the memory of a chunk, in bytes. */
export interface ColumnLayout {
  readonly name: string;
  readonly type: ColumnType;
  readonly width: number;
  readonly heaped: boolean;
  /** Never NULL: its validity bits are set all at once. */
  readonly always: boolean;
  readonly values: number;
  readonly validity: number;
}

/** One chunk: the columns' values, then their validity bits, then the heap of texts over 12 bytes. */
export interface ChunkLayout {
  readonly table: string;
  readonly columns: readonly ColumnLayout[];
  /** Where the heap begins, and its usual size, in bytes. */
  readonly heap: number;
  readonly heapBytes: number;
}

const KIB = 1024;

/** Conversations are named here first; one statement completes table `conversation` after the rows are in. */
const CONVERSATION_NAME: readonly Column[] = TABLES.conversation.columns.filter(({ name }) =>
  ['conversation_id', 'external_id', 'joined_by'].includes(name),
);

export const LAYOUTS = {
  record: layout('record', TABLES.record.columns, 160 * KIB),
  turn: layout('turn', TABLES.turn.columns, 512 * KIB),
  message: layout('message', TABLES.message.columns, 256 * KIB),
  content: layout('content', TABLES.content.columns, 2048 * KIB),
  context_document: layout('context_document', TABLES.context_document.columns, 256 * KIB),
  feedback: layout('feedback', TABLES.feedback.columns, 128 * KIB),
  verdict: layout('verdict', TABLES.verdict.columns, 128 * KIB),
  label: layout('label', TABLES.label.columns, 128 * KIB),
  turn_key: layout('turn_key', TABLES.turn_key.columns, 128 * KIB),
  call_record: layout('call_record', TABLES.call_record.columns, 128 * KIB),
  turn_record: layout('turn_record', TABLES.turn_record.columns, 128 * KIB),
  change: layout('change', TABLES.change.columns, 128 * KIB),
  person: layout('person', TABLES.person.columns, 128 * KIB),
  conversation_name: layout('conversation_name', CONVERSATION_NAME, 128 * KIB),
} as const satisfies Record<string, ChunkLayout>;

export type FilledTable = keyof typeof LAYOUTS;

export const FILLED_TABLES = [
  'record',
  'turn',
  'message',
  'content',
  'context_document',
  'feedback',
  'verdict',
  'label',
  'turn_key',
  'call_record',
  'turn_record',
  'change',
  'person',
  'conversation_name',
] as const satisfies readonly FilledTable[];

function layout(table: string, columns: readonly Column[], heapBytes: number): ChunkLayout {
  let end = 0;
  const take = (bytes: number): number => {
    const start = end;
    end += bytes;
    return start;
  };
  const values = columns.map(({ type }) => take(ROWS * WIDTH[type]));
  const placed = columns.map(
    ({ name, type, notNull }, index): ColumnLayout => ({
      name,
      type,
      width: WIDTH[type],
      heaped: type === 'VARCHAR' || type === 'BLOB',
      always: notNull === true,
      values: values[index] ?? 0,
      validity: take(VALIDITY_BYTES),
    }),
  );
  return { table, columns: placed, heap: end, heapBytes };
}

/** The SHA-256 of each record in a chunk of table `record` that is not yet appended. */
export function* recordHashes(memory: ArrayBuffer, rows: number): Generator<Uint8Array> {
  const { columns, heap } = LAYOUTS.record;
  const column = columns.find(({ name }) => name === 'sha256');
  if (column === undefined) return;
  const entries = new DataView(memory, column.values);
  for (let row = 0; row < rows; row++)
    yield new Uint8Array(memory, heap + entries.getUint32(row * 16 + 8, true), 32);
}
