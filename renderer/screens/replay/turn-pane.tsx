import type { UseQueryResult } from '@tanstack/react-query';
import type { RefObject } from 'react';
import type { TurnHead } from '../../../shared/domain/replay-screen.ts';
import { classNames } from '../../design/class-names.ts';
import { Pane } from '../../design/pane.tsx';
import { SkeletonText } from '../../design/skeleton.tsx';
import type { VirtualListHandle } from '../../design/virtual-list.tsx';
import { RawRecordOf } from './raw-record-of.tsx';
import type { Selection } from './selection.ts';
import { Trouble } from './trouble.tsx';
import { TurnDocument } from './turn-document.tsx';
import { TurnParams } from './turn-params.tsx';
import styles from './replay-screen.module.css';

/** The open turn: as a document, or as its raw record. */
export function TurnPane(props: {
  turn: UseQueryResult<TurnHead>;
  turn_id: number;
  isFirst: boolean;
  isRaw: boolean;
  onRaw: (isRaw: boolean) => void;
  showHidden: boolean;
  selection: Selection;
  select: (selection: Selection) => void;
  takesFocus: (finding: number) => boolean;
  list: RefObject<VirtualListHandle | null>;
  showMatches: boolean;
  toTurn: (turn_id: number) => void;
  toStep: (turn_id: number) => void;
  /** The record that was asked for by itself; null where that of the selection is shown. */
  record: number | null;
  toRecord: (record_id: number) => void;
}) {
  const { turn, turn_id, isRaw } = props;
  if (turn.error !== null)
    return (
      <Pane label={`Turn T-${turn_id}`}>
        <Trouble
          what={`T-${turn_id} could not be shown.`}
          error={turn.error}
          onRetry={() => {
            turn.refetch().catch(() => null);
          }}
        />
      </Pane>
    );
  const head = turn.data;
  if (head === undefined)
    return (
      <Pane label={`Turn T-${turn_id}`}>
        <div className={styles['loading-text']}>
          <SkeletonText label={`T-${turn_id}`} lines={8} />
        </div>
      </Pane>
    );
  return (
    <Pane label={`Turn ${head.handle}`}>
      <div className={classNames(styles['turn'], turn.isPlaceholderData && styles['later'])}>
        <TurnParams head={head} />
        {isRaw ? (
          <RawRecordOf
            head={head}
            selection={props.selection}
            record={props.record}
            toRecord={props.toRecord}
          />
        ) : (
          <TurnDocument
            key={head.turn_id}
            head={head}
            isFirst={props.isFirst}
            showHidden={props.showHidden}
            selection={props.selection}
            select={props.select}
            takesFocus={props.takesFocus}
            list={props.list}
            showMatches={props.showMatches}
            toTurn={props.toTurn}
            toStep={props.toStep}
            toRecord={props.toRecord}
            onRawRecord={() => props.onRaw(true)}
          />
        )}
      </div>
    </Pane>
  );
}
