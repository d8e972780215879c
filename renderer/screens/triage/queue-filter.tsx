import type { TriagePlace } from '../../../shared/domain/destination.ts';
import { failureType, type FailureType, type Severity } from '../../../shared/domain/finding.ts';
import type { TriageReview, TriageSummary } from '../../../shared/domain/triage.ts';
import { count } from '../../../shared/text/numbers.ts';
import { Segmented } from '../../design/segmented.tsx';
import { Select } from '../../design/select.tsx';
import { laneCounts, LANES, laneWords, SEVERITIES } from './triage-words.ts';
import styles from './triage.module.css';

const ALL = 'all';
const REVIEWS: readonly { value: TriageReview; label: string }[] = [
  { value: 'any', label: 'Reviewed or not' },
  { value: 'unreviewed', label: 'Unreviewed' },
  { value: 'reviewed', label: 'Reviewed' },
];

/** Which hits the queue shows: one lane, and of it what is chosen. */
export function QueueFilter(props: {
  summary: TriageSummary;
  place: TriagePlace;
  change: (to: Partial<TriagePlace>) => void;
}) {
  const { summary, place, change } = props;
  const lanes = LANES.map((value) => ({
    value,
    label: `${laneWords[value].charAt(0).toUpperCase()}${laneWords[value].slice(1)} ${count(laneCounts(summary, value).hits)}`,
  }));
  const rules = [
    ...new Set([
      ...summary.rules.filter(({ lane }) => lane === place.lane).map(({ rule_id }) => rule_id),
      ...(place.rule === undefined ? [] : [place.rule]),
    ]),
  ].toSorted();
  return (
    <div className={styles['filter']} role="group" aria-label="Filter of the queue">
      <Segmented
        label="Lane"
        options={lanes}
        value={place.lane}
        onChange={(lane) => change({ lane })}
      />
      <Narrowed<FailureType>
        label="Failure type"
        all="All failure types"
        values={failureType.options}
        value={place.failure}
        onChange={(failure) => change({ failure })}
      />
      <Narrowed<Severity>
        label="Severity"
        all="All severities"
        values={SEVERITIES}
        value={place.severity}
        onChange={(severity) => change({ severity })}
      />
      <Narrowed<string>
        label="Rule"
        all="All rules"
        values={rules}
        value={place.rule}
        onChange={(rule) => change({ rule })}
      />
      <Select
        label="Review"
        isLabelHidden
        size="control"
        options={REVIEWS}
        value={place.review}
        onChange={(review) => change({ review })}
      />
    </div>
  );
}

function Narrowed<V extends string>(props: {
  label: string;
  all: string;
  values: readonly V[];
  value: V | undefined;
  onChange: (value: V | undefined) => void;
}) {
  const { values } = props;
  return (
    <Select<string>
      label={props.label}
      isLabelHidden
      size="control"
      options={[
        { value: ALL, label: props.all },
        ...values.map((value) => ({ value, label: value })),
      ]}
      value={props.value ?? ALL}
      onChange={(chosen) => props.onChange(values.find((value) => value === chosen))}
    />
  );
}
