import { count } from '../../../shared/text/numbers.ts';
import { LinkButton } from '../../design/button.tsx';
import { classNames } from '../../design/class-names.ts';
import { FacetGroup, FacetRow } from '../../design/facet.tsx';
import { Lane, type Lane as LaneOf } from '../../design/lane.tsx';
import { Severity, type Severity as SeverityOf } from '../../design/severity.tsx';
import {
  causeLabel,
  facetLabel,
  facetNone,
  facetNote,
  facetTitle,
  type FacetValue,
  shownDigits,
} from './facet-words.ts';
import { useCauseNames } from '../../engine-client/cause-names.ts';
import { CutInTheMiddle, isPlain, LogText } from './log-text.tsx';
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
  const causes = useCauseNames();
  const nameOf = ({ value, name }: FacetValue): string =>
    value === null
      ? facetNone(field)
      : field === 'cause'
        ? causeLabel(value, causes)
        : facetLabel(field, value, name);
  return (
    <div data-facet={field}>
      <FacetGroup title={title} note={facetNote(facet, listed)}>
        {shown.map((value) => (
          <FacetRow
            key={value.value ?? ' none'}
            label={
              field === 'cause' && value.value !== null ? (
                <span title={nameOf(value)}>{nameOf(value)}</span>
              ) : (
                <ValueLabel field={field} value={value.value} name={value.name} />
              )
            }
            name={nameOf(value)}
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
  return <CutInTheMiddle text={label} />;
}
