import type { ListedCause } from '../../../shared/domain/cause.ts';
import { count } from '../../../shared/text/numbers.ts';
import { shortDay } from '../../../shared/text/times.ts';
import { ExhibitTag } from '../../design/handle.tsx';
import { List } from '../../design/list.tsx';
import { groupWords, standingWords } from './cause-words.ts';
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
        textOf={inWords}
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

function Row({ cause }: { cause: ListedCause }) {
  const exhibits = exhibitsOf(cause);
  const named = exhibits.slice(0, MOST_TAGS);
  return (
    <span className={styles['row']}>
      <bdi className="u-mono-small">{`K-${cause.cause_no}`}</bdi>
      <span className={styles['name']}>
        <bdi className="u-mono-small u-soft">{cause.cause_id}</bdi>
        <span className="u-medium u-cut">{cause.name ?? cause.cause_id}</span>
      </span>
      <span className="u-num">{turnsInWords(cause)}</span>
      <span className="u-num">{count(cause.grounds_for.length)}</span>
      <span className="u-num">{count(cause.grounds_against.length)}</span>
      <span className={styles['tags']}>
        {named.map((handle) => (
          <ExhibitTag key={handle} value={handle} />
        ))}
        {exhibits.length === 0 ? <span className="u-quiet">none</span> : null}
        {exhibits.length > named.length ? (
          <span title={exhibits.join(', ')}>{`+${exhibits.length - named.length}`}</span>
        ) : null}
      </span>
      <span>{cause.confidence}</span>
      <span className="u-cut" title={`${cause.who}, ${cause.at}`}>
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

const turnsInWords = ({ turns }: ListedCause): string => (turns === null ? 'case' : count(turns));

const inWords = (cause: ListedCause): string =>
  [
    `K-${cause.cause_no}, ${cause.cause_id} ${cause.name ?? ''}`,
    standingWords(cause.standing),
    cause.turns === null ? 'on the case' : `on T-${cause.turn_id ?? '?'}`,
    `${cause.grounds_for.length} for, ${cause.grounds_against.length} against`,
    `${cause.confidence} confidence`,
    `opinion of ${cause.who}`,
  ].join(', ');
