import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { Destination, ReplayPlace } from '../../../shared/domain/destination.ts';
import { Button } from '../../design/button.tsx';
import { ScreenBar } from '../../design/screen-bar.tsx';
import { SkeletonRows, SkeletonText } from '../../design/skeleton.tsx';
import { ask } from '../../engine-client/engine.ts';
import { ConversationView } from './conversation-view.tsx';
import { Trouble } from './trouble.tsx';
import styles from './replay-screen.module.css';

export interface ReplayScreenProps {
  go: (to: Destination) => void;
  href: (to: Destination) => string;
  place: ReplayPlace;
  onPlace: (place: ReplayPlace, how: 'push' | 'replace') => void;
}

/** A conversation, turn by turn: what each was given, what it answered, and where every character stands in the evidence. */
export function ReplayScreen({ go, place, onPlace }: ReplayScreenProps) {
  const opened = useQuery(
    ask.replay.open.queryOptions({ input: { conversation: place.conversation } }),
  );
  const [isRaw, setRaw] = useState(false);
  const [showHidden, setShowHidden] = useState(true);
  const [showMatches, setShowMatches] = useState(true);
  const again = useCallback(() => {
    opened.refetch().catch(() => null);
  }, [opened]);
  if (opened.data !== undefined)
    return (
      <ConversationView
        key={opened.data.conversation_id}
        head={opened.data}
        madeAt={opened.dataUpdatedAt}
        place={place}
        onPlace={onPlace}
        go={go}
        isRaw={isRaw}
        onRaw={setRaw}
        showHidden={showHidden}
        onShowHidden={setShowHidden}
        showMatches={showMatches}
        onShowMatches={setShowMatches}
      />
    );
  return (
    <div className={styles['screen']}>
      <ScreenBar title="Replay" note={place.conversation} />
      {opened.error === null ? (
        <div className={styles['loading']}>
          <SkeletonRows label="Turns" rows={8} rowHeight="42px" />
          <div className={styles['loading-text']}>
            <SkeletonText label="Turn" lines={6} />
          </div>
        </div>
      ) : (
        <Trouble
          what={`${place.conversation} could not be opened.`}
          error={opened.error}
          onRetry={again}
          more={<Button onPress={() => go({ screen: 'turns' })}>Go to the turns</Button>}
        />
      )}
    </div>
  );
}
