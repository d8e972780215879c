import { useQuery } from '@tanstack/react-query';
import type { Destination } from '../../../shared/domain/destination.ts';
import type { JoinSummary, UnmatchedFact } from '../../../shared/domain/join.ts';
import { count, counted } from '../../../shared/text/numbers.ts';
import { UNMATCHED_WORDS } from '../../../shared/text/unmatched-words.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { attempt } from '../../commands/attempt.ts';
import { LinkButton } from '../../design/button.tsx';
import { PanelSection } from '../../design/pane.tsx';
import { ask } from '../../engine-client/engine.ts';
import { EvidenceFault } from './evidence-fault.tsx';
import styles from './evidence.module.css';

/** Unmatched rows that are listed; `exhibit joins` lists them all. */
const LISTED = 200;

/** How rows of a side table were joined to turns, and records to their calls; those that were not. Nothing for other logs. */
export function JoinsSection(props: { evidence_id: number; go: (to: Destination) => void }) {
  const { evidence_id, go } = props;
  const { data, error, refetch } = useQuery(
    ask.evidence.joins.queryOptions({ input: { evidence_id, offset: 0, limit: LISTED } }),
  );
  if (error !== null)
    return (
      <EvidenceFault
        what="How its rows were joined could not be read."
        error={error}
        onAgain={() => attempt(() => refetch())}
      />
    );
  if (data === undefined || data.joins.length === 0) return null;
  const { joins, total, unmatched } = data;
  const facts = joins.reduce((sum, join) => sum + join.facts, 0);
  return (
    <>
      <PanelSection title="Joined to turns" count={counted(facts, 'row')}>
        <ul className={styles['rows']} aria-label="Joins">
          {joins.map((join) => (
            <li key={`${join.table} ${join.key_kind ?? ''}`}>
              <span className="u-grow">{joinWords(join)}</span>
            </li>
          ))}
        </ul>
      </PanelSection>
      {total === 0 ? null : (
        <PanelSection
          title="Not joined"
          count={
            total > unmatched.length
              ? `${count(unmatched.length)} of ${count(total)}`
              : count(total)
          }
        >
          <ul className={styles['rows']} aria-label="Rows that were not joined">
            {unmatched.map((fact, index) => (
              <li key={index}>
                <Unmatched
                  fact={fact}
                  onRecord={() =>
                    go({ screen: 'evidence', file: evidence_id, record: fact.record_id })
                  }
                />
              </li>
            ))}
          </ul>
        </PanelSection>
      )}
    </>
  );
}

function Unmatched({ fact, onRecord }: { fact: UnmatchedFact; onRecord: () => void }) {
  const { reason, external_id, what, value, comment, key, place } = fact;
  const named = [external_id ?? what, value ?? comment].filter((text) => text !== null).join(' · ');
  return (
    <>
      <span className="u-grow u-cut" title={visibleLine(comment ?? named)}>
        <bdi>{visibleLine(named)}</bdi>
      </span>
      <span className="u-quiet" title={key === null ? undefined : visibleLine(key)}>
        {UNMATCHED_WORDS[reason]}
      </span>
      <LinkButton onPress={onRecord} label={`Record ${place.ordinal}: ${UNMATCHED_WORDS[reason]}`}>
        {`record ${count(place.ordinal)}`}
      </LinkButton>
    </>
  );
}

function joinWords({
  table,
  key_kind,
  matched,
  ambiguous,
  unmatched,
  matched_by,
}: JoinSummary): string {
  const by = Object.keys(matched_by).join(', ');
  return [
    `${table}${key_kind === null ? ', no key' : ` by ${key_kind}`}: ${count(matched)} joined${by === '' ? '' : ` (${by})`}`,
    `${count(ambiguous)} ambiguous`,
    `${count(unmatched)} not`,
  ].join(', ');
}
