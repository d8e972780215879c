/** Sides of a turn on which texts stand, in the order in which hits are shown. */
export const SIDES = ['input', 'context', 'output', 'tools'] as const;
export type Side = (typeof SIDES)[number];

/** Where a free word looks: what the model was given and what it answered. */
export const FREE_SIDES: readonly Side[] = ['input', 'context', 'output'];

/** Columns of a row that `rowsOnSides` gives. */
export const SIDE_COLUMNS = 'turn_id, side, seq, part, choice, role, content_id, record_id';

/** SQL of the message parts and context documents on these sides; a document's seq is its rank. */
export function rowsOnSides(sides: readonly Side[]): string {
  return [
    ...(sides.some((side) => side !== 'context')
      ? [`SELECT ${SIDE_COLUMNS} FROM message WHERE ${onSides(sides)}`]
      : []),
    ...(sides.includes('context')
      ? [
          `SELECT turn_id, 'context' AS side, rank AS seq, NULL AS part, NULL AS choice, NULL AS role, content_id, record_id
           FROM context_document`,
        ]
      : []),
  ].join(' UNION ALL ');
}

/** SQL that selects the turns with a text on these sides for which the condition over content_id holds. */
export function turnsHolding(sides: readonly Side[], condition: string): string {
  return `SELECT turn_id FROM (${rowsOnSides(sides)}) WHERE ${condition}`;
}

/** One comparison where it can be one: message is the largest table. */
function onSides(sides: readonly Side[]): string {
  const left = sides.filter((side) => side !== 'context');
  const absent = SIDES.filter((side) => side !== 'context' && !sides.includes(side));
  if (absent.length === 0) return 'true';
  return absent.length === 1
    ? `side <> '${absent.join('')}'`
    : `side IN (${left.map((side) => `'${side}'`).join(', ')})`;
}
