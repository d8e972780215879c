import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Completeness, EvidenceFile } from '../../../shared/domain/evidence-register.ts';
import type { Destination } from '../../../shared/domain/destination.ts';
import { count, counted, percent } from '../../../shared/text/numbers.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { Badge } from '../../design/badge.tsx';
import { LinkButton } from '../../design/button.tsx';
import { CopyButton, Hash } from '../../design/handle.tsx';
import { Icon } from '../../design/icon.tsx';
import { KeyValues } from '../../design/key-values.tsx';
import { PaneBody, PanelHead, PanelSection } from '../../design/pane.tsx';
import { SkeletonRows } from '../../design/skeleton.tsx';
import { ask } from '../../engine-client/engine.ts';
import { attempt } from '../../commands/attempt.ts';
import { useTimes } from '../../engine-client/shown-times.ts';
import { BytesAccounted } from './bytes-accounted.tsx';
import { ConversationsSection } from './conversations-section.tsx';
import { EvidenceFault } from './evidence-fault.tsx';
import styles from './evidence.module.css';
import { captureWords, missingOf, missingTitle, statementOf } from './file-words.ts';
import { Ids, InTime, SameRecords, WhyNotMapped } from './holding-sections.tsx';
import { JoinsSection } from './joins-section.tsx';
import { ReadingsSection } from './readings-section.tsx';

/** What the selected file holds and lacks, and who said what of its origin. */
export function FileDetails(props: {
  file: EvidenceFile;
  filter: string;
  go: (to: Destination) => void;
  /** Shows a record as it stands. */
  onRecord: (record_id: number) => void;
}) {
  const { file, filter, go, onRecord } = props;
  const { data, error, refetch } = useQuery(
    ask.evidence.completeness.queryOptions({ input: { evidence_id: file.evidence_id } }),
  );
  return (
    <>
      <PanelHead
        end={
          data === undefined ? null : (
            <CopyButton
              text={() => statementOf(data)}
              words="Copy statement"
              what="the statement of completeness"
            />
          )
        }
      >
        Completeness
      </PanelHead>
      <PaneBody label="Completeness">
        <FileHead file={file} data={data} filter={filter} go={go} />
        <ReadingsSection file={file} />
        <JoinsSection evidence_id={file.evidence_id} go={go} />
        {data !== undefined ? (
          <Sections data={data} filter={filter} go={go} onRecord={onRecord} />
        ) : error === null ? (
          <SkeletonRows label="Completeness" rows={10} columns={['2fr', '1fr', '1fr']} />
        ) : (
          <EvidenceFault
            what="The completeness of this file could not be computed."
            error={error}
            onAgain={() => attempt(() => refetch())}
          />
        )}
      </PaneBody>
    </>
  );
}

function FileHead(props: {
  file: EvidenceFile;
  data: Completeness | undefined;
  filter: string;
  go: (to: Destination) => void;
}) {
  const { file, data, filter, go } = props;
  return (
    <div className={styles['file-head']}>
      <bdi className={styles['file-name']}>{visibleLine(file.name)}</bdi>
      <Hash value={file.sha256} isWhole isCopyable />
      {file.notes.map((note) => (
        <p key={note} className="u-row u-warn">
          <Icon name="warning" size={12} />
          <span>{visibleLine(note)}</span>
        </p>
      ))}
      <div className="u-row u-wrap">
        <SendersHash state={data?.senders_hash} />
        <LinkButton onPress={() => go({ screen: 'turns', filter })} iconEnd="chevron-right">
          {file.turns === 0 ? 'What it gave' : counted(file.turns, 'turn')}
        </LinkButton>
        <span className="u-quiet">{counted(file.conversations, 'conversation')}</span>
        {file.format === 'unknown' ? (
          <LinkButton
            onPress={() => go({ screen: 'mapping', file: file.evidence_id })}
            iconEnd="chevron-right"
          >
            Map its fields
          </LinkButton>
        ) : null}
      </div>
    </div>
  );
}

/** What its folders said of its rows. */
const folderPairs = ({ partitions }: EvidenceFile): [string, string][] =>
  partitions === null
    ? []
    : [
        [
          'Folders',
          Object.entries(partitions)
            .map(([name, value]) => visibleLine(`${name}=${value ?? 'NULL'}`))
            .join(', '),
        ],
      ];

