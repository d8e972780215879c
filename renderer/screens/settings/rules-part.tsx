import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { OwnRule, Settings } from '../../../shared/domain/settings.ts';
import { count, counted } from '../../../shared/text/numbers.ts';
import { attempt } from '../../commands/attempt.ts';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Fault } from '../../design/fault.tsx';
import { CopyButton } from '../../design/handle.tsx';
import { SkeletonRows } from '../../design/skeleton.tsx';
import { Table } from '../../design/table.tsx';
import { ask } from '../../engine-client/engine.ts';
import { host } from '../../engine-client/host.ts';
import { keepSettings } from '../../engine-client/settings.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import { Section } from './setting.tsx';
import styles from './settings.module.css';

const read = ask.settings.rules.queryOptions({ input: {}, staleTime: 0 });

/** The folder with own rules, which detection takes beside the bundled ones. */
export function RulesPart({ settings }: { settings: Settings }) {
  const client = useQueryClient();
  const { data: own, error, isFetching, refetch } = useQuery(read);
  const use = (folder: { grant: string } | null): void =>
    attempt(async () => {
      await keepSettings({ rules_folder: folder });
      await client.invalidateQueries({ queryKey: read.queryKey });
    });
  const choose = (): void =>
    attempt(async () => {
      const [picked] = await host.pick('rules');
      if (picked !== undefined) use({ grant: picked.grant });
    });
  return (
    <Section
      title="Rules"
      note="Detection in the app runs the bundled rules and those of this folder; one with the id of a bundled rule takes its place. Custody keeps the text of every rule that ran. The command line takes a folder by --rules."
    >
      {error !== null ? (
        <Fault
          what="The rules could not be read."
          next={troubleOf(error).sentence}
          actions={<Button onPress={() => attempt(() => refetch())}>Try again</Button>}
        />
      ) : own === undefined ? (
        <SkeletonRows label="Rules" rows={5} />
      ) : (
        <>
          <p className={styles['path']}>
            <bdi className="u-mono">{own.folder}</bdi>
            <CopyButton text={own.folder} what="the path" words="Copy path" />
          </p>
          <div className={styles['row']}>
            <Button icon="folder" onPress={choose}>
              Choose another folder…
            </Button>
            {settings.rules_folder === null ? null : (
              <Button onPress={() => use(null)}>Use the usual folder</Button>
            )}
            <Button icon="refresh" isBusy={isFetching} onPress={() => attempt(() => refetch())}>
              Read again
            </Button>
          </div>
          <p className="u-soft">{summary(own.exists, own.files, own.bundled)}</p>
          {own.files.length === 0 ? null : (
            <Table
              label="Files of the folder"
              rows={own.files}
              keyOf={({ file }) => file}
              columns={[
                {
                  id: 'file',
                  head: 'File',
                  width: '28%',
                  wraps: true,
                  cell: ({ file }) => <bdi className="u-mono-small">{file}</bdi>,
                },
                { id: 'state', head: 'State', width: '116px', cell: (one) => <State one={one} /> },
                { id: 'what', head: 'Rule', wraps: true, cell: (one) => <What one={one} /> },
              ]}
            />
          )}
        </>
      )}
    </Section>
  );
}

function summary(exists: boolean, files: readonly OwnRule[], bundled: number): string {
  const bundle = `${counted(bundled, 'rule')} come with Exhibit.`;
  if (!exists) return `That folder is not there. ${bundle}`;
  const faulty = files.filter(({ fault }) => fault !== null).length;
  const broken =
    faulty === 0
      ? ''
      : ` ${count(faulty)} of them cannot be used; detection is refused until they are mended or taken out.`;
  return `${counted(files.length, 'rule file')} in the folder.${broken} ${bundle}`;
}

function State({ one: { rule, fault } }: { one: OwnRule }) {
  if (fault !== null)
    return (
      <Badge tone="fail" icon="error">
        {`line ${count(fault.line)}`}
      </Badge>
    );
  return rule?.replaces === true ? (
    <Badge tone="warn">replaces</Badge>
  ) : (
    <Badge tone="ok">ready</Badge>
  );
}

function What({ one: { rule, fault } }: { one: OwnRule }) {
  if (fault !== null) return <span className="u-fail">{fault.sentence}</span>;
  if (rule === null) return null;
  return (
    <>
      <bdi className="u-mono-small">{rule.id}</bdi> <bdi>{rule.title}</bdi>{' '}
      <span className="u-quiet">{`version ${rule.version}, ${rule.severity}`}</span>
    </>
  );
}
