import {
  memo,
  type MouseEvent,
  type Ref,
  startTransition,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import { Button } from '../../design/button.tsx';
import { Fault } from '../../design/fault.tsx';
import { MenuAt } from '../../design/menu.tsx';
import { SkeletonRows } from '../../design/skeleton.tsx';
import type { FacetChange } from './facet-filter.ts';
import { FacetValues } from './facet-values.tsx';
import {
  changedValue,
  facetTitle,
  type FacetValue,
  facetValues,
  shortened,
} from './facet-words.ts';
import { useAfter } from './use-after.ts';
import { useFacets } from './use-facets.ts';
import { useOneTabStop } from './use-one-tab-stop.ts';
import styles from './turns.module.css';

export interface FacetsHandle {
  readonly focus: () => void;
}

interface OpenMenu {
  readonly at: { readonly x: number; readonly y: number };
  readonly field: string;
  readonly value: FacetValue;
}

/**
 * How the turns that match spread over the values of the usual fields; asked for when the grid has its view. A press
 * asks for a value or takes it out again; with Shift or Alt, or from the menu, it is left out.
 */
export const FacetsPane = memo(function FacetsPane({
  ref,
  ...props
}: {
  /** Of the view that the grid shows; undefined while another is opened. */
  filter: string | undefined;
  /** The grid's view is on its way. */
  isWaiting: boolean;
  /** The text of the filter field, which says which values are chosen; the pane may be a moment behind it. */
  text: string;
  /** A press that changes the filter for one value; null stands for turns without a value. */
  onChange: (field: string, value: string | null, how: FacetChange) => void;
  /** Goes on in the field, with a beginning such as `user:`. */
  onWrite: (beginning: string) => void;
  onLeave: () => void;
  ref: Ref<FacetsHandle>;
}) {
  const { text, onChange } = props;
  const { counted, of, isCounting, trouble, again } = useFacets(props.filter);
  const isLate = useAfter(isCounting || props.isWaiting, 300);
  const pane = useRef<HTMLDivElement>(null);
  const stop = useOneTabStop(pane);
  useImperativeHandle(ref, () => ({ focus: stop.focus }));
  const [whole, setWhole] = useState<ReadonlySet<string>>(new Set());
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const excludes = useRef(false);

  // Values that are known already wait too, until the screen they come with has asked for its rows. A deferred value with a
  // first one would do it in one line, but React draws a screen anew, again and again, that was just loaded and holds one.
  const [isDrawn, setIsDrawn] = useState(false);
  useEffect(() => startTransition(() => setIsDrawn(true)), []);
  const drawn = isDrawn ? (counted ?? []) : [];
  const groups = drawn.map((one) => {
    const { field } = one.facet;
    const listed = facetValues(
      one.facet,
      text,
      of !== text.trim() ? 'none' : one.isWhole ? 'all' : 'excluded',
    );
    return { counted: one, field, listed, shown: whole.has(field) ? listed : shortened(listed) };
  });
  const change = (field: string, value: FacetValue, how: FacetChange): void =>
    onChange(field, changedValue(value, how), how);
  const press = (field: string, value: FacetValue): void => {
    if (excludes.current) change(field, value, value.state === 'excluded' ? 'leave' : 'exclude');
    else change(field, value, value.state === false ? 'ask' : 'leave');
  };
  const openMenu = (event: MouseEvent<HTMLElement>): void => {
    const found = rowUnder(event.target);
    const group = groups.find(({ field }) => field === found?.field);
    const value = group?.shown[found?.index ?? -1];
    if (found === undefined || group === undefined || value === undefined) return;
    event.preventDefault();
    const { left, bottom } = found.row.getBoundingClientRect();
    const byMouse = event.button === 2;
    const at = byMouse ? { x: event.clientX, y: event.clientY } : { x: left + 16, y: bottom };
    setMenu({ at, field: group.field, value });
  };

  return (
    <aside className={styles['facets']} aria-label="Facets" aria-busy={isLate}>
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- One control inside is the stop of Tab. */}
      <div
        ref={pane}
        role="toolbar"
        aria-orientation="vertical"
        aria-label="Values to filter by"
        data-keys="list"
        className={styles['facets-body']}
        data-late={isLate && counted !== undefined}
        onFocus={stop.onFocus}
        onBlur={stop.onBlur}
        onPointerDownCapture={({ shiftKey, altKey }) => {
          excludes.current = shiftKey || altKey;
        }}
        onKeyDownCapture={({ shiftKey, altKey }) => {
          excludes.current = shiftKey || altKey;
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') props.onLeave();
          else stop.onKeyDown(event);
        }}
        onContextMenu={openMenu}
      >
        {groups
          .filter(({ shown }) => shown.length > 0)
          .map(({ field, ...group }) => (
            <FacetValues
              key={field}
              {...group}
              onPress={(value) => press(field, value)}
              onMore={() => setWhole(new Set([...whole, field]))}
              onWrite={() => props.onWrite(`${field}:`)}
            />
          ))}
        {counted !== undefined ? null : trouble === null ? (
          props.isWaiting || props.filter !== undefined ? (
            <SkeletonRows label="Counting values" rows={14} />
          ) : null
        ) : trouble.kind === 'cancelled' ? null : (
          <Fault
            what="The facets cannot be counted."
            where={trouble.sentence}
            code={trouble.code ?? undefined}
            actions={
              <Button icon="refresh" onPress={again}>
                Try again
              </Button>
            }
          />
        )}
      </div>
      <MenuAt
        label={menu === null ? 'Value' : facetTitle(menu.field)}
        at={menu?.at ?? null}
        onClose={() => setMenu(null)}
        entries={
          menu === null ? [] : entriesFor(menu.value, (how) => change(menu.field, menu.value, how))
        }
      />
    </aside>
  );
});

/** The row of a value that an event came from: its facet and how many stand before it. */
function rowUnder(
  target: EventTarget,
): { readonly row: Element; readonly field: string; readonly index: number } | undefined {
  const row = target instanceof Element ? target.closest('li') : null;
  const group = row?.closest<HTMLElement>('[data-facet]');
  const field = group?.dataset['facet'];
  if (row === null || field === undefined) return undefined;
  const index = Array.from(row.parentElement?.children ?? []).findIndex((other) => other === row);
  return { row, field, index };
}

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
