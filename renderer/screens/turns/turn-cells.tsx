import type { ReactNode } from 'react';
import type { ViewRow } from '../../../shared/domain/view.ts';
import { count, counted } from '../../../shared/text/numbers.ts';
import { Badge } from '../../design/badge.tsx';
import { Icon } from '../../design/icon.tsx';
import { Lane, type Lane as LaneOf } from '../../design/lane.tsx';
import { Severity } from '../../design/severity.tsx';
import { LogText } from './log-text.tsx';
import { otherHits } from './other-hits.ts';
import styles from './turns.module.css';

export const Quiet = ({ children }: { children: ReactNode }) => (
  <span className="u-quiet">{children}</span>
);

/** The worst hit by severity, lane and failure type, then the others of each lane by number: lanes are never added up. */
export function Hits({ row }: { row: ViewRow }) {
  const { worst } = row;
  if (worst === null) return null;
  return (
    <span className={styles['hits']}>
      <Severity level={worst.severity} />
      <Lane
        lane={worst.lane}
        words={<span>{worst.failure_type.replaceAll('_', ' ')}</span>}
        className={styles['worst']}
      />
      {otherHits(row).map(({ lane, hits }) => (
        <Others key={lane} lane={lane} hits={hits} />
      ))}
    </span>
  );
}

function Others({ lane, hits }: { lane: LaneOf; hits: number }) {
  return <Lane lane={lane} words={String(hits)} />;
}

/** What people mean by the values that logs commonly give for it. */
/** A bare 1 may be one of five stars, and a 0 none of them: they stand as the log has them. */
const bad = /^(down|thumbs[_-]?down|downvote|negative|bad|-1|false|not[ _-]helpful|dislike|👎)$/iu;
const good = /^(up|thumbs[_-]?up|upvote|positive|good|\+1|true|helpful|like|👍)$/iu;

export function Feedback({ value }: { value: string }) {
  return <span className={styles['feedback']}>{sign(value)}</span>;
}

function sign(value: string): ReactNode {
  if (bad.test(value)) return <Icon name="thumb-down" size={12} label={value} className="u-fail" />;
  if (good.test(value)) return <Icon name="thumb-up" size={12} label={value} className="u-ok" />;
  return <LogText text={value} />;
}

const marks = [
  ['exhibits', 'pin', 'exhibit'],
  ['notes', 'note', 'note'],
  ['causes', 'cause', 'cause'],
] as const;

export const hasMarks = (row: ViewRow): boolean =>
  row.tags.length > 0 || marks.some(([field]) => row[field] > 0);

/** What an examiner laid on the turn: how many of each kind, and the tags in words. */
export function Marks({ row }: { row: ViewRow }) {
  return (
    <span className={styles['hits']}>
      {marks.map(([field, icon, one]) =>
        row[field] === 0 ? null : (
          <span key={field} title={counted(row[field], one)} className={styles['mark-count']}>
            <Icon name={icon} size={12} label={one} />
            {count(row[field])}
          </span>
        ),
      )}
      {row.tags.map((tag) => (
        <Badge key={tag} icon="tag">
          {tag}
        </Badge>
      ))}
    </span>
  );
}
