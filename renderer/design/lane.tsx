import { classNames } from './class-names.ts';
import { countWords } from './count-words.ts';
import type { Words } from './words.ts';
import styles from './lane.module.css';

/** How far a hit has come: a candidate is hollow, a lead half, a finding full. */
export type Lane = 'candidate' | 'lead' | 'finding';

/** The diamond of a lane, named when it stands alone. */
export function LaneMark({ lane, label }: { lane: Lane; label?: string | undefined }) {
  const naming =
    label === undefined
      ? ({ 'aria-hidden': true } as const)
      : ({ role: 'img', 'aria-label': label } as const);
  return (
    <svg
      viewBox="0 0 10 10"
      className={classNames(styles['lane-mark'], styles[`lane-${lane}`])}
      {...naming}
    >
      {label === undefined ? null : <title>{label}</title>}
      <path d="M5 .8 9.2 5 5 9.2.8 5z" fill={lane === 'finding' ? 'currentColor' : 'none'} />
      {lane === 'lead' ? <path d="M5 .8V9.2L.8 5z" fill="currentColor" /> : null}
    </svg>
  );
}

/** A lane by its diamond and a word, with a count when given. */
export function Lane(props: {
  lane: Lane;
  words?: Words;
  count?: number | undefined;
  className?: string | undefined;
}) {
  const { lane, words = lane, count } = props;
  return (
    <span className={classNames(styles['lane'], styles[`lane-${lane}`], props.className)}>
      <LaneMark lane={lane} label={words === lane ? undefined : lane} />
      {words}
      {count === undefined ? null : <span>{countWords(count)}</span>}
    </span>
  );
}
