import { useState } from 'react';
import type { JobStatus } from '../../../shared/domain/job-status.ts';
import { percent, duration } from '../../../shared/text/numbers.ts';
import { Badge } from '../../design/badge.tsx';
import { Button, IconButton, LinkButton } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { Progress } from '../../design/progress.tsx';
import { engine } from '../../engine-client/engine.ts';
import { jobProgress } from '../../../shared/text/job-progress.ts';
import { attempt } from '../../commands/attempt.ts';
import styles from './evidence.module.css';
import { type ImportLine, importLines, importSummary } from './import-words.ts';

/** Lines of a result that are shown before it is unfolded. */
const FIRST = 3;
const MOST = 12;

interface CanMap {
  /** Leads to the fields of a file, by its hash; undefined as long as the file is not in the register. */
  readonly mapFields: (sha256: string) => (() => void) | undefined;
}

/** Imports under way, and what became of those that ended until a person takes them off. */
export function ImportRows({ jobs, mapFields }: { jobs: readonly JobStatus[] } & CanMap) {
  const latest = jobs.find(({ state }) => state !== 'running');
  return jobs.map((job) =>
    job.state === 'running' ? (
      <Running key={job.job} job={job} />
    ) : (
      <Ended key={job.job} job={job} isLatest={job === latest} mapFields={mapFields} />
    ),
  );
}

function Running({ job }: { job: JobStatus }) {
  const { share, done, rate, left } = jobProgress(job);
  const phase = job.phase === `importing ${job.title}` ? 'copying, hashing, mapping' : job.phase;
  return (
    <section className={styles['job']} aria-label={`Import of ${job.title}`}>
      <span className="u-soft">
        <Icon name="evidence" />
      </span>
      <div className="u-row">
        <b className="u-medium u-cut">
          <bdi>{job.title}</bdi>
        </b>
        <span className="u-soft u-cut">{job.stopping ? 'stopping' : phase}</span>
        <span className="u-grow" />
        <span className={styles['job-numbers']}>
          {[done, rate, left].filter((part) => part !== null && part !== '').join(' · ')}
        </span>
        {share === null ? null : (
          <b className={styles['job-share']}>{`${Math.floor(share * 100)} %`}</b>
        )}
      </div>
      <Button
        isDisabled={job.stopping}
        reason="It stops at the next safe point"
        label={`Cancel the import of ${job.title}`}
        onPress={() => attempt(() => engine.jobs.cancel({ job: job.job }))}
      >
        Cancel
      </Button>
      <div className={styles['job-bar']}>
        <Progress
          label={`Import of ${job.title}${share === null ? '' : `, ${percent(job.done, job.total ?? job.done)}`}`}
          isLabelHidden
          value={share}
        />
      </div>
    </section>
  );
}

function Ended({ job, isLatest, mapFields }: { job: JobStatus; isLatest: boolean } & CanMap) {
  const lines = job.import === null ? [] : importLines(job.import);
  const [isWhole, setWhole] = useState(false);
  const needsLook = lines.filter(({ state }) => state !== 'imported' && state !== 'duplicate');
  const most = isLatest ? Math.min(MOST, Math.max(FIRST, needsLook.length)) : 0;
  const shown = isWhole ? lines : lines.slice(0, most);
  return (
    <section className={styles['ended']} aria-label={`Result of the import of ${job.title}`}>
      <div className="u-row">
        <span
          className={job.state === 'done' && needsLook.length > 0 ? 'u-warn' : tones[job.state]}
        >
          <Icon name={job.state === 'done' && needsLook.length === 0 ? 'check' : 'warning'} />
        </span>
        <b className="u-medium">
          {job.import === null ? `Import of ${job.title}` : importSummary(job.import)}
        </b>
        <span className="u-soft u-grow u-cut">
          {job.sentence ?? `in ${duration(job.elapsed_ms)}`}
        </span>
        {lines.length > shown.length || isWhole ? (
          <LinkButton onPress={() => setWhole(!isWhole)}>
            {isWhole ? 'Show fewer' : `Show all ${lines.length}`}
          </LinkButton>
        ) : null}
        <IconButton
          icon="close"
          iconSize={12}
          label="Take this result off the list"
          onPress={() => attempt(() => engine.jobs.dismiss({ job: job.job }))}
        />
      </div>
      {shown.length === 0 ? null : (
        <ul className={styles['ended-lines']}>
          {shown.map((line) => (
            <Line key={line.key} line={line} mapFields={mapFields} />
          ))}
        </ul>
      )}
    </section>
  );
}

const tones = { running: '', done: 'u-ok', failed: 'u-fail', cancelled: 'u-warn' } as const;

function Line({ line: { state, name, words, unknown }, mapFields }: { line: ImportLine } & CanMap) {
  const toFields = unknown === null ? undefined : mapFields(unknown);
  const { tone, said } = states[state];
  return (
    <li>
      <Badge tone={tone}>{said}</Badge>
      <bdi className="u-medium">{name}</bdi>
      <span className={state === 'refused' ? 'u-fail' : 'u-soft'}>{words}</span>
      {toFields === undefined ? null : (
        <LinkButton label={`Map the fields of ${name}`} onPress={toFields}>
          Map its fields
        </LinkButton>
      )}
    </li>
  );
}

const states = {
  imported: { tone: 'ok', said: 'imported' },
  partly: { tone: 'warn', said: 'imported' },
  duplicate: { tone: 'line', said: 'duplicate' },
  refused: { tone: 'fail', said: 'refused' },
  skipped: { tone: 'warn', said: 'passed over' },
  left: { tone: 'line', said: 'not imported' },
} as const;
