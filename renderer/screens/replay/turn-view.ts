import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { TextMatch, TurnHead } from '../../../shared/domain/replay-screen.ts';
import { type Foldable, openAtFirst } from './document-rows.ts';
import { findingsIn } from './marks.ts';
import { type MatchEnd, matchesIn } from './matches.ts';
import { isIn } from './marked-passages.ts';
import { type Selection, sourceKey, type TextSource } from './selection.ts';
import { windowOf } from './text-windows.ts';

/** What is open of a turn while it is shown: rows come and go as they are scrolled, this stays. */
export interface TurnView {
  readonly head: TurnHead;
  readonly showHidden: boolean;
  readonly selection: Selection;
  readonly select: (selection: Selection) => void;
  /** Whether the mark of a finding is to take the focus, now that it is drawn; true once. */
  readonly takesFocus: (finding: number) => boolean;
  /** Runs of words that the answer shares with what was given; none where they are not shown. */
  readonly matches: readonly TextMatch[];
  /** The match that was followed last, by its index. */
  readonly match: number | null;
  /** To which of its ends. */
  readonly followedTo: MatchEnd;
  /** Follows a match to one of its ends. */
  readonly showMatch: (match: number, end: MatchEnd) => void;
  /** Whether this end of a match is to take the focus, now that it is drawn; true once. */
  readonly takesEnd: (match: number, end: MatchEnd) => boolean;
  readonly toTurn: (turn_id: number) => void;
  /** To a step that may stand in another conversation. */
  readonly toStep: (turn_id: number) => void;
  /** Opens a record of the turn as it stands in the evidence. */
  readonly toRecord: (record_id: number) => void;
  readonly open: ReadonlySet<Foldable>;
  readonly fold: (group: Foldable, isOpen: boolean) => void;
  /** Ranks of context documents whose text is shown. */
  readonly documents: ReadonlySet<number>;
  readonly showDocument: (rank: number, isShown: boolean) => void;
  /** Windows of a long text that are shown. */
  readonly windows: (source: TextSource) => ReadonlySet<number>;
  readonly showWindow: (source: TextSource, number: number) => void;
}

const OPEN_DOCUMENTS = 3;
const FIRST_WINDOW: ReadonlySet<number> = new Set([0]);

/** State of one turn; to be made anew for another by a key. */
export function useTurnView(given: {
  head: TurnHead;
  showHidden: boolean;
  selection: Selection;
  select: (selection: Selection) => void;
  takesFocus: (finding: number) => boolean;
  matches: readonly TextMatch[];
  toTurn: (turn_id: number) => void;
  toStep: (turn_id: number) => void;
  toRecord: (record_id: number) => void;
}): TurnView {
  const { head, showHidden, selection, select, takesFocus, matches, toTurn, toStep, toRecord } =
    given;
  const { match, followedTo, showMatch, takesEnd } = useFollowedMatch(selection);
  const [open, setOpen] = useState(() => openAtFirst(head));
  const [documents, setDocuments] = useState<ReadonlySet<number>>(
    () => new Set(head.context.slice(0, OPEN_DOCUMENTS).map(({ rank }) => rank)),
  );
  const [shown, setShown] = useState<ReadonlyMap<string, ReadonlySet<number>>>(() => new Map());
  return useMemo(
    () => ({
      head,
      showHidden,
      selection,
      select,
      takesFocus,
      matches,
      match,
      followedTo,
      showMatch,
      takesEnd,
      toTurn,
      toStep,
      toRecord,
      open,
      fold: (group, isOpen) => setOpen((before) => turned(before, group, isOpen)),
      documents,
      showDocument: (rank, isShown) => setDocuments((before) => turned(before, rank, isShown)),
      windows: (source) =>
        withMatch(
          matches[match ?? -1],
          source,
          withSelected(head, selection, source, shown.get(sourceKey(source))),
        ),
      showWindow: (source, number) =>
        setShown((before) => {
          const key = sourceKey(source);
          const next = turned(before.get(key) ?? FIRST_WINDOW, number, true);
          return new Map(before).set(key, next);
        }),
    }),
    [
      head,
      showHidden,
      selection,
      select,
      takesFocus,
      matches,
      match,
      followedTo,
      showMatch,
      takesEnd,
      toTurn,
      toStep,
      toRecord,
      open,
      documents,
      shown,
    ],
  );
}

/** What was followed is followed until something else is selected. */
function useFollowedMatch(
  selection: Selection,
): Pick<TurnView, 'match' | 'followedTo' | 'showMatch' | 'takesEnd'> {
  const [followed, setFollowed] = useState<{
    match: number;
    end: MatchEnd;
    over: Selection;
  } | null>(null);
  const wanted = useRef<{ match: number; end: MatchEnd } | null>(null);
  const latest = useRef(selection);
  useEffect(() => {
    latest.current = selection;
  });
  const showMatch = useCallback((match: number, end: MatchEnd) => {
    wanted.current = { match, end };
    setFollowed({ match, end, over: latest.current });
  }, []);
  const takesEnd = useCallback((match: number, end: MatchEnd) => {
    if (wanted.current?.match !== match || wanted.current.end !== end) return false;
    wanted.current = null;
    return true;
  }, []);
  const isStill = followed !== null && isSame(followed.over, selection);
  return {
    match: isStill ? followed.match : null,
    followedTo: followed?.end ?? 'answer',
    showMatch,
    takesEnd,
  };
}

/** A selected finding is made anew with each drawing. */
const isSame = (one: Selection, other: Selection): boolean =>
  one === other || (one.what === 'finding' && other.what === 'finding' && one.id === other.id);

/** The window in which the followed match begins is shown too. */
function withMatch(
  match: TextMatch | undefined,
  source: TextSource,
  shown: ReadonlySet<number>,
): ReadonlySet<number> {
  const [placed] = match === undefined ? [] : matchesIn(source, [match]);
  return placed === undefined ? shown : turned(shown, windowOf(placed.from), true);
}

function turned<T>(before: ReadonlySet<T>, value: T, isIn: boolean): ReadonlySet<T> {
  const next = new Set(before);
  if (isIn) next.add(value);
  else next.delete(value);
  return next;
}

/** The windows that were opened, and that in which the selected finding begins. */
function withSelected(
  head: TurnHead,
  selection: Selection,
  source: TextSource,
  shown: ReadonlySet<number> = FIRST_WINDOW,
): ReadonlySet<number> {
  if (selection.what === 'mark')
    return isIn(source, selection.span)
      ? turned(shown, windowOf(selection.span.char_start), true)
      : shown;
  if (selection.what !== 'finding') return shown;
  const placed = findingsIn(source, head.findings).find(
    ({ finding_id }) => finding_id === selection.id,
  );
  return placed === undefined ? shown : turned(shown, windowOf(placed.from), true);
}

export const TurnViewContext = createContext<TurnView | null>(null);

/** The view of the turn around a row. */
export function useView(): TurnView {
  const view = useContext(TurnViewContext);
  if (view === null) throw new Error('a row stands in no turn');
  return view;
}
