import { useQuery } from '@tanstack/react-query';
import type { JobStatus } from '../../shared/domain/job-status.ts';
import { bytes, counted } from '../../shared/text/numbers.ts';
import { useOffered } from '../commands/offers.ts';
import { type CommandId, commands, isCommandId, keyHint } from '../commands/table.ts';
import { ask } from '../engine-client/engine.ts';
import { useCaseHead, useJobs } from '../engine-client/live.ts';
import { jobInWords } from './job-words.ts';
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
        <span>No case open</span>
      )}
      <Jobs running={running} />
      <Keys />
    </footer>
  );
}

function Holdings() {
  const { data: home } = useQuery(ask.cases.home.queryOptions({ input: {} }));
  if (home === undefined) return null;
  return <span>{`${counted(home.files, 'file')}, ${bytes(home.bytes)}, evidence read-only`}</span>;
}

function Jobs({ running }: { running: readonly JobStatus[] }) {
  const [first, ...more] = running;
  if (first === undefined) return null;
  const others = more.length === 0 ? '' : `, and ${counted(more.length, 'other job')}`;
  return <span>{`${jobInWords(first)}${others}`}</span>;
}

function Keys() {
  const offered = useOffered();
  const hints = Object.keys(commands)
    .filter(isCommandId)
    .filter((id) => offered.has(id) && commands[id].keys !== null && !id.startsWith('go.'))
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, SHOWN_KEYS);
  return (
    <div className={styles['statusbar-keys']} aria-hidden>
      {hints.map((id) => (
        <span key={id}>
          <kbd>{keyHint(id)}</kbd> {commands[id].words.replace('…', '').toLowerCase()}
        </span>
      ))}
    </div>
  );
}

/** What the screen itself offers comes before what is offered everywhere. */
const rank = (id: CommandId): number =>
  commands[id].group === 'Exhibit' ? 2 : commands[id].group === 'Case' ? 1 : 0;
