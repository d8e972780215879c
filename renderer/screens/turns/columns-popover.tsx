import { useRef } from 'react';
import type { GridColumnState } from '../../design/grid/index.ts';
import { toggleColumn } from '../../design/grid/index.ts';
import { Button, IconButton } from '../../design/button.tsx';
import { Checkbox } from '../../design/checkbox.tsx';
import { Popover } from '../../design/popover.tsx';
import { useTimes } from '../../engine-client/shown-times.ts';
import { columnSets, movedColumn, ordered, setOf, stateOf, usualColumns } from './column-sets.ts';
import { columnTitle } from './turn-columns.tsx';
import styles from './turns.module.css';

/** The button that chooses columns: ready sets, and each column shown, hidden, moved. */
export function ColumnsPopover(props: {
  state: GridColumnState;
  onState: (state: GridColumnState) => void;
  isOpen: boolean;
  onOpen: (isOpen: boolean) => void;
}) {
  const { state, onState, isOpen, onOpen } = props;
  const times = useTimes();
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <IconButton
        ref={button}
        icon="columns"
        label="Choose columns"
        variant="edged"
        size="large"
        isOn={isOpen}
        onPress={() => onOpen(!isOpen)}
      />
      <Popover
        title="Columns"
        triggerRef={button}
        isOpen={isOpen}
        onClose={() => onOpen(false)}
        placement="bottom end"
        width={328}
      >
        <Sets state={state} onState={onState} />
        <ul className={styles['columns']} aria-label="Columns, from left to right">
          {ordered(state).map((id, index, all) => {
            const isShown = !state.hidden.includes(id);
            const isLastShown = isShown && all.length - state.hidden.length <= 1;
            return (
              <li key={id}>
                <Checkbox
                  checked={isShown}
                  onChange={() => onState(toggleColumn(state, id))}
                  isDisabled={isLastShown}
                  reason="One column stays"
                >
                  {columnTitle(id, times)}
                </Checkbox>
                <span className={styles['columns-move']}>
                  <IconButton
                    icon="arrow-up"
                    iconSize={12}
                    label={`Move ${columnTitle(id, times)} to the left`}
                    isDisabled={index === 0}
                    onPress={() => onState(movedColumn(state, id, -1))}
                  />
                  <IconButton
                    icon="arrow-down"
                    iconSize={12}
                    label={`Move ${columnTitle(id, times)} to the right`}
                    isDisabled={index === all.length - 1}
                    onPress={() => onState(movedColumn(state, id, 1))}
                  />
                </span>
              </li>
            );
          })}
        </ul>
        <div>
          <Button variant="bare" icon="undo" onPress={() => onState(usualColumns)}>
            Usual columns and widths
          </Button>
        </div>
      </Popover>
    </>
  );
}

function Sets(props: { state: GridColumnState; onState: (state: GridColumnState) => void }) {
  const chosen = setOf(props.state)?.id;
  return (
    <div role="group" aria-label="Ready sets" className={styles['column-sets']}>
      {columnSets.map((set) => (
        <Button
          key={set.id}
          isOn={set.id === chosen}
          onPress={() => props.onState(stateOf(set, props.state.widths))}
        >
          {set.name}
        </Button>
      ))}
    </div>
  );
}
