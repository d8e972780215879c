import type { CustodyLine, CustodyPage } from '../../../shared/domain/custody-log.ts';
import { count } from '../../../shared/text/numbers.ts';
import { EvidenceText } from '../../design/evidence-text.tsx';
import { CopyButton, Hash } from '../../design/handle.tsx';
import { KeyValues } from '../../design/key-values.tsx';
import { PaneBody, PanelHead } from '../../design/pane.tsx';
import { useTimes } from '../../engine-client/shown-times.ts';
import styles from './verify.module.css';

/** One entry: the line as it stands in the file, and what it follows from. */
export function EntryDetails({ line }: { line: CustodyLine }) {
  const { dateTimeZoned } = useTimes();
  return (
    <>
      <PanelHead
        level={3}
        isRuled
        count={`${line.actor}, ${dateTimeZoned(line.at)}`}
        end={<CopyButton text={line.line} words="Copy line" what="the line" />}
      >
        {`Entry ${count(line.seq)}`}
      </PanelHead>
      <PaneBody isInset label={`Entry ${count(line.seq)} as it stands in custody.jsonl`}>
        <EvidenceText text={line.line} isMono showHidden />
        <div className={styles['follows']}>
          <KeyValues
            pairs={[
              [
                'Follows',
                line.seq === 1 ? (
                  'nothing: it is the first'
                ) : (
                  <span key="prev">
                    {`entry ${count(line.seq - 1)}, whose hash is `}
                    <Hash value={line.prev} isCopyable />
                  </span>
                ),
              ],
              ['Own hash', <Hash key="hash" value={line.hash} isWhole isCopyable />],
            ]}
          />
        </div>
      </PaneBody>
    </>
  );
}

/** What stands for the whole log. */
export function HeadHash({ head }: { head: CustodyPage['head'] }) {
  return (
    <div className={styles['head']}>
      <PanelHead
        level={3}
        end={<CopyButton text={head.hash} words="Copy" what="the head hash" />}
      >{`Head hash, entry ${count(head.length)}`}</PanelHead>
      <div className={styles['head-body']}>
        <Hash value={head.hash} isWhole />
        <p className="u-soft">
          Send it to someone outside: whoever holds it can show that no earlier entry changed.
        </p>
      </div>
    </div>
  );
}
