import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Destination, EvidencePlace } from '../../../shared/domain/destination.ts';
import type { EvidenceReference } from '../../../shared/domain/evidence-register.ts';
import { bytes, counted } from '../../../shared/text/numbers.ts';
import { runCommand, useCommands } from '../../commands/offers.ts';
import { keyHint } from '../../commands/table.ts';
import { Button } from '../../design/button.tsx';
import { DropTint } from '../../design/drop.tsx';
import { Empty } from '../../design/empty.tsx';
import { Pane } from '../../design/pane.tsx';
import { ScreenBar } from '../../design/screen-bar.tsx';
import { SkeletonRows } from '../../design/skeleton.tsx';
import { Split } from '../../design/split.tsx';
import { useNarrow } from '../../design/text-size.ts';
import { importGranted } from '../../engine-client/add-evidence.ts';
import { ask } from '../../engine-client/engine.ts';
import { useCaseHead, useJobs } from '../../engine-client/live.ts';
import { useFileDrop } from '../../engine-client/use-file-drop.ts';
import { attempt, tell } from '../../commands/attempt.ts';
import { useMarking } from '../../marks/use-marking.tsx';
import { AddOptionsDialog } from './add-options-dialog.tsx';
import { AddReferenceDialog } from './add-reference-dialog.tsx';
import { ChangedInPlace } from './changed-in-place.tsx';
import { EvidenceFault } from './evidence-fault.tsx';
import styles from './evidence.module.css';
import { FileDetails } from './file-details.tsx';
import { totals, turnsOf } from './file-words.ts';
import { ImportRows } from './import-rows.tsx';
import { importsOf } from './import-words.ts';
import { KeptAside, type RecordScope } from './kept-aside.tsx';
import { WINDOW } from './record-words.ts';
import { References } from './references.tsx';
import { RefusedFiles } from './refused-files.tsx';
import { Register } from './register.tsx';
import { RereadRows } from './reread-rows.tsx';
import { UnfinishedImport } from './unfinished-import.tsx';

interface EvidenceScreenProps {
  readonly go: (to: Destination) => void;
  readonly href: (to: Destination) => string;
  readonly place: EvidencePlace;
  readonly onPlace: (place: EvidencePlace, how: 'push' | 'replace') => void;
}

