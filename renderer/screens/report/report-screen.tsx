import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReportFields } from '../../../shared/domain/analysis.ts';
import type { Destination, ReportPlace } from '../../../shared/domain/destination.ts';
import type { Missing, ReportDraft } from '../../../shared/domain/report-draft.ts';
import { counted } from '../../../shared/text/numbers.ts';
import { keyHint } from '../../commands/table.ts';
import { useCommands } from '../../commands/offers.ts';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { Fault } from '../../design/fault.tsx';
import { Pane, PaneBody, PaneFoot } from '../../design/pane.tsx';
import { Screen, ScreenWork } from '../../design/screen.tsx';
import { ScreenBar } from '../../design/screen-bar.tsx';
import { SkeletonRows } from '../../design/skeleton.tsx';
import { Split } from '../../design/split.tsx';
import { Tabs } from '../../design/tabs.tsx';
import { ask, engine } from '../../engine-client/engine.ts';
import { attempt } from '../../commands/attempt.ts';
import { useCaseHead, useJobs } from '../../engine-client/live.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import { IdentityDialog } from '../../identities/identity-dialog.tsx';
import { FieldsForm } from './fields-form.tsx';
import { IssueDialog } from './issue-dialog.tsx';
import { IssuedList } from './issued-list.tsx';
import { MissingList } from './missing-list.tsx';
import { PartsSection } from './parts-section.tsx';
import { PreviewPane } from './preview-pane.tsx';
import { SignerSection } from './signer-section.tsx';
import { useFields } from './use-fields.ts';
import styles from './report.module.css';

interface ReportScreenProps {
  readonly go: (to: Destination) => void;
  readonly place: ReportPlace;
  readonly onPlace: (place: ReportPlace, how: 'push' | 'replace') => void;
}

/** From what was found to a signed report: what it says, what it lacks, its pages, its signature. */
export function ReportScreen({ go, place, onPlace }: ReportScreenProps) {
  const identities = useQuery(ask.identities.list.queryOptions({ input: {} }));
  const known = identities.data?.identities;
  const usual = useQuery(ask.settings.read.queryOptions({ input: {} })).data?.signer;
  const signer =
    place.signer === ''
      ? null
      : ((
          known?.find(({ name }) => name === place.signer) ??
          known?.find(({ name }) => name === usual) ??
          known?.[0]
        )?.name ?? null);
  const draft = useQuery({
    ...ask.report.draft.queryOptions({ input: { signer } }),
    enabled: known !== undefined,
    placeholderData: (before) => before,
  });
  const error = draft.error ?? identities.error;
  return (
    <Screen>
      {draft.data === undefined ? (
        <>
          <ScreenBar title="Issue report" />
          {error === null ? (
            <SkeletonRows label="The report" rows={10} />
          ) : (
            <Fault
              what="What the report would say could not be read."
              where={troubleOf(error).sentence}
              actions={<Button onPress={() => attempt(() => draft.refetch())}>Try again</Button>}
            />
          )}
        </>
      ) : (
        <Drafted
          draft={draft.data}
          onReread={async () => {
            // Asked by itself: what the screen asks may be withdrawn for a newer question, and then answers what was before.
            const { fields } = await engine.report.draft({ signer });
            return fields;
          }}
          signer={signer}
          go={go}
          place={place}
          onPlace={onPlace}
        />
      )}
    </Screen>
  );
}

