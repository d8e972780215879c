/** A fact that a log may leave out: what it is called in a sentence, and the filter that finds the turns without it. */
export interface TurnField {
  readonly words: string;
  readonly lacking: string;
}

const KNOWN: Readonly<Record<string, TurnField>> = {
  input: { words: 'input', lacking: '-side:input' },
  instructions: { words: 'system instructions', lacking: '-role:system -role:developer' },
  context: { words: 'retrieved passages', lacking: '-side:context' },
  output: { words: 'answer', lacking: '-side:output' },
  feedback: { words: 'feedback', lacking: '-feedback:*' },
  started_at: { words: 'time', lacking: '-at:*' },
};

/** What `completeness` answers of the engine name; a column of table `turn` stands for itself. */
export function turnField(field: string): TurnField {
  return Object.hasOwn(KNOWN, field) ? (KNOWN[field] ?? asColumn(field)) : asColumn(field);
}

const asColumn = (field: string): TurnField => ({ words: field, lacking: `-${field}:*` });
