import { useEffect, useRef } from 'react';
import type { ReplayFinding } from '../../../shared/domain/replay.ts';
import type { TurnHead } from '../../../shared/domain/replay-screen.ts';
import { severity as severities } from '../../../shared/domain/finding.ts';
import { count } from '../../../shared/text/numbers.ts';
import { EvidenceText } from '../../design/evidence-text.tsx';
import { Lane } from '../../design/lane.tsx';
import { List } from '../../design/list.tsx';
import { PanelSection } from '../../design/pane.tsx';
import { Severity } from '../../design/severity.tsx';
import { findingOrder, inReadingOrder, isDismissed } from './findings.ts';
import type { Selection } from './selection.ts';
import styles from './details.module.css';

/** What rules and statistics found in the turn, by where it stands; what a review dismissed stands apart. */
export function FindingsSection(props: {
  head: TurnHead;
  selection: Selection;
  select: (selection: Selection) => void;
}) {
  const { head } = props;
  const shown = inReadingOrder(head);
  const dismissed = head.findings.filter(isDismissed);
  return (
    <>
      <PanelSection
        title="Findings"
        count={count(shown.length)}
        end={<span className="u-quiet">this turn</span>}
      >
        <Findings {...props} label="Findings" findings={shown} />
        {shown.length === 0 ? <p className={styles['none']}>No rule hit this turn.</p> : null}
      </PanelSection>
      {dismissed.length === 0 ? null : (
        <PanelSection
          title="Dismissed by review"
          count={count(dismissed.length)}
          isFoldable
          defaultOpen={false}
        >
          <Findings {...props} label="Dismissed findings" findings={dismissed} />
        </PanelSection>
      )}
    </>
  );
}

function Findings(props: {
  label: string;
  findings: readonly ReplayFinding[];
  selection: Selection;
  select: (selection: Selection) => void;
}) {
  const { selection, select } = props;
  const selected = selection.what === 'finding' ? String(selection.id) : null;
  return (
    <List
      label={props.label}
      items={props.findings}
      idOf={({ finding_id }) => String(finding_id)}
      selection="single"
      selected={new Set(selected === null ? [] : [selected])}
      onSelect={(ids) => {
        const [id] = ids;
        if (id !== undefined) select({ what: 'finding', id: Number(id) });
      }}
      onOpen={({ finding_id }) => select({ what: 'finding', id: finding_id })}
      isTwoLine
    >
      {(finding, { isSelected }) => <FindingRow finding={finding} isSelected={isSelected} />}
    </List>
  );
}

function FindingRow({ finding, isSelected }: { finding: ReplayFinding; isSelected: boolean }) {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isSelected) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isSelected]);
  const { rule_id, rule_version, severity, lane, failure_type, explanation, review } = finding;
  const level = severities.options.find((known) => known === severity);
  const known = findingOrder.find((one) => one === lane);
  return (
    <div ref={row} className={styles['finding']}>
      <div className={styles['finding-head']}>
        {level === undefined ? severity : <Severity level={level} />}
        <b className={styles['finding-rule']}>{failureWords(failure_type)}</b>
        <span className={styles['at-end']}>
          {known === undefined ? <span className="u-quiet">{lane}</span> : <Lane lane={known} />}
        </span>
      </div>
      <EvidenceText text={explanation} className={styles['explanation']} />
      <span className={styles['rule']}>
        <bdi className="u-mono-small">{rule_id}</bdi> v{rule_version}
        {review === null ? null : ` · ${reviewWords(review)}`}
      </span>
    </div>
  );
}

const reviewWords = (review: string): string =>
  review === 'accept' ? 'accepted' : review === 'dismiss' ? 'dismissed' : review;

const failureWords = (failure: string): string => {
  const words = failure.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};
