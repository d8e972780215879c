import type { IssuedReport } from '../../../shared/domain/report-draft.ts';
import { staleWords } from '../../../shared/text/stale-words.ts';
import { attempt } from '../../commands/attempt.ts';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Hash } from '../../design/handle.tsx';
import { KeyValues } from '../../design/key-values.tsx';
import { PanelSection } from '../../design/pane.tsx';
import { toast } from '../../design/toast-queue.ts';
import { engine } from '../../engine-client/engine.ts';
import { host } from '../../engine-client/host.ts';
import { useTimes } from '../../engine-client/shown-times.ts';
import styles from './report.module.css';

/** Every report that was issued, the newest first, with what became of it. */
export function IssuedList({ reports }: { reports: readonly IssuedReport[] }) {
  if (reports.length === 0)
    return <p className={styles['nothing']}>No report of this case has been issued.</p>;
  return reports.map((report) => <Issued key={report.report} report={report} />);
}

function Issued({ report }: { report: IssuedReport }) {
  const { report: id, signer, fingerprint, troubles, changed_since } = report;
  const { dateTimeZoned } = useTimes();
  return (
    <PanelSection title={id} level={2} count={<State report={report} />} isInset>
      {changed_since.length === 0 ? null : (
        <p className="u-warn">{`Issued ${staleWords(changed_since)}: it has not seen that.`}</p>
      )}
      {troubles.map((trouble) => (
        <p key={trouble} className="u-fail">
          {`${trouble}.`}
        </p>
      ))}
      <KeyValues
        label={`Report ${id}`}
        pairs={[
          ['Issued', `${dateTimeZoned(report.at)} by ${report.by}`],
          ['Signed by', signer ?? 'nobody: it is not signed'],
          fingerprint !== null && ['Certificate', <HashRow value={fingerprint} />],
          ['report.pdf', <HashRow value={report.pdf_sha256} />],
          ['package.zip', <HashRow value={report.package_sha256} />],
        ]}
      />
      <div className={styles['issued-acts']}>
        <Button
          label={`Open ${id}`}
          icon="external"
          onPress={() => attempt(() => engine.report.open({ report: id, how: 'open' }))}
        >
          Open
        </Button>
        <Button
          label={`Show in folder: ${id}`}
          icon="folder"
          onPress={() => attempt(() => engine.report.open({ report: id, how: 'show' }))}
        >
          Show in folder
        </Button>
        <Button
          label={`Save PDF… of ${id}`}
          icon="save"
          onPress={() => attempt(() => save(id, 'report.pdf'))}
        >
          Save PDF…
        </Button>
        <Button
          label={`Save package… of ${id}`}
          icon="save"
          onPress={() => attempt(() => save(id, 'package.zip'))}
        >
          Save package…
        </Button>
      </div>
    </PanelSection>
  );
}

/** As high as what can be pressed in it. */
const HashRow = ({ value }: { value: string }) => (
  <span className={styles['hash']}>
    <Hash value={value} isCopyable />
  </span>
);

function State({ report }: { report: IssuedReport }) {
  const { troubles, superseded_by, signer, changed_since } = report;
  return (
    <>
      {troubles.length > 0 ? (
        <Badge tone="fail" icon="error">
          files changed or missing
        </Badge>
      ) : superseded_by === null && changed_since.length > 0 ? null : superseded_by === null ? (
        <Badge tone="ok" icon="check">
          current
        </Badge>
      ) : (
        <Badge>{`superseded by ${superseded_by}`}</Badge>
      )}
      {changed_since.length === 0 ? null : <Badge tone="warn">stale</Badge>}
      {signer === null ? <Badge tone="warn">not signed</Badge> : null}
    </>
  );
}

async function save(report: string, file: 'report.pdf' | 'package.zip'): Promise<void> {
  const [place] = await host.pick('copy', `${report}.${file === 'report.pdf' ? 'pdf' : 'zip'}`);
  if (place === undefined) return;
  await engine.report.save({ report, file, grant: place.grant });
  toast({ words: `Saved a copy as ${place.name}`, tone: 'ok' });
}
