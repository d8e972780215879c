import {
  memo,
  useEffect,
  useMemo,
  useRef,
  type ClipboardEvent,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from 'react';
import { classNames } from './class-names.ts';
import {
  evidencePieces,
  type EvidencePiece,
  type HiddenRun,
  type MarkKind,
  type TextMark,
} from './evidence-pieces.ts';
import styles from './evidence-text.module.css';

export type { TextMark } from './evidence-pieces.ts';

const letters = {
  finding: 'F',
  lead: 'L',
  candidate: 'c',
  'match-system': 'S',
  'match-user': 'U',
  'match-context': 'C',
  'match-tool': 'T',
  'match-reference': 'R',
  'match-none': '',
  hit: '',
  pinned: '',
  removed: '',
  added: '',
} as const satisfies Record<MarkKind, string>;

const noMarks: readonly TextMark[] = [];

/** Props of EvidenceText. Positions of marks are code points from 0; a long text is given in windows by the caller. */
export interface EvidenceTextProps {
  text: string;
  marks?: readonly TextMark[] | undefined;
  showHidden?: boolean | undefined;
  isMono?: boolean | undefined;
  isLarge?: boolean | undefined;
  isLine?: boolean | undefined;
  lang?: string | undefined;
  focused?: number | undefined;
  onMark?: ((index: number) => void) | undefined;
  className?: string | undefined;
}

/** Evidence as text and nothing else: it wraps anywhere, its direction is its own, and what it hides is never obeyed. */
export const EvidenceText = memo(function EvidenceText(props: EvidenceTextProps) {
  const { text, marks = noMarks, showHidden = true, focused, onMark } = props;
  const pieces = useMemo(() => evidencePieces(text, marks), [text, marks]);
  const root = useRef<HTMLElement>(null);
  useEffect(() => {
    if (focused === undefined) return;
    root.current
      ?.querySelector(`[data-mark="${focused}"]`)
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [focused]);

  const Element = props.isLine === true ? 'span' : 'div';
  return (
    <Element
      ref={(element: HTMLElement | null) => {
        root.current = element;
      }}
      dir="auto"
      onCopy={copyAsStored}
      lang={props.lang}
      className={classNames(
        styles['evidence'],
        props.isMono === true && styles['evidence-mono'],
        props.isLarge === true && styles['evidence-large'],
        props.isLine === true && styles['evidence-line'],
        props.className,
      )}
    >
      {plainText(pieces) ??
        pieces.map((piece) => (
          <Piece
            key={piece.from}
            piece={piece}
            marks={marks}
            showHidden={showHidden}
            focused={focused}
            onMark={onMark}
          />
        ))}
    </Element>
  );
});

/** Most evidence is one text without marks or hidden characters: it stands in its element as it is. */
function plainText(pieces: readonly EvidencePiece[]): string | undefined {
  const [piece, ...others] = pieces;
  if (piece === undefined || others.length > 0 || piece.marks.length > 0) return undefined;
  const [part] = piece.parts;
  return piece.parts.length === 1 && typeof part === 'string' ? part : undefined;
}

function Piece(props: {
  piece: EvidencePiece;
  marks: readonly TextMark[];
  showHidden: boolean;
  focused: number | undefined;
  onMark: ((index: number) => void) | undefined;
}) {
  const { piece, marks, showHidden, focused, onMark } = props;
  const inside: ReactNode = piece.parts.map((part, index) =>
    typeof part === 'string' ? part : <HiddenMark key={index} run={part} isShown={showHidden} />,
  );
  // The mark that began last lies innermost; each has a line of its own below the text.
  return piece.marks.reduceRight<ReactNode>((content, at, depth) => {
    const mark = marks[at];
    if (mark === undefined) return content;
    const starts = mark.from === piece.from || (piece.from === 0 && mark.from < 0);
    const ends = piece.ends.includes(at);
    return (
      <mark
        data-mark={at}
        data-says={starts ? `${mark.label}: ` : undefined}
        data-letter={ends ? (mark.letter ?? letters[mark.kind]) : undefined}
        title={mark.label}
        className={classNames(
          styles['mark'],
          styles[mark.kind],
          starts && styles['is-start'],
          ends && styles['is-end'],
          depth > 0 && styles['is-inner'],
          at === focused && styles['is-focus'],
          onMark !== undefined && styles['is-pressable'],
        )}
        {...(onMark === undefined ? {} : pressing(() => onMark(at), starts))}
      >
        {content}
      </mark>
    );
  }, inside);
}

/** The browser would copy no-break spaces as spaces. What is selected is copied as it is stored. */
function copyAsStored(event: ClipboardEvent<HTMLElement>): void {
  const selected = getSelection()?.toString() ?? '';
  if (selected === '') return;
  event.clipboardData.setData('text/plain', selected);
  event.preventDefault();
}

/** A mark that leads somewhere is a link, reached once though it may be drawn in several pieces. */
function pressing(press: () => void, isFirst: boolean) {
  const onClick = (event: MouseEvent): void => {
    event.stopPropagation();
    press();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.target !== event.currentTarget) return;
    event.preventDefault();
    event.stopPropagation();
    press();
  };
  return isFirst ? { onClick, onKeyDown, role: 'link', tabIndex: 0 } : { onClick };
}

/** The characters themselves stay in the text, boxed in so that they change nothing around them: copying gives them back. */
function HiddenMark({ run, isShown }: { run: HiddenRun; isShown: boolean }) {
  const label = run.count === 1 ? run.is.short : `${run.is.short} ×${run.count}`;
  const name = run.count === 1 ? run.is.name : `${run.count} times ${run.is.name} and the like`;
  return (
    <span
      className={classNames(
        isShown ? styles['cc'] : styles['cc-hidden'],
        run.is.isDangerous && styles['cc-bidi'],
      )}
      title={isShown ? name : undefined}
      data-short={isShown ? label : undefined}
    >
      <span className={styles['cc-raw']}>{run.raw}</span>
    </span>
  );
}
