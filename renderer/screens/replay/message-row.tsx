import { memo } from 'react';
import type { MessagePart, ShownMessage } from '../../../shared/domain/replay-screen.ts';
import { Badge } from '../../design/badge.tsx';
import { EvidenceText } from '../../design/evidence-text.tsx';
import { SkeletonText } from '../../design/skeleton.tsx';
import { Block, Pick } from './block.tsx';
import { LongText } from './long-text.tsx';
import { isSameText, partOf, partWords, roleOf } from './message-parts.ts';
import type { TextSource } from './selection.ts';
import { useView } from './turn-view.ts';
import styles from './turn-document.module.css';

/** A message with its parts; undefined while its page is on the way. */
export const MessageRow = memo(function MessageRow(props: {
  message: ShownMessage | undefined;
  /** How many answers there are to choose from; 1 where there is one. */
  choices: number;
}) {
  const { selection, select } = useView();
  const { message, choices } = props;
  if (message === undefined)
    return (
      <Block label="">
        <SkeletonText label="Message" lines={2} />
      </Block>
    );
  const role = roleOf(message);
  const sources = message.parts.map((part) => partOf(message, part));
  const first = sources[0];
  const isPicked = (source: TextSource): boolean => isSameText(selection, source);
  return (
    <Block
      isSelected={sources.some(isPicked)}
      isLarge={message.side === 'output'}
      label={
        <>
          {first === undefined ? (
            role
          ) : (
            <Pick
              speaker={role}
              name={first.title}
              isSelected={isPicked(first)}
              onPick={() => select({ what: 'text', source: first })}
            />
          )}
          {message.name !== null && message.parts[0]?.type === 'text' ? (
            <EvidenceText isLine className={styles['label-note']} text={message.name} />
          ) : null}
          {choices > 1 ? (
            <span className={styles['label-note']}>
              choice {message.choice + 1} of {choices}
            </span>
          ) : null}
        </>
      }
    >
      {message.parts.map((part, index) => {
        const source = sources[index];
        return source === undefined ? null : (
          <Part
            key={part.part}
            part={part}
            source={source}
            isAnswer={message.side === 'output'}
            isNamed={index > 0}
          />
        );
      })}
      {message.parts.length === 0 ? <p className="u-quiet">no content in record</p> : null}
    </Block>
  );
});

function Part(props: {
  part: MessagePart;
  source: TextSource;
  isAnswer: boolean;
  isNamed: boolean;
}) {
  const { part, source, isAnswer } = props;
  const { selection, select } = useView();
  const { label, isCode, tone } = partWords(part);
  return (
    <div className={styles['part']} data-type={part.type}>
      {label === null && !props.isNamed ? null : (
        <div className={styles['part-label']}>
          <button
            type="button"
            className={styles['pick']}
            aria-pressed={isSameText(selection, source)}
            aria-label={`${source.title}: show where it comes from`}
            onClick={() => select({ what: 'text', source })}
          >
            <Badge tone={tone}>{label ?? 'text'}</Badge>
          </button>
          {part.name === null ? null : <bdi className="u-mono">{part.name}</bdi>}
          {part.tool_call_id === null ? null : (
            <bdi className="u-mono-small u-quiet u-cut">{part.tool_call_id}</bdi>
          )}
        </div>
      )}
      <LongText source={source} isMono={isCode} isLarge={isAnswer && !isCode && label === null} />
    </div>
  );
}
