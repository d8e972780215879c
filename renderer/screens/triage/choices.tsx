import type { TriagePlace } from '../../../shared/domain/destination.ts';
import type { TriageSummary } from '../../../shared/domain/triage.ts';
import { count, counted } from '../../../shared/text/numbers.ts';
import { LinkButton } from '../../design/button.tsx';
import { Pane, PaneBody, PanelSection } from '../../design/pane.tsx';
import { Severity } from '../../design/severity.tsx';
import { Table, type TableColumn } from '../../design/table.tsx';
import {
  laneCounts,
  laneWords,
  rowsWords,
  SEVERITIES,
  type TypeRow,
  typeRows,
} from './triage-words.ts';
import styles from './triage.module.css';

type RuleRow = TriageSummary['rules'][number];
type Change = (to: Partial<TriagePlace>) => void;

/** What the lane holds under what else is chosen, by failure type and severity, and by rule. Each choice narrows the rest; chosen again it goes. */
export function Choices(props: { summary: TriageSummary; place: TriagePlace; change: Change }) {
  const { summary, place, change } = props;
  const { lane } = place;
  const { undated } = laneCounts(summary, lane);
  const none = <p className={styles['aside']}>{`No ${laneWords[lane]} here.`}</p>;
  const range = place.from === undefined || place.to === undefined ? null : place;
  return (
    <Pane label="By failure type and rule" isSide>
      <PaneBody label="Counts by failure type and rule">
        <PanelSection
          title="By failure type"
          level={2}
          count={place.rule === undefined ? undefined : 'of the rule'}
        >
          <Table
            label={`${laneWords[lane]} by failure type and severity`}
            rows={typeRows(summary)}
            keyOf={({ failure_type }) => failure_type}
            isOn={({ failure_type }) => failure_type === place.failure}
            columns={typeColumns(place, change)}
            empty={none}
          />
          {range === null || undated === 0 ? null : (
            <p className={styles['aside']}>
              {`${counted(undated, 'hit')} on turns without a time: in no range.`}
            </p>
          )}
        </PanelSection>
        <PanelSection title="Rules that hit" level={2} count={count(summary.rules.length)}>
          <Table
            label={`${laneWords[lane]} by rule`}
            rows={summary.rules}
            keyOf={({ rule_id }) => rule_id}
            isOn={({ rule_id }) => rule_id === place.rule}
            columns={ruleColumns(place, change)}
            empty={none}
          />
        </PanelSection>
      </PaneBody>
    </Pane>
  );
}

function typeColumns(place: TriagePlace, change: Change): readonly TableColumn<TypeRow>[] {
  return [
    {
      id: 'type',
      head: 'Failure type',
      wraps: true,
      cell: ({ failure_type }) => (
        <LinkButton
          className={styles['name'] ?? ''}
          label={`Only ${failure_type}`}
          isOn={place.failure === failure_type && place.severity === undefined}
          onPress={() =>
            change(
              place.failure === failure_type && place.severity === undefined
                ? { failure: undefined }
                : { failure: failure_type, severity: undefined },
            )
          }
        >
          {failure_type}
        </LinkButton>
      ),
    },
    ...SEVERITIES.map(
      (severity): TableColumn<TypeRow> => ({
        id: severity,
        head: <Severity level={severity} />,
        width: '62px',
        isNumber: true,
        cell: ({ failure_type, cells }) => {
          const cell = cells[severity];
          if (cell === undefined) return <span className="u-quiet">–</span>;
          const isOn = place.failure === failure_type && place.severity === severity;
          return (
            <LinkButton
              className={styles['count'] ?? ''}
              label={`Only ${severity} ${failure_type}: ${counted(cell.hits, 'hit')} on ${rowsWords(cell)}`}
              isOn={isOn}
              onPress={() =>
                change(
                  isOn
                    ? { failure: undefined, severity: undefined }
                    : { failure: failure_type, severity },
                )
              }
            >
              {count(cell.hits)}
            </LinkButton>
          );
        },
      }),
    ),
  ];
}

function ruleColumns(place: TriagePlace, change: Change): readonly TableColumn<RuleRow>[] {
  return [
    {
      id: 'rule',
      head: 'Rule',
      wraps: true,
      cell: (rule) => (
        <LinkButton
          className={styles['name'] ?? ''}
          label={`Only rule ${rule.rule_id}: ${counted(rule.hits, 'hit')} on ${rowsWords(rule)}`}
          isOn={place.rule === rule.rule_id}
          onPress={() => change({ rule: place.rule === rule.rule_id ? undefined : rule.rule_id })}
        >
          {rule.rule_id}
        </LinkButton>
      ),
    },
    {
      id: 'hits',
      head: 'Hits',
      width: '80px',
      isNumber: true,
      cell: (rule) => count(rule.hits),
    },
  ];
}
