import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { count } from '../../../shared/text/numbers.ts';
import { LinkButton } from '../../design/button.tsx';
import { EvidenceText } from '../../design/evidence-text.tsx';
import { SkeletonText } from '../../design/skeleton.tsx';
import { ask } from '../../engine-client/engine.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import { findingsIn, type PlacedFinding, windowMarks } from './marks.ts';
import { matchesIn, type PlacedMatch } from './matches.ts';
import { passagesIn, type PlacedPassage, usePassages } from './marked-passages.ts';
import { drawsText } from './passage.ts';
import type { TextSource } from './selection.ts';
import { TEXT_WINDOW, textPieces } from './text-windows.ts';
import { useView } from './turn-view.ts';
import styles from './turn-document.module.css';

/** A text of the turn with its findings marked; a long one in windows, and what is left out is said. */
export function LongText(props: { source: TextSource; isMono?: boolean; isLarge?: boolean }) {
  const { source } = props;
  const { windows, showWindow } = useView();
  if (source.text === null) return <p className="u-quiet">null in the record</p>;
  if (source.characters === 0) return <p className="u-quiet">empty in the record</p>;
  const pieces = textPieces(source.characters, windows(source));
  const shown = pieces.reduce(
    (sum, piece) => (piece.kind === 'window' ? sum + piece.to - piece.from : sum),
    0,
  );
  return (
    <>
      {pieces.map((piece) =>
        piece.kind === 'window' ? (
          <TextWindow
            key={piece.number}
            {...props}
            number={piece.number}
            from={piece.from}
            to={piece.to}
          />
        ) : (
          <p key={`gap ${piece.from}`} className={styles['gap']}>
            {count(shown)} of {count(source.characters)} characters are shown; here{' '}
            {count(piece.to - piece.from)} are left out.{' '}
            <LinkButton onPress={() => showWindow(source, piece.next)}>
              Show {count(Math.min(TEXT_WINDOW, piece.to - piece.from))} more
            </LinkButton>
          </p>
        ),
      )}
    </>
  );
}

interface WindowProps {
  source: TextSource;
  isMono?: boolean;
  isLarge?: boolean;
  number: number;
  from: number;
  to: number;
}

/** The first window comes with its message; only a further one is asked for. */
function TextWindow(props: WindowProps) {
  const { text } = props.source;
  return props.number === 0 && text !== null ? (
    <MarkedText {...props} text={text} />
  ) : (
    <FurtherWindow {...props} />
  );
}

function FurtherWindow(props: WindowProps) {
  const { source, from, to } = props;
  const { data, error, refetch } = useQuery({
    ...ask.replay.text.queryOptions({
      input: { content_id: source.content_id ?? 0, from, length: to - from },
    }),
    enabled: source.content_id !== null,
  });
  if (data !== undefined) return <MarkedText {...props} text={data.text} />;
  if (error !== null)
    return (
      <p className={styles['gap']}>
        Characters {count(from)} to {count(to)} could not be read. {troubleOf(error).sentence}{' '}
        <LinkButton
          onPress={() => {
            refetch().catch(() => null);
          }}
        >
          Try again
        </LinkButton>
      </p>
    );
  return <SkeletonText label={`Characters ${count(from)} to ${count(to)}`} lines={12} />;
}

function MarkedText(props: WindowProps & { text: string }) {
  const { source, text, number, from, to, isMono, isLarge } = props;
  const { head, showHidden, selection, select, takesFocus, matches, match, showMatch, takesEnd } =
    useView();
  const passages = usePassages();
  const marks = useMemo(
    () =>
      windowMarks<PlacedFinding | PlacedMatch | PlacedPassage>(
        [
          ...findingsIn(source, head.findings),
          ...matchesIn(source, matches),
          ...passagesIn(source, passages),
        ],
        from,
        to,
      ),
    [source, head.findings, matches, passages, from, to],
  );
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (element.current !== null) drawsText(element.current, { source, from, text });
  });
  const focused = marks.findIndex((mark) => {
    if ('match' in mark) return mark.match === match;
    if (match !== null) return false;
    return mark.finding_id === null
      ? selection.what === 'mark' && mark.handle === selection.handle
      : selection.what === 'finding' && mark.finding_id === selection.id;
  });
  useEffect(() => {
    const mark = marks[focused];
    if (mark === undefined) return;
    if ('match' in mark) {
      if (!takesEnd(mark.match, mark.end)) return;
    } else if (mark.finding_id === null || !takesFocus(mark.finding_id)) return;
    element.current?.querySelector<HTMLElement>(`[data-mark="${focused}"][tabindex]`)?.focus();
  }, [focused, marks, takesFocus, takesEnd]);
  return (
    <>
      {number === 0 ? null : <div className={styles['seam']}>from character {count(from)}</div>}
      <div ref={element} data-passage="">
        <EvidenceText
          text={text}
          marks={marks}
          showHidden={showHidden}
          isMono={isMono}
          isLarge={isLarge}
          focused={focused === -1 ? undefined : focused}
          onMark={(index) => {
            const mark = marks[index];
            if (mark === undefined) return;
            if ('match' in mark) showMatch(mark.match, mark.end === 'answer' ? 'given' : 'answer');
            else if (mark.finding_id !== null) select({ what: 'finding', id: mark.finding_id });
            else select({ what: 'mark', handle: mark.handle, span: mark.span });
          }}
        />
      </div>
    </>
  );
}
