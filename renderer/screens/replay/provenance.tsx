import { useQuery } from '@tanstack/react-query';
import type { Place } from '../../../shared/domain/place.ts';
import type { TurnHead } from '../../../shared/domain/replay-screen.ts';
import { count } from '../../../shared/text/numbers.ts';
import { keyHint } from '../../commands/table.ts';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { EvidenceText } from '../../design/evidence-text.tsx';
import { CopyButton, Hash } from '../../design/handle.tsx';
import { KeyValues } from '../../design/key-values.tsx';
import { PanelSection } from '../../design/pane.tsx';
import { SkeletonText } from '../../design/skeleton.tsx';
import { ask } from '../../engine-client/engine.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import { citationOf, QUOTED } from './cited.ts';
import { citedSpan } from './cited-span.ts';
import { placeWords, selectionTitle } from './place-words.ts';
import type { Selection } from './selection.ts';
import styles from './details.module.css';

/** Where what is selected stands in the evidence, down to its bytes, and the citation of it. */
export function Provenance(props: {
  head: TurnHead;
  selection: Selection;
  showHidden: boolean;
  onWholeTurn: () => void;
  onRawRecord: () => void;
  onCopy: () => void;
}) {
  const { head, selection } = props;
  const span = citedSpan(head, selection);
  const cited = useQuery(citationOf(head, selection));
  const { data } = cited;
  return (
    <PanelSection
      title="Provenance"
      end={
        <Button variant="bare" icon="copy" tip={keyHint('copy.citation')} onPress={props.onCopy}>
          Copy citation
        </Button>
      }
      isInset
    >
      {cited.error !== null ? (
        <>
          <p className={styles['trouble']}>{troubleOf(cited.error).sentence}</p>
          <KeyValues label="Provenance" keyWidth="72px" pairs={placePairs(head.place)} />
        </>
      ) : data === undefined ? (
        <div className={styles['provenance']}>
          <SkeletonText label="Provenance" lines={5} />
        </div>
      ) : (
        <>
          <KeyValues
            label="Provenance"
            keyWidth="72px"
            pairs={[
              data.quotation !== null && [
                'Text',
                <Quotation
                  key="text"
                  text={data.quotation}
                  characters={span === null ? 0 : span.char_end - span.char_start}
                  showHidden={props.showHidden}
                />,
              ],
              ['Place', selectionTitle(head, selection)],
              span !== null && ['Characters', placeWords(span, selection)],
              ...placePairs(data.place),
            ]}
          />
          {data.stock_command === null ? null : (
            <div className={styles['command']}>
              <code className={styles['command-text']}>{data.stock_command}</code>
              <CopyButton
                text={data.stock_command}
                words="Copy"
                what="command"
                label="Copy command"
              />
            </div>
          )}
          <div className={styles['actions']}>
            <Button onPress={props.onRawRecord} keyHint={keyHint('record.raw')}>
              Raw record
            </Button>
            {selection.what === 'turn' ? null : (
              <Button variant="bare" onPress={props.onWholeTurn}>
                Whole turn
              </Button>
            )}
            <HashCheck key={data.record_id} record_id={data.record_id} place={data.place} />
          </div>
        </>
      )}
    </PanelSection>
  );
}

/** File, record, bytes and hash of a place. */
export function placePairs(place: Place): (readonly [string, React.ReactNode] | false)[] {
  const { name, member, ordinal, byte_offset, byte_length, sha256 } = place;
  return [
    ['File', <EvidenceText key="file" isMono className={styles['small']} text={name} />],
    member !== null && [
      'Member',
      <EvidenceText key="member" isMono className={styles['small']} text={member} />,
    ],
    [byte_length === null ? 'Row' : 'Record', count(ordinal)],
    [
      'Bytes',
      byte_offset === null || byte_length === null
        ? 'columnar: hash of the canonical row'
        : `${count(byte_offset)} + ${count(byte_length)}`,
    ],
    ['SHA-256', <Hash key="hash" value={sha256} isWhole isCopyable />],
  ];
}

function Quotation(props: { text: string; characters: number; showHidden: boolean }) {
  const { text, characters, showHidden } = props;
  const isCut = characters > QUOTED;
  return (
    <>
      <EvidenceText
        text={`“${text}${isCut ? '…' : '”'}`}
        showHidden={showHidden}
        className={styles['quotation']}
      />
      {isCut ? (
        <span className="u-quiet">
          first {count(QUOTED)} of {count(characters)} characters
        </span>
      ) : null}
    </>
  );
}

/** The record's hash, computed anew when asked: a compressed file may have to be read up to it. */
function HashCheck({ record_id, place }: { record_id: number; place: Place }) {
  const check = useQuery({
    ...ask.evidence.bytes.queryOptions({ input: { record_id, offset: 0, length: 1 } }),
    enabled: false,
  });
  if (place.byte_length === null) return null;
  if (check.data !== undefined)
    return check.data.hash_matches ? (
      <Badge tone="ok" icon="check" className={styles['at-end']}>
        hash matches
      </Badge>
    ) : (
      <Badge tone="fail" icon="error" className={styles['at-end']}>
        hash differs
      </Badge>
    );
  if (check.error !== null)
    return <span className={styles['trouble']}>{troubleOf(check.error).sentence}</span>;
  return (
    <Button
      variant="bare"
      icon="hash"
      isBusy={check.isFetching}
      className={styles['at-end']}
      onPress={() => {
        check.refetch().catch(() => null);
      }}
    >
      Check hash
    </Button>
  );
}