function Drafted(
  props: ReportScreenProps & {
    draft: ReportDraft;
    onReread: () => Promise<ReportFields>;
    signer: string | null;
  },
) {
  const { draft, signer, place, onPlace } = props;
  const client = useQueryClient();
  const fields = useFields(draft.fields, props.onReread);
  const issued = useQuery(ask.report.issued.queryOptions({ input: {} }));
  const [open, setOpen] = useState<'issue' | 'identity' | null>(null);
  const caseId = useCaseHead()?.case_id;
  const issuing = useJobs().filter(({ kind, case_id }) => kind === 'report' && case_id === caseId);
  const running = issuing.find(({ state }) => state === 'running');
  const last = issuing.at(-1);
  const part = place.part ?? 'fields';
  const show = (next: ReportPlace['part']): void => onPlace({ ...place, part: next }, 'replace');
  const begin = (): void => {
    if (running === undefined) setOpen('issue');
  };
  useCommands({
    'report.issue': begin,
    'mark.undo': fields.lastEntered === null ? undefined : fields.undo,
    'report.identity': () => setOpen('identity'),
  });
  const toField = (field: Missing['fill']): void => {
    show('fields');
    // The tab is drawn first.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => document.getElementById(`report-${field}`)?.focus()),
    );
  };

  return (
    <>
      <ScreenBar
        title="Issue report"
        note={draft.supersedes === null ? draft.id : `${draft.id}, supersedes ${draft.supersedes}`}
        end={
          <Button
            variant="primary"
            keyHint={keyHint('report.issue')}
            onPress={begin}
            isDisabled={running !== undefined}
            reason="A report is being issued."
          >
            {signer === null ? 'Issue unsigned…' : 'Issue and sign…'}
          </Button>
        }
      />
      {running === undefined ? null : (
        <Banner
          tone="info"
          actions={
            <Button onPress={() => attempt(() => engine.jobs.cancel({ job: running.job }))}>
              Cancel
            </Button>
          }
        >
          {`Issuing ${draft.id}: ${running.phase}`}
        </Banner>
      )}
      {last === undefined || last.state === 'running' ? null : (
        <Banner
          tone={last.state === 'done' ? 'ok' : 'fail'}
          onClose={() => attempt(() => engine.jobs.dismiss({ job: last.job }))}
        >
          {last.report === null
            ? (last.sentence ?? 'No report was issued.')
            : `${last.report.report} was issued${last.report.signer === null ? ', not signed' : ` and signed by ${last.report.signer}`}.`}
        </Banner>
      )}
      <ScreenWork>
        <Split
          label="Report and preview"
          panes={[
            {
              id: 'report',
              label: 'report',
              size: '46%',
              min: '360px',
              content: (
                <Pane label="Report">
                  <Tabs
                    label="Report"
                    className={styles['tabs']}
                    selected={part}
                    onSelect={show}
                    tabs={[
                      {
                        id: 'fields',
                        label: 'Fields',
                        panel: (
                          <PaneBody>
                            <SignerSection
                              identities={draft.identities}
                              signer={signer}
                              onSigner={(name) =>
                                onPlace({ ...place, signer: name ?? '' }, 'replace')
                              }
                              onNew={() => setOpen('identity')}
                            />
                            <PartsSection />
                            <FieldsForm draft={draft} fields={fields} />
                          </PaneBody>
                        ),
                      },
                      {
                        id: 'missing',
                        label: 'Missing',
                        count: `${draft.missing.length} of ${draft.parts}`,
                        panel: (
                          <PaneBody>
                            <MissingList missing={draft.missing} go={props.go} onField={toField} />
                          </PaneBody>
                        ),
                      },
                      {
                        id: 'issued',
                        label: 'Issued',
                        count: issued.data === undefined ? '' : String(issued.data.reports.length),
                        panel: (
                          <PaneBody>
                            {issued.data !== undefined ? (
                              <IssuedList reports={issued.data.reports} />
                            ) : issued.error === null ? (
                              <SkeletonRows label="Issued reports" rows={6} />
                            ) : (
                              <Fault
                                what="The issued reports could not be read."
                                where={troubleOf(issued.error).sentence}
                                actions={
                                  <Button onPress={() => attempt(() => issued.refetch())}>
                                    Read them again
                                  </Button>
                                }
                              />
                            )}
                          </PaneBody>
                        ),
                      },
                    ]}
                  />
                  <PaneFoot>
                    <span className="u-grow u-cut" role="status">
                      {fields.lastEntered === null
                        ? `${counted(draft.counts.exhibits, 'exhibit')}, ${counted(draft.counts.findings, 'finding')}, ${counted(draft.counts.citations, 'citation')}`
                        : `Entered ${fields.lastEntered}, a line of the activity log`}
                    </span>
                    {fields.lastEntered === null ? null : (
                      <Button variant="bare" icon="undo" onPress={fields.undo}>
                        Undo
                      </Button>
                    )}
                  </PaneFoot>
                </Pane>
              ),
            },
            {
              id: 'preview',
              label: 'preview',
              min: '380px',
              content: (
                <PreviewPane
                  signer={signer}
                  page={place.page ?? 1}
                  onPage={(page) => onPlace({ ...place, page }, 'replace')}
                />
              ),
            },
          ]}
        />
      </ScreenWork>
      {open === 'issue' ? (
        <IssueDialog
          draft={draft}
          signer={signer}
          onClose={() => setOpen(null)}
          onBegun={() => {
            setOpen(null);
            show('issued');
          }}
        />
      ) : null}
      {open === 'identity' ? (
        <IdentityDialog
          onClose={() => setOpen(null)}
          onMade={({ name }) => {
            setOpen(null);
            attempt(() => client.invalidateQueries());
            onPlace({ ...place, signer: name }, 'replace');
          }}
        />
      ) : null}
    </>
  );
}
