import type { Destination, TriagePlace } from '../../../shared/domain/destination.ts';
import type { Severity as Level } from '../../../shared/domain/finding.ts';
import type { TriageSummary } from '../../../shared/domain/triage.ts';
import { count, counted } from '../../../shared/text/numbers.ts';
import { LinkButton } from '../../design/button.tsx';
import { Pane, PaneBody, PanelSection } from '../../design/pane.tsx';
import { Severity } from '../../design/severity.tsx';
import { Table, type TableColumn } from '../../design/table.tsx';
import {
  laneCounts,
  laneWords,
  ofWords,
  rangeOf,
  SEVERITIES,
  turnsFilter,
  type TypeRow,
  typeRows,
} from './triage-words.ts';
import styles from './triage.module.css';

type RuleRow = TriageSummary['rules'][number];

/** What one lane holds in the range, by failure type and severity, then by rule. A count leads to its turns, a name narrows the queue. */
export function ByType(props: {
  summary: TriageSummary;
  place: TriagePlace;
  change: (to: Partial<TriagePlace>) => void;
  go: (to: Destination) => void;
}) {
  const { summary, place, change, go } = props;
  const { lane } = place;
  const { hits, of, undated } = laneCounts(summary, lane);
  const range = rangeOf(place);
  const toTurns = (narrowed: { failure?: string; severity?: string; rule?: string }) => () =>
    go({ screen: 'turns', filter: turnsFilter({ lane, ...narrowed }, range) });
  const rules = summary.rules.filter((rule) => rule.lane === lane);
  return (
    <Pane label="By failure type and rule" isSide>
      <PaneBody label="Counts by failure type and rule">
        <PanelSection title="By failure type" level={2} count={ofWords(hits, of, lane)}>
          {range === null || undated === 0 ? null : (
            <p className={styles['aside']}>
              {`${count(undated)} of them are on turns without a time and in no range.`}
            </p>
          )}
          <Table
            label={`${laneWords[lane]} by failure type and severity`}
            rows={typeRows(summary, lane)}
            keyOf={({ failure_type }) => failure_type}
            isOn={({ failure_type }) => failure_type === place.failure}
            columns={[
              {
                id: 'type',
                head: 'Failure type',
                cell: ({ failure_type }) => (
                  <LinkButton
                    label={`Only ${failure_type} in the queue`}
                    onPress={() => change({ failure: failure_type })}
                  >
                    {failure_type}
                  </LinkButton>
                ),
              },
              ...SEVERITIES.map(
                (level): TableColumn<TypeRow> => ({
                  id: level,
                  head: <Severity level={level} />,
                  width: '44px',
                  isNumber: true,
                  cell: (row) => (
                    <Count
                      of={row.cells[level]}
                      words={`${level} ${row.failure_type} ${laneWords[lane]}`}
                      onPress={toTurns({ failure: row.failure_type, severity: level })}
                    />
                  ),
                }),
              ),
            ]}
            empty={<p className={styles['aside']}>{`No ${laneWords[lane]} here.`}</p>}
          />
        </PanelSection>
        <PanelSection title="Rules that hit" level={2} count={counted(rules.length, 'rule')}>
          <Table
            label={`${laneWords[lane]} by rule`}
            rows={rules}
            keyOf={({ rule_id }) => rule_id}
            isOn={({ rule_id }) => rule_id === place.rule}
            columns={ruleColumns(change, toTurns)}
          />
        </PanelSection>
      </PaneBody>
    </Pane>
  );
}

const ruleColumns = (
  change: (to: Partial<TriagePlace>) => void,
  toTurns: (narrowed: { rule: string }) => () => void,
): readonly TableColumn<RuleRow>[] => [
  {
    id: 'rule',
    head: 'Rule',
    wraps: true,
    cell: ({ rule_id }) => (
      <LinkButton
        label={`Only rule ${rule_id} in the queue`}
        onPress={() => change({ rule: rule_id })}
      >
        {rule_id}
      </LinkButton>
    ),
  },
  {
    id: 'hits',
    head: 'hits',
    width: '52px',
    isNumber: true,
    cell: ({ hits }) => count(hits),
  },
  {
    id: 'turns',
    head: 'turns',
    width: '52px',
    isNumber: true,
    cell: (rule) => (
      <LinkButton
        className={styles['number'] ?? ''}
        label={`${counted(rule.turns, 'turn')} with hits of ${rule.rule_id}: show them`}
        onPress={toTurns({ rule: rule.rule_id })}
      >
        {count(rule.turns)}
      </LinkButton>
    ),
  },
];

function Count(props: {
  of: { readonly hits: number; readonly turns: number } | undefined;
  words: `${Level} ${string}`;
  onPress: () => void;
}) {
  if (props.of === undefined) return <span className="u-quiet">–</span>;
  const { hits, turns } = props.of;
  return (
    <LinkButton
      className={styles['number'] ?? ''}
      label={`${count(hits)} ${props.words} on ${counted(turns, 'turn')}: show the turns`}
      onPress={props.onPress}
    >
      {count(hits)}
    </LinkButton>
  );
}
