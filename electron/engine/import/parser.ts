import { join } from 'node:path';
import { Fault, Refusal } from '../base/errors.ts';
import { withCopyAt } from '../base/file-blocks.ts';
import type { Format, JsonObject } from '../formats/format.ts';
import { formatById, recognise } from '../formats/index.ts';
import { readMapping } from '../formats/mapping/read-mapping.ts';
import { CR_LINES, endsLinesInCr } from './carriage-returns.ts';
import { BlockReader } from './block-reader.ts';
import { FILLED_TABLES, LAYOUTS, type FilledTable } from './chunk-layout.ts';
import { ChunkWriter } from './chunk-writer.ts';
import { CheckpointedLines, type LinePlace } from './checkpointed-lines.ts';
import { ContentStore } from './content-store.ts';
import { Conversations } from './conversations.ts';
import { LineHashes } from './line-hashes.ts';
import { PartitionColumns } from './partitions.ts';
import type { PieceTaker } from './piece.ts';
import type {
  Container,
  Parsed,
  ParserCheckpoint,
  ParserChunk,
  ParserData,
  ParserOrder,
  ParserState,
} from './protocol.ts';
import { OpenStreams } from './open-streams.ts';
import { RecordLog } from './record-log.ts';
import { Repairs } from './repairs.ts';
import { RecordMapper } from './record-mapper.ts';
import { RowWriter, type Writers } from './row-writer.ts';
import { Flow } from './flow.ts';
import { SharedProgress } from './shared-progress.ts';
import { splitLines } from './lines.ts';
import { splitText } from './split-text.ts';
import { TextRecords } from './text-records.ts';
import { type MemberPlace, type MemberTaker, readZip } from './zip-members.ts';
import { wideEncodingOf } from './wide-text.ts';
import { ZoneClock } from './zone-offset.ts';

/** Chunks that may be under way to the database at once. */
const CHUNKS_UNDER_WAY = 24;

/**
 * Derives the rows of one file and posts them chunk by chunk; answers the counts. `orders` gives what has arrived from
 * the database's thread: first what earlier imports know, then memory that comes back.
 */
