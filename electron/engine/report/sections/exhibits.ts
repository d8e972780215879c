import { statSync } from 'node:fs';
import type { Span } from '../../../../shared/domain/analysis.ts';
import type { ReportExtract } from '../../../../shared/domain/report-extract.ts';
import type { Place } from '../../../../shared/domain/place.ts';
import type { ReplayMessage, ReplayRecord, ReplayTurn } from '../../../../shared/domain/replay.ts';
import { asDates } from '../../../../shared/text/in-force.ts';
import { differences } from '../../../../shared/text/turn-sources.ts';
import { turnsOfAnchors } from '../../analysis/anchors.ts';
import { Fault } from '../../base/errors.ts';
import { pathOfEvidence } from '../../evidence/store.ts';
import { stockCommand } from '../../evidence/stock-command.ts';
import { piecesOf } from '../../replay/records.ts';
import { replayTurns } from '../../replay/replay.ts';
import type { Material } from '../material.ts';
import { quotationOf } from '../quotation.ts';
import { milliseconds, referenceCitations } from './evidence.ts';

type Exhibits = ReportExtract['exhibits'];

/** Each exhibit with everything that the log shows its turn was given. */
export async function exhibitsSection({ connection, open, cite }: Material): Promise<Exhibits> {
  const pinned = open.analysis.exhibits.flatMap(({ anchor, ...exhibit }) =>
    anchor === null ? [] : [{ anchor, ...exhibit }],
  );
  const ids = await turnsOfAnchors(
    connection,
    pinned.map(({ anchor }) => anchor),
  );
  const turns = await replayTurns(connection, [...new Set(ids)]);
  const piecesIn = await piecesOf(connection, [...turns.keys()]);
  return pinned.map(({ number, caption, anchor, span, references }, index) => {
    const replayed = turns.get(ids[index] ?? -1);
    if (replayed === undefined) throw new Fault(`exhibit E-${number} points to no turn`);
    const { turn, conversation } = replayed;
    if (!turn.records.some(({ place }) => place.sha256 === anchor.record_sha256))
      throw new Fault(`exhibit E-${number} points to another record`);
    const place = placeOf(turn, span);
    const pieces = piecesIn.get(turn.turn_id) ?? [];
    return {
      id: cite.exhibit(number, caption, place),
      caption,
      turn: turn.handle,
      conversation,
      at: milliseconds(turn.started_at),
      model: turn.model,
      requested_model: turn.requested_model,
      capture: turn.capture,
      parameters: Object.entries(turn.params)
        .filter(([, value]) => value !== null)
        .map(([name, value]) => ({
          name,
          value: typeof value === 'string' ? value : JSON.stringify(value),
        })),
      given: given(turn, span),
      answer: turn.output.flatMap((message) => quotedParts(message, 'output', span)),
      ...(references === undefined
        ? {}
        : {
            references: references.map(({ evidence, title, passage }) => ({
              title,
              sha256: evidence,
              passage,
              citations: referenceCitations(open, cite, evidence),
            })),
          }),
      ...(pieces.length === 0 ? {} : { pieces }),
      records: turn.records.map(({ record_id: _, ...record }) => ({
        ...record,
        citations: [cite.record(record.place)],
      })),
      conflicts: differences(turn.records, turn.conflicts).map(({ field, kept, other }) => ({
        field,
        kept: { value: kept.value, citations: citedAs(kept.record, cite) },
        other: { value: other.value, citations: citedAs(other.record, cite) },
      })),
      place,
      command: stockCommand(open.evidence, place) ?? `exhibit replay CASE ${turn.handle}`,
      citations: [cite.record(place)],
    };
  });
}

/** The references that are exhibits by themselves. */
export function referenceExhibitsSection({
  open,
  info,
  cite,
}: Material): ReportExtract['reference_exhibits'] {
  return open.analysis.exhibits.flatMap(({ number, caption, anchor, references = [] }) => {
    const [cited] = references;
    if (anchor !== null || cited === undefined) return [];
    const sha256 = cited.evidence;
    const registered = info.references.find((one) => one.sha256 === sha256);
    if (registered === undefined)
      throw new Fault(`exhibit E-${number} is a reference that the case does not hold`);
    const command = `sha256sum evidence/${sha256}`;
    return [
      {
        id: cite.referenceExhibit(number, caption, command),
        caption,
        title: registered.title,
        passage: cited.passage,
        name: registered.name,
        sha256,
        bytes: statSync(pathOfEvidence(open.evidence, sha256)).size,
        ...asDates(registered),
        command,
        citations: referenceCitations(open, cite, sha256),
      },
    ];
  });
}

const citedAs = (record: ReplayRecord | undefined, cite: Material['cite']): string[] =>
  record === undefined ? [] : [cite.record(record.place)];

/** The record that holds what was pinned: another than the one that names the turn may give it. */
function placeOf(turn: ReplayTurn, span: Span | null): Place {
  const given = {
    input: turn.input.find(({ seq }) => seq === span?.seq),
    output: turn.output.find(({ seq }) => seq === span?.seq),
    tools: turn.tools.find(({ seq }) => seq === span?.seq),
    context: turn.context.find(({ rank }) => rank === span?.seq),
  };
  return (span === null ? undefined : given[span.side]?.place) ?? turn.place;
}

function given(turn: ReplayTurn, span: Span | null): Exhibits[number]['given'] {
  const instructions = new Set(turn.instructions);
  return {
    system: turn.input
      .filter(({ seq }) => instructions.has(seq))
      .flatMap((message) => quotedParts(message, 'input', span)),
    messages: turn.input
      .filter(({ seq }) => !instructions.has(seq))
      .flatMap((message) =>
        quotedParts(message, 'input', span).map((content) => ({
          role: message.role ?? 'unknown',
          name: message.name,
          content,
        })),
      ),
    documents: turn.context.map(({ rank, document_id, source, score, text, from_turn_id }) => ({
      rank,
      document_id,
      source,
      score,
      retrieved_by: from_turn_id === null ? null : `T-${from_turn_id}`,
      content: quotationOf(
        text ?? '',
        span?.side === 'context' && span.seq === rank
          ? { start: span.char_start, end: span.char_end }
          : null,
      ),
    })),
    tools: turn.tools.map(({ name, text }) => ({
      name: name ?? 'unnamed',
      definition: quotationOf(text ?? '', null, 400),
    })),
  };
}

function quotedParts({ seq, parts }: ReplayMessage, side: 'input' | 'output', span: Span | null) {
  return parts
    .filter(({ text }) => text !== null)
    .map(({ part, type, name, text }) => {
      const here = span?.side === side && span.seq === seq && span.part === part;
      if (type === 'tool_call') return quotationOf(`${name ?? 'tool'}(${text ?? ''})`, null, 400);
      return quotationOf(text ?? '', here ? { start: span.char_start, end: span.char_end } : null);
    });
}
