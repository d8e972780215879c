import type { RecordText } from '../../../shared/domain/evidence-register.ts';
import { useQuery } from '@tanstack/react-query';
import { memo, useEffect, useRef } from 'react';
import { count } from '../../../shared/text/numbers.ts';
import { EvidenceText } from '../../design/evidence-text.tsx';
import { SkeletonText } from '../../design/skeleton.tsx';
import { ask } from '../../engine-client/engine.ts';
import { attempt } from '../../commands/attempt.ts';
import type { ByteText } from './byte-text.ts';
import { EvidenceFault } from './evidence-fault.tsx';
import styles from './evidence.module.css';
import type { HexPiece, HexRow } from './hex-rows.ts';

/** A region that scrolls is reached by keys; `isFirst` for the one that "raw record" leads to. */
export const scrolling = (label: string, isFirst: boolean) =>
  ({
    role: 'region',
    'aria-label': label,
    tabIndex: 0,
    ...(isFirst ? { 'data-record': true } : {}),
  }) as const;

/** The bytes as text; what is no UTF-8 or cannot be seen is marked. */
export function TextPane({ text, endsEarly }: { text: ByteText; endsEarly: boolean }) {
  const pane = useRef<HTMLDivElement>(null);
  useEffect(
    () =>
      text.fault === undefined ? undefined : keepMark(pane.current, `[data-mark="${text.fault}"]`),
    [text],
  );
  return (
    <div ref={pane} className={styles['raw']} {...scrolling('Raw text', true)}>
      {text.text === '' ? (
        <span className="u-quiet">no bytes</span>
      ) : (
        <EvidenceText isMono text={text.text} marks={text.marks} />
      )}
      {endsEarly ? <p className="u-fail">The record ends here, too early.</p> : null}
    </div>
  );
}

/** The bytes in hexadecimal, sixteen in a row, with their characters. */
export const HexPane = memo(function HexPane(props: { rows: readonly HexRow[]; isFirst: boolean }) {
  const { rows, isFirst } = props;
  const pane = useRef<HTMLDivElement>(null);
  useEffect(() => keepMark(pane.current, 'mark'), [rows]);
  return (
    <div ref={pane} className={styles['hex']} {...scrolling('Bytes in hexadecimal', isFirst)}>
      {rows.map(({ address, hex, characters }) => (
        <div key={address}>
          <span className={styles['hex-place']}>{address}</span>
          {'  '}
          <Pieces pieces={hex} />
          {'  '}
          <Pieces pieces={characters} />
        </div>
      ))}
    </div>
  );
});

/** The mark stays in the middle while what stands around the pane takes its height, until a person scrolls it. */
function keepMark(pane: HTMLElement | null, which: string): () => void {
  if (pane === null) return () => undefined;
  const observed = new ResizeObserver(() => showMark(pane, which));
  const letGo = (): void => observed.disconnect();
  observed.observe(pane);
  pane.addEventListener('wheel', letGo, { passive: true });
  pane.addEventListener('pointerdown', letGo);
  pane.addEventListener('keydown', letGo);
  return () => {
    letGo();
    pane.removeEventListener('wheel', letGo);
    pane.removeEventListener('pointerdown', letGo);
    pane.removeEventListener('keydown', letGo);
  };
}

/** Moves this pane alone: scrollIntoView would move the window's frame as well. */
export function showMark(pane: HTMLElement | null, which = 'mark'): void {
  const mark = pane?.querySelector(which);
  if (pane === null || mark === null || mark === undefined) return;
  const below = mark.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  pane.scrollTop += below - pane.clientHeight / 2;
}

const Pieces = ({ pieces }: { pieces: readonly HexPiece[] }) =>
  pieces.map(({ text, isMarked }, index) =>
    isMarked ? (
      <mark key={index} className={styles['is-bad']}>
        {text}
      </mark>
    ) : (
      text
    ),
  );

/** The whole record, its JSON indented or as it is; made by the engine, which breaks long lines. */
export function WholePane({ record_id, form }: { record_id: number; form: RecordText['form'] }) {
  const { data, error, refetch } = useQuery(
    ask.evidence.text.queryOptions({ input: { record_id, form } }),
  );
  if (data === undefined)
    return error === null ? (
      <SkeletonText label="The record" lines={5} />
    ) : (
      <EvidenceFault
        what="This record could not be shown."
        error={error}
        onAgain={() => attempt(() => refetch())}
      />
    );
  const { text, shown, characters, broken_lines } = data;
  const notes = [
    shown < characters ? `${count(shown)} of ${count(characters)} characters shown` : '',
    broken_lines > 0 ? `${count(broken_lines)} long lines are broken for display only` : '',
  ].filter((note) => note !== '');
  return (
    <div
      className={styles['raw']}
      {...scrolling(form === 'indented' ? 'Record, indented' : 'Canonical row', true)}
    >
      {notes.length === 0 ? null : <p className="u-quiet">{notes.join(' · ')}</p>}
      {text === '' ? <span className="u-quiet">empty</span> : <EvidenceText isMono text={text} />}
    </div>
  );
}
