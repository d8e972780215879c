import type { Exhibit } from '../../../shared/domain/mark.ts';
import { count } from '../../../shared/text/numbers.ts';
import { keyHint } from '../../commands/table.ts';
import { Button } from '../../design/button.tsx';
import { EvidenceText } from '../../design/evidence-text.tsx';
import { ExhibitTag, Hash } from '../../design/handle.tsx';
import { KeyValues } from '../../design/key-values.tsx';
import { Pane, PaneBody, PaneFoot, PanelHead } from '../../design/pane.tsx';
import { useTimes } from '../../engine-client/shown-times.ts';
import { recordWords, spanWords, usedWords } from './exhibit-words.ts';
import styles from './exhibits.module.css';

/** What can be done with one exhibit; undefined where the case does not hold its turn. */
export interface ExhibitActs {
  readonly replay: (() => void) | undefined;
  readonly cite: (() => void) | undefined;
  readonly change: () => void;
  readonly withdraw: () => void;
}

/** One exhibit whole: its words, where they stand, who pinned them, and what rests on them. */
export function ExhibitDetails({ exhibit, acts }: { exhibit: Exhibit; acts: ExhibitActs }) {
  const { dateTimeZoned } = useTimes();
  const { handle, caption, quotation, characters, place, in_place, turn_id } = exhibit;
  const missing = exhibit.is_reference ? 'none' : 'the case does not hold it';
  const isWhole = characters === null || quotation === null || characters <= quotation.length;
  return (
    <Pane isSide label={`Exhibit ${handle}`}>
      <PanelHead isRuled count={<ExhibitTag value={handle} />}>
        Exhibit
      </PanelHead>
      <PaneBody label={`Words of ${handle}`} isInset>
        <p className={styles['caption']}>
          <EvidenceText text={caption} />
        </p>
        {quotation === null ? (
          <p className={styles['whole']}>
            {exhibit.is_reference ? 'A reference alone is pinned.' : 'The whole turn is pinned.'}
          </p>
        ) : (
          <blockquote className={styles['quotation']}>
            <EvidenceText text={quotation} />
          </blockquote>
        )}
        {isWhole ? null : (
          <p className="u-quiet">
            {`The first of ${count(characters)} characters; replay shows the passage whole.`}
          </p>
        )}
        <KeyValues
          label={`Where ${handle} stands`}
          pairs={[
            ['turn', turn_id === null ? missing : `T-${turn_id}`],
            !exhibit.is_reference && ['passage', spanWords(exhibit) ?? 'the whole turn'],
            exhibit.held_against.length > 0 && [
              exhibit.is_reference ? 'reference' : 'held against',
              <EvidenceText key="against" text={exhibit.held_against.join('; ')} />,
            ],
            ['record', place === null ? missing : recordWords(place)],
            in_place !== null && [
              'left in place',
              <span key="in-place">
                <EvidenceText text={in_place} />; the case holds no copy
              </span>,
            ],
            place !== null &&
              place.byte_offset !== null &&
              place.byte_length !== null && [
                'bytes',
                `${count(place.byte_length)} from ${count(place.byte_offset)}`,
              ],
            place !== null && ['SHA-256', <Hash value={place.sha256} isCopyable />],
            ['pinned', `${dateTimeZoned(exhibit.at)} by ${exhibit.who}`],
            ['grounds of', usedWords(exhibit) || 'no cause and no event'],
          ]}
        />
      </PaneBody>
      <PaneFoot>
        <Button icon="replay" keyHint="Enter" isDisabled={turn_id === null} onPress={acts.replay}>
          Replay
        </Button>
        <Button icon="edit" keyHint={keyHint('exhibit.change')} onPress={acts.change}>
          Change caption…
        </Button>
        <Button icon="copy" isDisabled={turn_id === null} onPress={acts.cite}>
          Copy citation
        </Button>
        <Button icon="trash" keyHint={keyHint('exhibit.withdraw')} onPress={acts.withdraw}>
          Withdraw
        </Button>
      </PaneFoot>
    </Pane>
  );
}