export async function parseFile(
  data: ParserData,
  orders: () => Iterable<ParserOrder>,
  post: (report: ParserChunk | ParserCheckpoint) => void,
): Promise<Parsed> {
  const flow = new Flow(data.flow);
  let done = 0;
  const writers = writersOf((table, chunk) => {
    flow.enter(CHUNKS_UNDER_WAY);
    post({ say: 'chunk', table, ...chunk, done });
  });
  const contents = new ContentStore(writers.content, data.next.content);
  const conversations = new Conversations(
    writers.conversation_name,
    data.next.conversation,
    data.firstConversation,
  );
  const obey = (): void => {
    flow.throwIfStopped();
    for (const order of orders()) {
      if (order.say === 'texts') contents.learn(order.hashes, order.ids);
      else if (order.say === 'conversations') conversations.learn(order.known);
      else writers[order.table].reclaim(order.memory);
    }
  };
  const rows = new RowWriter(writers, contents, conversations, data.next.turn);
  const log = new RecordLog(writers.record, data.evidenceId, data.next.record);
  obey();
  const mapper = new RecordMapper({
    zone: new ZoneClock(data.zone),
    clockOffsetMs: data.clockOffsetMs,
  });
  mapper.format = chosenFormat(data);
  const { resumed } = data;
  const partitions = data.partitions.length === 0 ? null : new PartitionColumns(data.partitions);
  mapper.partitions = partitions;
  const choose =
    mapper.format === null && resumed === null
      ? (sample: readonly JsonObject[]): void => {
          mapper.format = recognise(sample)?.format ?? null;
        }
      : null;
  const repairs = data.repairs.length === 0 ? null : new Repairs(data.name, data.repairs);
  let container: Container = 'parquet';
  let notes: string[] = [];
  let unpackedBytes: number | null = null;
  let format: string | null = null;
  const recordPaths: Parsed['recordPaths'] = [];
  const headers: Parsed['headers'] = [];
  const headedBy = (columns: readonly string[] | null, member: string | null): void => {
    if (columns !== null) headers.push({ member, columns: [...columns] });
  };
  const splitBy = (records: TextRecords, member: string | null): void => {
    if (records.hasSplit)
      recordPaths.push({ member, paths: mapper.records.map(({ text }) => text) });
  };
  if (data.columnar) {
    new SharedProgress(data.progress).waitFor(Number.MAX_SAFE_INTEGER);
    // DuckDB is loaded into this thread only for what needs it.
    await flow.inNative(async () => {
      const { readColumnar } = await import('./columnar-records.ts');
      await readColumnar(data.path, data.name, {
        log,
        mapper,
        rows,
        choose,
        between(share) {
          obey();
          done = Math.floor(share * data.bytes);
        },
      });
    });
  } else if (data.zip) {
    new SharedProgress(data.progress).waitFor(Number.MAX_SAFE_INTEGER);
    container = 'zip';
    const { unpackTo } = data;
    if (unpackTo === null) throw new Fault('a zip file without a folder for its members');
    const mapped = new Map<string, number>();
    let records = new TextRecords(log, mapper, rows, choose, null, repairs);
    let before = 0;
    let place: MemberPlace | null = null;
    // Of the zip file, as its size is the whole: packed bytes of the members that are read, and of this one by its share.
    const reach = (share: number): void => {
      obey();
      if (place !== null) done = place.packedBefore + Math.floor(share * place.packed);
    };
    const count = (): void => {
      records.end();
      const id = mapper.format?.id;
      if (id !== undefined) mapped.set(id, (mapped.get(id) ?? 0) + log.counts.mapped - before);
      before = log.counts.mapped;
      splitBy(records, log.member);
    };
    const taker: MemberTaker = {
      begin(member) {
        count();
        // Each member is recognised by itself: a zip may hold logs of several kinds, and files beside them.
        if (data.format === null) mapper.format = null;
        records = new TextRecords(log, mapper, rows, choose, null, repairs);
        log.member = member?.name ?? null;
        place = member;
      },
      text(reader) {
        const pieces: PieceTaker = {
          take: (window, offset, found) => {
            reach((offset + (found.at(-1)?.end ?? 0)) / Math.max(place?.bytes ?? 0, 1));
            records.take(window, offset, found);
          },
          lost: (piece) => records.lost(piece),
        };
        const split = splitText(reader, (reading) => {
          records.reading = reading;
          return pieces;
        });
        headedBy(split.columns, log.member);
        return split.notes;
      },
      columnar: (file) =>
        withCopyAt(join(unpackTo, 'member'), file, (path) =>
          flow.inNative(async () => {
            const { columnarFault, readColumnar } = await import('./columnar-records.ts');
            // Rows that were written could not be taken back.
            const fault = await columnarFault(path, data.name, obey);
            if (fault === null)
              await readColumnar(path, data.name, { log, mapper, rows, choose, between: reach });
            return fault;
          }),
        ),
      lost: (piece) => records.lost(piece),
    };
    ({ notes, unpackedBytes } = await readZip(data.path, taker));
    count();
    format = [...mapped].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 'unknown';
  } else {
    const lineHashes = data.lineHashes === null ? null : new LineHashes(data.lineHashes);
    const records = new TextRecords(log, mapper, rows, choose, lineHashes, repairs);
    const checkpointAt = ({ offset, line }: LinePlace): void => {
      for (const table of FILLED_TABLES) writers[table].flush();
      const state: ParserState = {
        offset,
        line,
        ordinal: log.ordinal,
        format: mapper.format?.id ?? null,
        hasSplit: records.hasSplit,
        counts: { ...log.counts },
        firstBad: log.firstBad,
        firstUnmapped: log.firstUnmapped,
        conversations: conversations.named,
        messages: rows.messages,
        models: [...rows.models],
        textsOverflowed: contents.overflowed,
        streams: records.mapped.streams.state(),
      };
      post({ say: 'checkpoint', state });
    };
    if (resumed !== null) {
      log.ordinal = resumed.ordinal;
      log.firstBad = resumed.firstBad;
      log.firstUnmapped = resumed.firstUnmapped;
      Object.assign(log.counts, resumed.counts);
      records.hasSplit = resumed.hasSplit;
      conversations.named = resumed.conversations;
      rows.messages = resumed.messages;
      for (const model of resumed.models) rows.models.add(model);
      contents.overflowed = resumed.textsOverflowed;
      records.mapped.streams = new OpenStreams(resumed.streams);
    }
    const lines =
      data.checkpointEvery === null
        ? records
        : new CheckpointedLines(records, data.checkpointEvery, resumed?.offset ?? 0, checkpointAt);
    let taken: PieceTaker = lines;
    const taker: PieceTaker = {
      take: (window, offset, pieces) => {
        obey();
        done = offset + (pieces.at(-1)?.end ?? 0);
        taken.take(window, offset, pieces);
      },
      lost: (piece) => records.lost(piece),
    };
    const text = readText(data, records, taker, () => {
      taken = records;
      lineHashes?.dismiss();
    });
    ({ container, notes } = text);
    headedBy(text.columns, null);
    records.end();
    if (text.endsLinesInCr && log.counts.mapped + log.counts.unmapped === 0)
      notes = [CR_LINES, ...notes];
    splitBy(records, null);
  }
  repairs?.refuseLeft();
  for (const table of FILLED_TABLES) writers[table].flush();
  return {
    say: 'parsed',
    container,
    format: format ?? mapper.format?.id ?? 'unknown',
    counts: log.counts,
    conversations: conversations.named,
    messages: rows.messages,
    models: [...rows.models].sort(),
    firstBad: log.firstBad,
    textsOverflowed: contents.overflowed,
    notes: [
      ...notes,
      ...(partitions?.notes() ?? []),
      ...(data.zip ? [] : noneReadNote(mapper.format, log)),
    ],
    unpackedBytes,
    recordPaths,
    headers,
    repaired: repairs?.done ?? [],
  };
}

