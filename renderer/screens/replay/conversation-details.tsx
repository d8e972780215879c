import { JOINED_BY_WORDS } from '../../../shared/domain/conversation-joins.ts';
import type { ConversationHead } from '../../../shared/domain/replay-screen.ts';
import { count } from '../../../shared/text/numbers.ts';
import { EvidenceText } from '../../design/evidence-text.tsx';
import { Handle } from '../../design/handle.tsx';
import { KeyValues } from '../../design/key-values.tsx';
import { useTimes } from '../../engine-client/shown-times.ts';
import styles from './details.module.css';

/** What is known of the conversation as a whole, and how its turns were found to belong together. */
export function ConversationDetails({ head }: { head: ConversationHead }) {
  const { dateTimeZoned } = useTimes();
  const time = (iso: string | null) => (iso === null ? 'no time in record' : dateTimeZoned(iso));
  return (
    <KeyValues
      label={`Conversation ${head.handle}`}
      keyWidth="108px"
      pairs={[
        ['Conversation', <Handle key="handle" value={head.handle} isCopyable />],
        [
          'Id in the log',
          head.external_id === null ? (
            'no id in record'
          ) : (
            <EvidenceText key="id" text={head.external_id} className={styles['value']} />
          ),
        ],
        [
          'User',
          head.user_id === null ? (
            'no user in record'
          ) : (
            <EvidenceText key="user" text={head.user_id} className={styles['value']} />
          ),
        ],
        ['Turns', count(head.turns)],
        ['Spans', count(head.spans)],
        ['First', time(head.first)],
        ['Last', time(head.last)],
        ['Joined', JOINED_BY_WORDS[head.joined_by]],
        [
          'Ordered by',
          head.ordered_by === 'time'
            ? 'time'
            : 'the order of the records, for not every turn has a time',
        ],
      ]}
    />
  );
}
