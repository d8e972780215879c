import {
  type ConversationJoins,
  JOINED_BY_WORDS,
  joinedWays,
  leftWords,
} from '../../../shared/domain/conversation-joins.ts';
import type { Destination } from '../../../shared/domain/destination.ts';
import { count, counted } from '../../../shared/text/numbers.ts';
import { LinkButton } from '../../design/button.tsx';
import { PanelSection } from '../../design/pane.tsx';
import styles from './evidence.module.css';

/** The conversations that a file has turns of, by how they were joined; nothing where it has none. */
export function ConversationsSection(props: {
  joins: ConversationJoins;
  filter: string;
  go: (to: Destination) => void;
}) {
  const { joins, filter, go } = props;
  const ways = joinedWays(joins);
  if (ways.length === 0) return null;
  const all = ways.reduce((sum, { conversations }) => sum + conversations, 0);
  return (
    <PanelSection title="Conversations" count={counted(all, 'conversation')}>
      <ul className={styles['rows']} aria-label="Conversations by how they were joined">
        {ways.map(({ by, conversations }) => (
          <li key={by}>
            <span className="u-grow">{JOINED_BY_WORDS[by]}</span>
            <LinkButton
              onPress={() => go({ screen: 'turns', filter: `${filter} joined_by:${by}` })}
              label={`${counted(conversations, 'conversation')} ${JOINED_BY_WORDS[by]}`}
            >
              {count(conversations)}
            </LinkButton>
          </li>
        ))}
        {leftWords(joins).map((words) => (
          <li key={words}>
            <span className="u-grow u-warn">{words}</span>
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}