/** A format is told by the shape of its records, and may still be able to read none of them: then the file says why. */
const noneReadNote = (format: Format | null, { counts, firstUnmapped }: RecordLog): string[] =>
  format === null || counts.mapped > 0 || firstUnmapped === null
    ? []
    : [
        `it looks like ${format.id}, but not one of its records could be read so (${firstUnmapped})`,
      ];

/** `noLines` is called where the records are no lines of the file. */
function readText(
  data: ParserData,
  records: TextRecords,
  taker: PieceTaker,
  noLines: () => void,
): ReturnType<typeof splitText> & { endsLinesInCr: boolean } {
  const progress = new SharedProgress(data.progress);
  const reader = new BlockReader(data.path, progress, data.resumed?.offset ?? 0);
  try {
    reader.advance(0);
    if (data.resumed !== null) {
      splitLines(reader, taker, data.resumed.line);
      return { container: 'jsonl', notes: [], columns: null, endsLinesInCr: false };
    }
    refuseWideText(reader.window, data.name);
    const inCr = endsLinesInCr(reader.window);
    const split = splitText(reader, (reading, areLines) => {
      if (!areLines) noLines();
      records.reading = reading;
      return taker;
    });
    return { ...split, endsLinesInCr: inCr };
  } finally {
    reader.close();
  }
}

function refuseWideText(head: Buffer, name: string): void {
  const encoding = wideEncodingOf(head);
  if (encoding === null) return;
  throw new Refusal(
    'input-refused',
    `${name} is written in ${encoding} in a way that is not read; save it as UTF-8 and import that, or register it as a reference instead.`,
  );
}

function writersOf(
  post: (
    table: FilledTable,
    chunk: Parameters<ConstructorParameters<typeof ChunkWriter>[1]>[0],
  ) => void,
): Writers {
  const writer = (table: FilledTable): ChunkWriter =>
    new ChunkWriter(LAYOUTS[table], (chunk) => post(table, chunk));
  return {
    record: writer('record'),
    turn: writer('turn'),
    message: writer('message'),
    content: writer('content'),
    context_document: writer('context_document'),
    feedback: writer('feedback'),
    verdict: writer('verdict'),
    label: writer('label'),
    turn_key: writer('turn_key'),
    call_record: writer('call_record'),
    turn_record: writer('turn_record'),
    change: writer('change'),
    person: writer('person'),
    conversation_name: writer('conversation_name'),
  };
}

/** The format that was asked for, or that an earlier import recognised; null where it is to be recognised by content. */
function chosenFormat({ format: asked, mapping, resumed }: ParserData): Format | null {
  if (mapping !== null) return readMapping(mapping.text, mapping.name).format;
  const id = resumed === null ? asked : resumed.format;
  if (id === null) return null;
  const format = formatById(id);
  if (format === undefined)
    throw new Refusal('bad-usage', `${id} is not a known log format.`, { way: 'list-formats' });
  return format;
}
