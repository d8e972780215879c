import type { Destination } from '../../../shared/domain/destination.ts';
import type { ViewHead } from '../../../shared/domain/view.ts';
import { counted } from '../../../shared/text/numbers.ts';
import { runCommand } from '../../commands/offers.ts';
import { keyHint } from '../../commands/table.ts';
import { Button } from '../../design/button.tsx';
import { copyAndSay } from '../../design/handle.tsx';
import { Icon } from '../../design/icon.tsx';
import { PaneFoot } from '../../design/pane.tsx';
import { showingWords, tookWords } from './result-words.ts';
import type { Selecting } from './use-selection.ts';
import type { Standing } from './use-standing.ts';
import styles from './turns.module.css';

/** What of how many is in sight, how long it took, and what can be done with what is selected or under the cursor. */
export function TurnsFoot(props: {
  head: ViewHead;
  at: Standing;
  selecting: Selecting;
  /** Records that were kept byte for byte because they could not be read: they are no turns. */
  quarantined: number;
  onReplay: (() => void) | undefined;
  href: (to: Destination) => string;
}) {
  const { head, at, selecting, quarantined, onReplay } = props;
  const { selected } = selecting;
  return (
    <PaneFoot className={styles['foot']}>
      <span className="u-cut">
        {showingWords(at.first, at.last, head.length)} · {tookWords(head.ms)}
      </span>
      {quarantined === 0 ? null : (
        <a className={styles['held']} href={props.href({ screen: 'evidence' })}>
          <Icon name="warning" size={12} />
          {counted(quarantined, 'record')} quarantined
        </a>
      )}
      <span className="u-grow" />
      <div role="group" aria-label="Selection" className={styles['selection']}>
        {selected.size === 0 ? null : (
          <>
            <span className="u-strong" role="status">
              {counted(selected.size, 'turn')} selected
            </span>
            <span className={styles['rule']} />
            {(['tag', 'note', 'pin'] as const).map((what) => (
              <Button
                key={what}
                variant="bare"
                icon={what}
                keyHint={keyHint(`mark.${what}`)}
                onPress={() => void runCommand(`mark.${what}`)}
              >
                {{ pin: 'Pin', note: 'Note', tag: 'Tag' }[what]}
              </Button>
            ))}
            <Button
              variant="bare"
              icon="copy"
              onPress={() => copyAndSay(handlesOf(selected), counted(selected.size, 'handle'))}
            >
              Copy handles
            </Button>
            <Button variant="bare" keyHint="Esc" onPress={selecting.clear}>
              Clear
            </Button>
            <span className={styles['rule']} />
          </>
        )}
        {onReplay === undefined ? null : (
          <Button variant="bare" icon="replay" keyHint="Enter" onPress={onReplay}>
            Replay
          </Button>
        )}
      </div>
    </PaneFoot>
  );
}

/** One a line, in the order of the turns. */
const handlesOf = (ids: ReadonlySet<number>): string =>
  [...ids]
    .toSorted((a, b) => a - b)
    .map((id) => `T-${id}`)
    .join('\n');
