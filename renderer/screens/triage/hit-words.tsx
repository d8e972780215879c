import { useMemo } from 'react';
import type { TriageHit } from '../../../shared/domain/triage.ts';
import { EvidenceText, type TextMark } from '../../design/evidence-text.tsx';

/** Code points before the words in a row: what was hit has to be seen in a narrow column. */
const BEFORE_IN_ROW = 10;

/** The words that were hit among those around them; where a rule looks at a field, what the rule says. */
export function HitWords({ hit, isWhole = false }: { hit: TriageHit; isWhole?: boolean }) {
  const { words, before, after, explanation, lane } = hit;
  const shown = useMemo(() => {
    if (words === null) return null;
    const ahead = Array.from(before ?? '');
    const kept = isWhole ? ahead : ahead.slice(-BEFORE_IN_ROW);
    const lead = `${kept.length < ahead.length || (isWhole && ahead.length === AROUND) ? '…' : ''}${kept.join('')}`;
    const from = lengthOf(lead);
    const mark: TextMark = {
      from,
      to: from + lengthOf(words),
      kind: lane === 'dismissed' ? 'hit' : lane,
      label: lane,
    };
    return { text: `${lead}${words}${after ?? ''}`, marks: [mark] };
  }, [words, before, after, lane, isWhole]);
  return shown === null ? (
    <span className={isWhole ? undefined : 'u-quiet u-cut'}>{explanation}</span>
  ) : (
    <EvidenceText {...shown} isLine={!isWhole} />
  );
}

/** Code points of a text: evidence is counted in them. */
const lengthOf = (text: string): number => Array.from(text).length;

/** Code points that the engine gives of what stands around. */
const AROUND = 80;
