import { type Emit, type Format, type JsonObject, Unmapped } from './format.ts';
import { numberOf, restOf } from './json-values.ts';
import { plainPart } from './plain-fields.ts';

const COLUMNS: ReadonlySet<string> = new Set(['instruction', 'input', 'output', 'generator']);
const JUDGED_COLUMNS: ReadonlySet<string> = new Set([
  ...['instruction', 'input', 'output_1', 'output_2', 'generator_1', 'generator_2'],
  ...['annotator', 'preference'],
]);
const SIDES = [1, 2] as const;
/** A judge's preference goes from 1, the first answer, to 2, the second. */
const TIE = 1.5;

/**
 * Outputs of AlpacaEval: one instruction and one model's answer to it. In the annotations of a judge there are two: each
 * is a turn in a conversation of its own, and what the judge preferred is a verdict on either.
 */
export const alpacaEval: Format = {
  id: 'alpaca-eval',
  title: 'AlpacaEval model outputs and annotations',
  recognise(record) {
    if (typeof record.instruction !== 'string') return 0;
    const isOutput = typeof record.generator === 'string' && 'output' in record;
    return isOutput || isJudged(record) ? 1 : 0;
  },
  map(record, emit) {
    if (typeof record.instruction !== 'string') throw new Unmapped('no instruction');
    if (isJudged(record)) {
      for (const side of SIDES) mapSide(record, side, emit);
      return;
    }
    emit.turn({
      capture: 'application',
      model: record.generator,
      metadata: restOf(record, COLUMNS),
    });
    emitInstruction(record, emit);
    emit.message('output', 'assistant', [{ type: 'text', content: record.output }]);
  },
};

const isJudged = (record: JsonObject): boolean =>
  SIDES.every((side) => typeof record[`generator_${side}`] === 'string') &&
  SIDES.every((side) => `output_${side}` in record);

function mapSide(record: JsonObject, side: 1 | 2, emit: Emit): void {
  emit.turn({
    capture: 'application',
    conversation: `output_${side}`,
    conversation_scope: 'record',
    model: record[`generator_${side}`],
    metadata: side === 1 ? restOf(record, JUDGED_COLUMNS) : undefined,
  });
  emitInstruction(record, emit);
  emit.message('output', 'assistant', [plainPart(record[`output_${side}`])]);
  // A judge that failed has no preference.
  const preference = numberOf(record.preference);
  if (preference === undefined) return;
  const preferred = preference < TIE ? 1 : 2;
  const value = preference === TIE ? 'tie' : preferred === side ? 'won' : 'lost';
  emit.verdict({ what: 'preference', value, who: record.annotator, comment: String(preference) });
}

function emitInstruction({ instruction, input }: JsonObject, emit: Emit): void {
  const parts = [{ type: 'text', content: instruction } as const];
  // Alpaca instructions may come with a text to work on.
  const more = typeof input === 'string' && input !== '';
  emit.message('input', 'user', more ? [...parts, { type: 'text', content: input }] : parts);
}
