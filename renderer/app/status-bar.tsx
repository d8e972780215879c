import { useQuery } from '@tanstack/react-query';
import type { JobStatus } from '../../shared/domain/job-status.ts';
import { bytes, counted } from '../../shared/text/numbers.ts';
import { useOffered } from '../commands/offers.ts';
import { type CommandId, commands, isCommandId, keyHint } from '../commands/table.ts';
import { ask } from '../engine-client/engine.ts';
import { useCaseHead, useJobs } from '../engine-client/live.ts';
import { useFocusInList } from './focus-in-list.ts';
import { jobInWords, withCase } from './job-words.ts';
import styles from './frame.module.css';

const SHOWN_KEYS = 6;

/** Where the case lies, what runs, and the keys that matter here. */
export function StatusBar({ hasCase }: { hasCase: boolean }) {
  const head = useCaseHead();
  const running = useJobs().filter(({ state }) => state === 'running');
  return (
    <footer className={styles['statusbar']}>
      {hasCase && head !== null ? (
        <>
          <strong title={head.path}>{head.folder}</strong>
          <Holdings />
        </>
      ) : (
        <span>{head === null ? 'No case open' : `${head.title} is open`}</span>
      )}
      <Jobs running={running} shown={head?.case_id ?? null} />
      <Keys />
    </footer>
  );
}

function Holdings() {
  const { data: home } = useQuery(ask.cases.home.queryOptions({ input: {} }));
  if (home === undefined) return null;
  return <span>{`${counted(home.files, 'file')}, ${bytes(home.bytes)}, evidence read-only`}</span>;
}

function Jobs({ running, shown }: { running: readonly JobStatus[]; shown: string | null }) {
  const [first, ...more] = running;
  if (first === undefined) return null;
  const others = more.length === 0 ? '' : `, and ${counted(more.length, 'other job')}`;
  return <span>{`${withCase(jobInWords(first), first, shown)}${others}`}</span>;
}

/** Keys that act where the focus is; those of a list or grid only while one has it. */
function Keys() {
  const offered = useOffered();
  const inList = useFocusInList();
  const hints = Object.keys(commands)
    .filter(isCommandId)
    .filter((id) => offered.has(id) && !id.startsWith('go.'))
    .filter((id) => acts(commands[id].keys, inList))
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, SHOWN_KEYS);
  return (
    <div className={styles['statusbar-keys']} aria-hidden>
      {inList ? (
        <>
          {offered.has('replay.next') ? null : (
            <span>
              <kbd>J K</kbd> move
            </span>
          )}
          <span>
            <kbd>Enter</kbd> open
          </span>
        </>
      ) : null}
      {hints.map((id) => (
        <span key={id}>
          <kbd>{keyHint(id)}</kbd> {hintWords(commands[id].words)}
        </span>
      ))}
    </div>
  );
}

/** As the middle of a line: `issue the report`; a letter that is a name stays, as in `A is better`. */
const hintWords = (words: string): string =>
  words.replace('…', '').replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());

/** Letters and signs, alone or one after the other, act in a list only. */
const acts = (keys: string | null, inList: boolean): boolean =>
  keys !== null && (inList || !/^\S( \S)?$/.test(keys));

/** What the screen itself offers comes before what is offered everywhere. */
const rank = (id: CommandId): number =>
  commands[id].group === 'Exhibit' ? 2 : commands[id].group === 'Case' ? 1 : 0;
