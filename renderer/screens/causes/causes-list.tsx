import type { ListedCause } from '../../../shared/domain/cause.ts';
import { count } from '../../../shared/text/numbers.ts';
import { ExhibitTag } from '../../design/handle.tsx';
import { Hidden } from '../../design/hidden.tsx';
import { List } from '../../design/list.tsx';
import { useTimes } from '../../engine-client/shown-times.ts';
import { groupWords } from './cause-words.ts';
import styles from './causes.module.css';

/** Exhibits that a row names before it counts the rest. */
const MOST_TAGS = 3;

/** Every opinion in a row, in groups by standing. J K move, Enter goes to the opinion. */
export function CausesList(props: {
  causes: readonly ListedCause[];
  cursor: number | undefined;
  onCursor: (cause_no: number) => void;
  onOpen: () => void;
}) {
  const { causes } = props;
  return (
    <>
      <div className={styles['head']} aria-hidden>
        <span />
        <span>Cause</span>
        <span className="u-num">Turns</span>
        <span className="u-num">For</span>
        <span className="u-num">Against</span>
        <span>Exhibits</span>
        <span>Confidence</span>
        <span>Opinion of</span>
      </div>
      <List
        label="Causes"
        items={causes}
        idOf={({ cause_no }) => String(cause_no)}
        cursor={props.cursor === undefined ? null : String(props.cursor)}
        onCursor={(id) => props.onCursor(Number(id))}
        onOpen={props.onOpen}
        groupOf={({ standing }) => ({
          id: standing,
          label: groupWords[standing],
          head: (
            <>
              {groupWords[standing]}
              <span className={styles['group-count']}>
                {count(causes.filter((cause) => cause.standing === standing).length)}
              </span>
            </>
          ),
        })}
        className={styles['list']}
      >
        {(cause) => <Row cause={cause} />}
      </List>
    </>
  );
}

/** What columns say by their place is said in words to those who do not see it. */
function Row({ cause }: { cause: ListedCause }) {
  const { minuteZoned, shortDay } = useTimes();
  const { cause_no, cause_id, name, turns, turn_id, grounds_for, grounds_against } = cause;
  const exhibits = exhibitsOf(cause);
  const named = exhibits.slice(0, MOST_TAGS);
  return (
    <span className={styles['row']}>
      <span className="u-mono-small">
        {`K-${cause_no}`}
        <Hidden>, </Hidden>
      </span>
      <span className={styles['name']}>
        <bdi className="u-mono-small u-soft">{cause_id}</bdi>
        <span className="u-medium u-cut" title={name ?? cause_id}>
          {` ${name ?? cause_id}`}
          <Hidden>, on </Hidden>
        </span>
      </span>
      <span className="u-num">
        {turns === null ? 'case' : count(turns)}
        <Hidden>{turn_id === null ? ', ' : ` turn, T-${turn_id}, `}</Hidden>
      </span>
      <span className="u-num">
        {count(grounds_for.length)}
        <Hidden> for, </Hidden>
      </span>
      <span className="u-num">
        {count(grounds_against.length)}
        <Hidden> against, exhibits </Hidden>
      </span>
      <span className={styles['tags']}>
        {named.map((handle) => (
          <ExhibitTag key={handle} value={handle} />
        ))}
        {exhibits.length === 0 ? <span className="u-quiet">none</span> : null}
        {exhibits.length > named.length ? (
          <span title={exhibits.join(', ')}>{`+${exhibits.length - named.length}`}</span>
        ) : null}
        <Hidden>, </Hidden>
      </span>
      <span>
        {cause.confidence}
        <Hidden> confidence, opinion of </Hidden>
      </span>
      <span className="u-cut" title={`${cause.who}, ${minuteZoned(cause.at)}`}>
        {`${cause.who}, ${shortDay(cause.at)}`}
      </span>
    </span>
  );
}

const exhibitsOf = ({ grounds_for, grounds_against }: ListedCause): string[] => [
  ...new Set(
    [...grounds_for, ...grounds_against]
      .filter(({ kind, gone }) => kind === 'exhibit' && gone === null)
      .map(({ handle }) => handle),
  ),
];
