import { count } from '../../../shared/text/numbers.ts';
import { LinkButton } from '../../design/button.tsx';
import { classNames } from '../../design/class-names.ts';
import { FacetGroup, FacetRow } from '../../design/facet.tsx';
import { Lane, type Lane as LaneOf } from '../../design/lane.tsx';
import { Severity, type Severity as SeverityOf } from '../../design/severity.tsx';
import {
  cutEnd,
  facetLabel,
  facetNone,
  facetNote,
  facetTitle,
  type FacetValue,
  shownDigits,
} from './facet-words.ts';
import { isPlain, LogText } from './log-text.tsx';
import type { CountedFacet } from './use-facets.ts';
import styles from './turns.module.css';

/** The values of one facet, and how to come by those that are not shown. */
export function FacetValues(props: {
  counted: CountedFacet;
  /** All that are listed, and those of them that are shown. */
  listed: readonly FacetValue[];
  shown: readonly FacetValue[];
  onPress: (value: FacetValue) => void;
  onMore: () => void;
  onWrite: () => void;
}) {
  const { listed, shown } = props;
  const { facet, of } = props.counted;
  const { field } = facet;
  const hidden = listed.length - shown.length;
  const title = facetTitle(field);
  return (
    <div data-facet={field}>
      <FacetGroup title={title} note={facetNote(facet, listed)}>
        {shown.map((value) => (
          <FacetRow
            key={value.value ?? ' none'}
            label={<ValueLabel field={field} value={value.value} name={value.name} />}
            name={
              value.value === null ? facetNone(field) : facetLabel(field, value.value, value.name)
            }
            count={value.turns}
            of={of}
            checked={value.state}
            onChange={() => props.onPress(value)}
          />
        ))}
        {hidden > 0 ? (
          <li className={styles['facet-more']}>
            <LinkButton label={`${count(hidden)} more values of ${title}`} onPress={props.onMore}>
              {count(hidden)} more
            </LinkButton>
          </li>
        ) : facet.distinct > facet.values.length ? (
          <li className={styles['facet-more']}>
            {count(facet.values.length)} of {count(facet.distinct)} values{' '}
            <LinkButton label={`Write another value of ${title}`} onPress={props.onWrite}>
              Another…
            </LinkButton>
          </li>
        ) : null}
      </FacetGroup>
    </div>
  );
}

const lanes: readonly LaneOf[] = ['finding', 'lead', 'candidate'];
const severities: readonly SeverityOf[] = ['critical', 'high', 'medium', 'low'];

function ValueLabel(props: { field: string; value: string | null; name: string | undefined }) {
  const { field, value, name } = props;
  if (value === null) return <span className="u-quiet">{facetNone(field)}</span>;
  if (name !== undefined)
    return (
      <span
        className={classNames(styles['cut-middle'], styles['has-digits'])}
        title={facetLabel(field, value, name)}
      >
        <span className="u-cut">{isPlain(name) ? name : <LogText text={name} />}</span>
        <span className="u-mono-small u-quiet">{shownDigits(value)}</span>
      </span>
    );
  const lane = field === 'lane' ? lanes.find((known) => known === value) : undefined;
  if (lane !== undefined) return <Lane lane={lane} />;
  const severity = field === 'severity' ? severities.find((known) => known === value) : undefined;
  if (severity !== undefined) return <Severity level={severity} hasWords />;
  const label = facetLabel(field, value);
  return isPlain(label) ? <CutInTheMiddle text={label} /> : <LogText text={label} />;
}

/** Names of models and files often differ at the end alone: it stays in sight. */
function CutInTheMiddle({ text }: { text: string }) {
  const end = cutEnd(text);
  return (
    <span className={styles['cut-middle']} title={text}>
      <span className="u-cut">{text.slice(0, text.length - end.length)}</span>
      <span>{end}</span>
    </span>
  );
}
