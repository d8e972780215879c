import type { Destination } from '../../../shared/domain/destination.ts';
import type { ConversationHead } from '../../../shared/domain/replay-screen.ts';
import { runCommand } from '../../commands/offers.ts';
import { keyHint } from '../../commands/table.ts';
import { IconButton } from '../../design/button.tsx';
import { EvidenceText } from '../../design/evidence-text.tsx';
import { KeyHint } from '../../design/key-hint.tsx';
import { ScreenBar } from '../../design/screen-bar.tsx';
import { Segmented } from '../../design/segmented.tsx';
import { Toggle } from '../../design/toggle.tsx';
import { useTimes } from '../../engine-client/shown-times.ts';
import { lengthWords, periodWords } from './turn-words.ts';
import type { OpenTurn } from './use-rail.ts';
import styles from './replay-bar.module.css';

const ways = [
  { value: 'text', label: 'Text' },
  { value: 'raw', label: 'Raw record' },
] as const;

/** The bar over a conversation: which it is, how it is shown, and the way through its turns. */
export function ReplayBar(props: {
  head: ConversationHead;
  openTurn: OpenTurn;
  length: number;
  isRaw: boolean;
  onRaw: (isRaw: boolean) => void;
  showHidden: boolean;
  onShowHidden: (isShown: boolean) => void;
  showMatches: boolean;
  onShowMatches: (isShown: boolean) => void;
  go: (to: Destination) => void;
}) {
  const { head, openTurn, length } = props;
  const times = useTimes();
  const back = (): void => {
    if (!runCommand('go.back')) props.go({ screen: 'turns' });
  };
  return (
    <ScreenBar
      title={head.handle}
      start={
        <IconButton
          icon="chevron-left"
          label="Back"
          keyHint={keyHint('go.back')}
          onPress={back}
          className={styles['back']}
        />
      }
      note={
        <span className={styles['note']}>
          {head.user_id === null ? (
            'no user in record'
          ) : (
            <EvidenceText isLine className={styles['user']} text={head.user_id} />
          )}
          <span className={styles['rest']}>
            {` · ${periodWords(head, times)} · ${lengthWords(head)}`}
            {head.ordered_by === 'records' ? ' · in the order of the records, not by time' : ''}
          </span>
        </span>
      }
      end={
        // Letters go on acting after a switch of the conversation was pressed.
        <div data-keys="bar" className={styles['end']}>
          <Toggle isOn={props.showMatches} onChange={props.onShowMatches}>
            <span className={styles['toggle']}>
              Text matches <KeyHint keys={keyHint('replay.matches') ?? ''} />
            </span>
          </Toggle>
          <Toggle isOn={props.showHidden} onChange={props.onShowHidden}>
            <span className={styles['toggle']}>
              Hidden characters <KeyHint keys={keyHint('replay.hidden') ?? ''} />
            </span>
          </Toggle>
          <Segmented
            label="Show as"
            options={ways}
            value={props.isRaw ? 'raw' : 'text'}
            onChange={(way) => props.onRaw(way === 'raw')}
          />
          <span className={styles['steps']}>
            <IconButton
              icon="chevron-up"
              label="Previous turn"
              keyHint={keyHint('replay.previous')}
              isDisabled={openTurn.index === 0}
              reason="This is the first"
              onPress={() => openTurn.move(openTurn.index - 1)}
            />
            <IconButton
              icon="chevron-down"
              label="Next turn"
              keyHint={keyHint('replay.next')}
              isDisabled={openTurn.index >= length - 1}
              reason="This is the last"
              onPress={() => openTurn.move(openTurn.index + 1)}
            />
          </span>
        </div>
      }
    />
  );
}
