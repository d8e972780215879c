import { type Format, Unmapped } from './format.ts';
import { restOf } from './json-values.ts';

const COLUMNS: ReadonlySet<string> = new Set(['instruction', 'input', 'output', 'generator']);

/** Outputs of AlpacaEval: one instruction and one model's answer to it. */
export const alpacaEval: Format = {
  id: 'alpaca-eval',
  title: 'AlpacaEval model outputs',
  recognise: (record) =>
    typeof record.instruction === 'string' &&
    typeof record.generator === 'string' &&
    'output' in record
      ? 1
      : 0,
  map(record, emit) {
    if (typeof record.instruction !== 'string') throw new Unmapped('no instruction');
    emit.turn({
      capture: 'application',
      model: record.generator,
      metadata: restOf(record, COLUMNS),
    });
    const parts = [{ type: 'text', content: record.instruction } as const];
    // Alpaca instructions may come with a text to work on.
    const more = typeof record.input === 'string' && record.input !== '';
    emit.message(
      'input',
      'user',
      more ? [...parts, { type: 'text', content: record.input }] : parts,
    );
    emit.message('output', 'assistant', [{ type: 'text', content: record.output }]);
  },
};