function SendersHash({ state }: { state: Completeness['senders_hash'] | undefined }) {
  if (state === undefined) return null;
  if (state === null) return <Badge tone="line">no hash from the sender</Badge>;
  return state === 'confirmed' ? (
    <Badge tone="ok" icon="check">
      sender’s hash confirmed
    </Badge>
  ) : (
    <Badge tone="fail" icon="error">
      sender’s hash differs
    </Badge>
  );
}

function Sections(props: {
  data: Completeness;
  filter: string;
  go: (to: Destination) => void;
  onRecord: (record_id: number) => void;
}) {
  const { data, filter, go, onRecord } = props;
  const { file, capture, intake } = data;
  const { minuteZoned } = useTimes();
  const missing = missingOf(data, filter);
  const onTurns = (clause: string): void => go({ screen: 'turns', filter: `${filter} ${clause}` });
  const toTurns = (narrowed: string) => (): void => go({ screen: 'turns', filter: narrowed });
  return (
    <>
      <BytesAccounted accounted={data.accounted} file={file} />
      <WhyNotMapped data={data} onRecord={onRecord} />
      <InTime data={data} onTurns={onTurns} />
      <Ids data={data} onRecord={onRecord} onTurns={onTurns} />
      <SameRecords data={data} onRecord={onRecord} />
      <PanelSection title="Missing fields" count={`of ${counted(file.turns, 'turn')}`}>
        {missing.length === 0 ? (
          <Note>
            {file.turns === 0 ? 'No turn stands on this file.' : 'Every turn has every field.'}
          </Note>
        ) : (
          <ul className={styles['rows']}>
            {missing.map((one) => (
              <li key={one.words}>
                <span className="u-grow u-cut" title={missingTitle(one)}>
                  {one.words}
                  {one.isAbsent ? <span className="u-quiet"> not logged</span> : null}
                  {one.unreadable > 0 ? (
                    <span className="u-quiet">{` ${count(one.unreadable)} unreadable`}</span>
                  ) : null}
                </span>
                <LinkButton onPress={toTurns(one.filter)} label={missingTitle(one)}>
                  {count(one.turns)}
                </LinkButton>
                <span className={styles['share']}>{percent(one.turns, one.of)}</span>
              </li>
            ))}
          </ul>
        )}
      </PanelSection>
      <ConversationsSection joins={data.conversations} filter={filter} go={go} />
      <PanelSection title="Capture level" isInset>
        {capture.length === 0 ? <span className="u-quiet">no turns</span> : null}
        {capture.map(({ level, turns }) => (
          <p key={level} className={styles['capture']}>
            <Badge tone={level === 'wire' ? 'ok' : 'warn'}>{level}</Badge>{' '}
            <span className="u-soft">
              {turns === file.turns
                ? 'all turns'
                : `${count(turns)} of ${counted(file.turns, 'turn')}`}
            </span>
            <span className="u-quiet">{captureWords[level]}</span>
          </p>
        ))}
      </PanelSection>
      <PanelSection title="Read as" isInset>
        <KeyValues
          pairs={[
            ['Format', file.format],
            [
              'Container',
              file.compression === null ? file.container : `${file.container}, ${file.compression}`,
            ],
            ...folderPairs(file),
            ['Imported', minuteZoned(file.imported_at)],
            ...(file.in_place === null
              ? []
              : ([
                  [
                    'In place',
                    <span key="place" title="The case holds no copy of this file">
                      <bdi>{file.in_place}</bdi>, not copied
                    </span>,
                  ],
                ] as const)),
            ['Merkle root', <Hash key="root" value={file.merkle_root} isWhole isCopyable />],
          ]}
        />
      </PanelSection>
      <PanelSection title="Intake" isInset>
        <KeyValues
          keyWidth="104px"
          pairs={intake.map(
            ({ fact, value }) =>
              [
                fact,
                value === null ? (
                  <span key={fact} className="u-quiet">
                    not stated
                  </span>
                ) : (
                  <bdi key={fact}>{value}</bdi>
                ),
              ] as const,
          )}
        />
      </PanelSection>
    </>
  );
}

const Note = ({ children }: { children: ReactNode }) => (
  <p className={styles['note']}>
    <Icon name="check" size={12} /> {children}
  </p>
);