/** Every file of the case, what it holds byte by byte, and the records that could not be read or mapped. */
export function EvidenceScreen({ go, place, onPlace }: EvidenceScreenProps) {
  // Files in place may have been changed since it was last looked at.
  const register = useQuery({
    ...ask.evidence.register.queryOptions({ input: {} }),
    staleTime: 0,
  });
  const imports = importsOf(useJobs(), useCaseHead()?.case_id ?? '');
  const screen = useRef<HTMLDivElement>(null);
  const isNarrow = useNarrow(1280);
  const [asksHow, setAsksHow] = useState(false);
  const [scope, setScope] = useState<RecordScope>(
    place.file === undefined || place.record !== undefined ? 'all' : 'file',
  );
  const drop = useFileDrop((granted) => attempt(() => importGranted(granted)), tell);
  const marking = useMarking(undefined);
  const references = register.data?.references ?? [];
  const refused = register.data?.refused ?? [];
  // Of several the dialog asks which one.
  const [only = null, ...others] = references;
  const addReference = (): void => onPlace({ ...place, adds: 'reference' }, 'replace');
  useCommands({
    'evidence.reference': addReference,
    'record.raw': () => focusRecord(screen.current),
    'mark.pin':
      only === null
        ? undefined
        : () =>
            marking.ask({ what: 'pin-reference', reference: others.length === 0 ? only : null }),
  });

  const isImporting = imports.some(({ state }) => state === 'running');
  const wasImporting = useRef(false);
  useEffect(() => {
    // What stood aside while it ran is completed, or gone, or what the next goes on from.
    if (wasImporting.current && !isImporting) attempt(() => register.refetch());
    wasImporting.current = isImporting;
  });
  const files = register.data?.files;
  const sum = totals(files ?? []);
  const ofRecord = useQuery({
    ...ask.evidence.bytes.queryOptions({
      input: { record_id: place.record ?? 0, offset: 0, length: WINDOW },
    }),
    enabled: place.record !== undefined && place.file === undefined,
  });
  const wanted = place.file ?? ofRecord.data?.record.evidence_id;
  const file = files?.find(({ evidence_id }) => evidence_id === wanted) ?? files?.[0];
  const pinReference = (reference: EvidenceReference): void =>
    marking.ask({ what: 'pin-reference', reference });
  const add = (): void => {
    runCommand('evidence.add');
  };
  const mapFields = (sha256: string): (() => void) | undefined => {
    const unknown = files?.find((one) => one.sha256 === sha256);
    return unknown === undefined
      ? undefined
      : () => go({ screen: 'mapping', file: unknown.evidence_id });
  };
  const aside = sum.unmapped + sum.quarantined + sum.blank + sum.repaired;
  const hasLower = aside > 0 || place.record !== undefined;

  return (
    <div ref={screen} className={styles['screen']} {...drop.handlers}>
      <ScreenBar
        title="Evidence"
        note={
          files === undefined
            ? undefined
            : `${counted(files.length, 'file')}, ${bytes(sum.bytes)}, read-only`
        }
        end={
          <>
            <Button
              keyHint={keyHint('case.verify') ?? ''}
              onPress={() => runCommand('case.verify')}
              isDisabled={files === undefined}
            >
              Verify
            </Button>
            <Button variant="primary" keyHint={keyHint('evidence.add') ?? ''} onPress={add}>
              Add evidence
            </Button>
            <Button onPress={() => setAsksHow(true)}>Add with options…</Button>
            <Button keyHint={keyHint('evidence.reference') ?? ''} onPress={addReference}>
              Add reference…
            </Button>
          </>
        }
      />
      <RereadRows />
      <ImportRows jobs={imports} mapFields={mapFields} />
      {isImporting ? null : <UnfinishedImport stopped={register.data?.unfinished_import ?? null} />}
      <ChangedInPlace sentences={register.data?.changed_in_place ?? []} />
      <div className={styles['work']}>
        {register.data === undefined || files === undefined ? (
          register.error === null ? (
            <SkeletonRows label="Evidence files" rows={8} columns={['2fr', '1fr', '1fr', '1fr']} />
          ) : (
            <EvidenceFault
              what="The register of evidence could not be read."
              error={register.error}
              onAgain={() => attempt(() => register.refetch())}
            />
          )
        ) : file === undefined ? (
          <div className={styles['centred']}>
            <Empty
              words={
                isImporting
                  ? 'The first files are on their way into this case; each stands here as soon as it is imported whole.'
                  : 'This case has no evidence yet. Drop exported logs here, or a folder of them: JSONL, JSON, CSV or Parquet, also compressed or in a zip. Files are copied and hashed; your originals are not touched.'
              }
              action={
                <Button size="large" keyHint={keyHint('evidence.add') ?? ''} onPress={add}>
                  Add evidence
                </Button>
              }
            />
            <div className={styles['below']}>
              <References references={references} onPin={pinReference} />
              <RefusedFiles refused={refused} />
            </div>
          </div>
        ) : (
          <Split
            key={isNarrow ? 'narrow' : 'wide'}
            label="Evidence"
            panes={[
              {
                id: 'centre',
                label: 'register',
                min: '420px',
                content: (
                  <Split
                    label="Register and records"
                    direction="column"
                    panes={[
                      {
                        id: 'register',
                        label: 'register',
                        min: '120px',
                        content: (
                          <Register
                            files={files}
                            references={references}
                            refused={refused}
                            current={file}
                            isNarrow={isNarrow}
                            onPin={pinReference}
                            onCurrent={({ evidence_id }) =>
                              onPlace(
                                scope === 'all'
                                  ? { ...place, file: evidence_id }
                                  : { file: evidence_id },
                                'replace',
                              )
                            }
                            onOpen={(opened) =>
                              go({ screen: 'turns', filter: turnsOf(opened, files) })
                            }
                          />
                        ),
                      },
                      hasLower && {
                        id: 'aside',
                        label: 'records kept aside',
                        size: '58%',
                        min: '200px',
                        content: (
                          <KeptAside
                            files={files}
                            file={file}
                            scope={scope}
                            onScope={setScope}
                            record={place.record}
                            onRecord={({ evidence_id, record_id }) =>
                              onPlace({ file: evidence_id, record: record_id }, 'replace')
                            }
                          />
                        ),
                      },
                    ]}
                  />
                ),
              },
              {
                id: 'details',
                label: 'completeness',
                size: isNarrow ? '300px' : '340px',
                min: '280px',
                max: '560px',
                keepsPixels: true,
                content: (
                  <Pane isSide label="Completeness of the selected file">
                    <FileDetails
                      file={file}
                      filter={turnsOf(file, files)}
                      go={go}
                      onRecord={(record) => onPlace({ file: file.evidence_id, record }, 'replace')}
                    />
                  </Pane>
                ),
              },
            ]}
          />
        )}
        <DropTint
          isOver={drop.over !== null}
          words={
            <>
              <b className="u-medium">{`Drop to add ${counted(drop.over ?? 0, 'file or folder', 'files or folders')} to this case`}</b>
              <br />
              <span className="u-soft">
                They are copied, hashed and kept read-only; your originals are not touched.
              </span>
            </>
          }
        />
      </div>
      {marking.dialog}
      {asksHow ? <AddOptionsDialog onClose={() => setAsksHow(false)} /> : null}
      {place.adds === 'reference' ? (
        <AddReferenceDialog onClose={() => onPlace({ ...place, adds: undefined }, 'replace')} />
      ) : null}
    </div>
  );
}

/** From the register to the list of records, from there to the record itself. */
function focusRecord(screen: HTMLElement | null): void {
  const list = screen?.querySelector<HTMLElement>('[role="grid"][aria-label="Records kept aside"]');
  const text = screen?.querySelector<HTMLElement>('[data-record]');
  const next = document.activeElement === list ? text : (list ?? text);
  next?.focus();
}
