import { type MouseEvent, useRef, useState } from 'react';
import type { Facet } from '../../../shared/domain/search.ts';
import { count } from '../../../shared/text/numbers.ts';
import { LinkButton } from '../../design/button.tsx';
import { FacetGroup, FacetRow } from '../../design/facet.tsx';
import { Lane, type Lane as LaneOf } from '../../design/lane.tsx';
import { MenuAt } from '../../design/menu.tsx';
import { Severity, type Severity as SeverityOf } from '../../design/severity.tsx';
import type { FacetChange } from './facets-pane.tsx';
import {
  facetLabel,
  facetNone,
  facetNote,
  facetTitle,
  facetValues,
  type FacetValue,
} from './facet-words.ts';
import styles from './turns.module.css';

/** Values that are shown before a person asks for the others that are listed. */
const SHOWN = 6;

/**
 * The values of one facet. A press asks for a value or takes it out again; with Shift or Alt, or from the menu, it is
 * left out.
 */
export function FacetValues(props: {
  facet: Facet;
  of: number;
  filter: string;
  onChange: (field: string, value: string | null, how: FacetChange) => void;
  onWrite: (beginning: string) => void;
}) {
  const { facet, of, filter, onChange } = props;
  const { field } = facet;
  const [isWhole, setWhole] = useState(false);
  const [menu, setMenu] = useState<{ at: { x: number; y: number }; value: FacetValue } | null>(
    null,
  );
  const excludes = useRef(false);
  const listed = facetValues(facet, filter);
  const values = isWhole || listed.length <= SHOWN + 1 ? listed : shortened(listed);
  const hidden = listed.length - values.length;
  const listedOf = listed.filter(({ value }) => value !== null).length;

  const press = ({ value, state }: FacetValue, excluding: boolean): void => {
    if (excluding) onChange(field, value, state === 'excluded' ? 'leave' : 'exclude');
    else onChange(field, value, state === false ? 'ask' : 'leave');
  };
  const openMenu = (event: MouseEvent<HTMLElement>): void => {
    const row = event.target instanceof Element ? event.target.closest('li') : null;
    const value =
      values[Array.from(row?.parentElement?.children ?? []).findIndex((li) => li === row)];
    if (row === null || value === undefined) return;
    event.preventDefault();
    const { left, bottom } = row.getBoundingClientRect();
    setMenu({
      at: event.button === 2 ? { x: event.clientX, y: event.clientY } : { x: left, y: bottom },
      value,
    });
  };

  return (
    <div
      onPointerDownCapture={(event) => (excludes.current = event.shiftKey || event.altKey)}
      onKeyDownCapture={(event) => (excludes.current = event.shiftKey || event.altKey)}
      onContextMenu={openMenu}
    >
      <FacetGroup title={facetTitle(field)} note={facetNote(facet, listed)}>
        {values.map((value) => (
          <FacetRow
            key={value.value ?? ' none'}
            label={<ValueLabel field={field} value={value.value} />}
            name={value.value === null ? facetNone(field) : facetLabel(field, value.value)}
            count={value.turns}
            of={of}
            checked={value.state}
            onChange={() => press(value, excludes.current)}
          />
        ))}
      </FacetGroup>
      {hidden > 0 ? (
        <p className={styles['facet-more']}>
          <LinkButton
            label={`${hidden} more values of ${facetTitle(field)}`}
            onPress={() => setWhole(true)}
          >
            {count(hidden)} more
          </LinkButton>
        </p>
      ) : facet.distinct > facet.values.length ? (
        <p className={styles['facet-more']}>
          {count(listedOf)} of {count(facet.distinct)} values.{' '}
          <LinkButton
            label={`Write another value of ${facetTitle(field)}`}
            onPress={() => props.onWrite(`${field}:`)}
          >
            Write another
          </LinkButton>
        </p>
      ) : null}
      <MenuAt
        label={facetTitle(field)}
        at={menu?.at ?? null}
        onClose={() => setMenu(null)}
        entries={
          menu === null
            ? []
            : entriesFor(menu.value, (how) => onChange(field, menu.value.value, how))
        }
      />
    </div>
  );
}

/** The most frequent, and all that the filter names. */
const shortened = (values: readonly FacetValue[]): readonly FacetValue[] =>
  values.filter(({ state, value }, index) => index < SHOWN || state !== false || value === null);

function entriesFor({ state }: FacetValue, change: (how: FacetChange) => void) {
  return [
    { id: 'ask', words: 'Show these', isOn: state === true, onPress: () => change('ask') },
    {
      id: 'exclude',
      words: 'Leave these out',
      keyHint: 'Shift Space',
      isOn: state === 'excluded',
      onPress: () => change('exclude'),
    },
    {
      id: 'leave',
      words: 'Take out of the filter',
      isDisabled: state === false,
      onPress: () => change('leave'),
    },
  ];
}

const lanes: readonly LaneOf[] = ['finding', 'lead', 'candidate'];
const severities: readonly SeverityOf[] = ['critical', 'high', 'medium', 'low'];

function ValueLabel({ field, value }: { field: string; value: string | null }) {
  if (value === null) return <span className="u-quiet">{facetNone(field)}</span>;
  const lane = field === 'lane' ? lanes.find((known) => known === value) : undefined;
  if (lane !== undefined) return <Lane lane={lane} />;
  const severity = field === 'severity' ? severities.find((known) => known === value) : undefined;
  if (severity !== undefined) return <Severity level={severity} hasWords />;
  return <span title={value}>{facetLabel(field, value)}</span>;
}
