import type { Span } from '../../../../shared/domain/analysis.ts';
import type { ReportExtract } from '../../../../shared/domain/report-extract.ts';
import type { ReplayMessage, ReplayTurn } from '../../../../shared/domain/replay.ts';
import { turnOfAnchor } from '../../analysis/anchors.ts';
import { Fault } from '../../base/errors.ts';
import { stockCommand } from '../../evidence/stock-command.ts';
import { replayTurn } from '../../replay/replay.ts';
import type { Material } from '../material.ts';
import { quotationOf } from '../quotation.ts';
import { milliseconds, referenceCitations } from './evidence.ts';

type Exhibits = ReportExtract['exhibits'];

/** Each exhibit with everything that the log shows its turn was given. */
export async function exhibitsSection({ connection, open, cite }: Material): Promise<Exhibits> {
  const exhibits: Exhibits = [];
  for (const { number, caption, anchor, span, references } of open.analysis.exhibits) {
    const { turn, conversation } = await replayTurn(
      connection,
      await turnOfAnchor(connection, anchor),
    );
    if (turn.place.sha256 !== anchor.record_sha256)
      throw new Fault(`exhibit E-${number} points to another record`);
    exhibits.push({
      id: cite.exhibit(number, caption, turn.place),
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
      place: turn.place,
      command:
        stockCommand(open.layout.evidence, turn.place) ?? `exhibit replay CASE ${turn.handle}`,
      citations: [cite.record(turn.place)],
    });
  }
  return exhibits;
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
    documents: turn.context.map(({ rank, document_id, source, score, text }) => ({
      rank,
      document_id,
      source,
      score,
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
