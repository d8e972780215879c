import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type PointerEvent, type RefObject, useCallback, useEffect, useMemo, useRef } from 'react';
import type { TextMatch, TurnHead } from '../../../shared/domain/replay-screen.ts';
import { PaneFoot } from '../../design/pane.tsx';
import { VirtualList, type DrawnRows, type VirtualListHandle } from '../../design/virtual-list.tsx';
import { ask } from '../../engine-client/engine.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import {
  documentSections,
  type Foldable,
  groupOf,
  isMessageGroup,
  isSectionId,
} from './document-rows.ts';
import { DocumentSection } from './document-section.tsx';
import { locateMessage } from './locate-message.ts';
import { MatchLegend } from './match-legend.tsx';
import { markedPassage } from './passage.ts';
import type { Selection } from './selection.ts';
import { type TurnView, TurnViewContext, useTurnView } from './turn-view.ts';
import { useMessages } from './use-messages.ts';

/** A turn from top to bottom: what was given, what was answered. Only rows in view are in the document. */
export function TurnDocument(props: {
  head: TurnHead;
  showHidden: boolean;
  selection: Selection;
  select: (selection: Selection) => void;
  /** Whether the mark of a finding is to take the focus, now that it is drawn; true once. */
  takesFocus: (finding: number) => boolean;
  list: RefObject<VirtualListHandle | null>;
  onRawRecord: () => void;
  /** First in the conversation: nothing can be said to have changed. */
  isFirst: boolean;
  showMatches: boolean;
  toTurn: (turn_id: number) => void;
  toStep: (turn_id: number) => void;
  toRecord: (record_id: number) => void;
}) {
  const { head, list } = props;
  const { data: found, error: failed } = useQuery({
    ...ask.replay.matches.queryOptions({ input: { turn_id: head.turn_id } }),
    enabled: props.showMatches && groupOf(head, 'output').messages > 0,
  });
  const matched = props.showMatches && found !== undefined && found.texts > 0 ? found : null;
  const view = useTurnView({ ...props, matches: matched?.matches ?? NO_MATCHES });
  const { open } = view;
  const sections = useMemo(() => documentSections(head, open), [head, open]);
  const messages = useMessages(head);
  useSelectedInView(view, list);

  const { need } = messages;
  const onDrawn = useCallback(
    (rows: readonly DrawnRows[]) => {
      for (const { section, from, to } of rows)
        if (isSectionId(section) && isMessageGroup(section)) need(section, from, to);
    },
    [need],
  );
  const { select } = props;
  const takeMarked = (): void => {
    const passage = markedPassage(document.getSelection());
    if (passage !== null) select(passage);
  };
  const onPointerUp = (event: PointerEvent): void => {
    if (event.button === 0) takeMarked();
  };
  return (
    <TurnViewContext value={view}>
      <div
        style={{ display: 'contents' }}
        role="presentation"
        onPointerUp={onPointerUp}
        onKeyUp={(event) => {
          if (event.shiftKey || event.key === 'Shift') takeMarked();
        }}
      >
        <VirtualList
          label={`Turn ${head.handle}: given and answered`}
          sections={sections}
          onDrawn={onDrawn}
          handle={list}
        >
          {({ section, index }) =>
            isSectionId(section) ? (
              <DocumentSection
                section={section}
                index={index}
                message={isMessageGroup(section) ? messages.message(section, index) : undefined}
                onRawRecord={props.onRawRecord}
                isFirstTurn={props.isFirst}
              />
            ) : null
          }
        </VirtualList>
        {matched === null || matched.words === 0 ? null : <MatchLegend found={matched} />}
        {props.showMatches && failed !== null ? (
          <PaneFoot>
            <span role="alert">{`Text matches could not be read, so none are marked. ${troubleOf(failed).sentence}`}</span>
          </PaneFoot>
        ) : null}
      </div>
    </TurnViewContext>
  );
}

const NO_MATCHES: readonly TextMatch[] = [];

/**
 * Brings the text that a selected finding or mark names into view, whatever group or page it stands in, and the end of a match
 * that is followed.
 */
function useSelectedInView(view: TurnView, list: RefObject<VirtualListHandle | null>): void {
  const client = useQueryClient();
  const latest = useRef(view);
  useEffect(() => {
    latest.current = view;
  });
  const id =
    view.selection.what === 'finding'
      ? view.selection.id
      : view.selection.what === 'mark'
        ? view.selection.handle
        : undefined;
  const { match, followedTo } = view;
  useEffect(() => {
    const { head: turn, matches, selection } = latest.current;
    const followed = match === null ? undefined : matches[match]?.[followedTo];
    const named =
      selection.what === 'mark'
        ? selection.span
        : turn.findings.find(({ finding_id }) => finding_id === id);
    const { side, seq } = followed ?? named ?? { side: null, seq: null };
    if (side === null || seq === null) return;
    let isWanted = true;
    const bring = async (): Promise<void> => {
      const { head, fold, showDocument } = latest.current;
      const reveal = (section: string, index: number): void =>
        list.current?.reveal({ section, index }, 'nearest');
      if (side === 'context') {
        showDocument(seq, true);
        reveal(
          'context',
          head.context.findIndex(({ rank }) => rank === seq),
        );
        return;
      }
      if (side === 'tools') {
        fold('tools', true);
        await drawn();
        reveal(
          'tools',
          head.tools.findIndex((tool) => tool.seq === seq),
        );
        return;
      }
      const at = await locateMessage(
        head,
        side === 'output' ? 'output' : 'input',
        seq,
        (group, offset, limit) =>
          client.query(
            ask.replay.messages.queryOptions({
              input: { turn_id: head.turn_id, group, offset, limit },
            }),
          ),
      );
      if (at === null || !isWanted) return;
      if (isFoldable(at.group)) fold(at.group, true);
      await drawn();
      reveal(at.group, at.index);
    };
    bring().catch(() => null);
    return () => {
      isWanted = false;
    };
  }, [id, match, followedTo, client, list]);
}

const isFoldable = (group: string): group is Foldable =>
  group === 'instructions' || group === 'history';

/** Resolves when what was changed before has been drawn. */
const drawn = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => resolve());
  });
