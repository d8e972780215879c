import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Destination, TimelinePlace } from '../../../shared/domain/destination.ts';
import type { Timeline } from '../../../shared/domain/timeline.ts';
import { eventKindWords } from '../../../shared/text/course-words.ts';
import { counted } from '../../../shared/text/numbers.ts';
import { attempt } from '../../commands/attempt.ts';
import { useCommands } from '../../commands/offers.ts';
import { keyHint } from '../../commands/table.ts';
import { isFocusFree } from '../../design/free-focus.ts';
import { Badge } from '../../design/badge.tsx';
import { Button } from '../../design/button.tsx';
import { Empty } from '../../design/empty.tsx';
import { Fault } from '../../design/fault.tsx';
import { List } from '../../design/list.tsx';
import { Pane, PaneBody, PanelHead } from '../../design/pane.tsx';
import { ScreenBar } from '../../design/screen-bar.tsx';
import { Screen } from '../../design/screen.tsx';
import { SkeletonRows } from '../../design/skeleton.tsx';
import { Split } from '../../design/split.tsx';
import { ask } from '../../engine-client/engine.ts';
import { useTimes } from '../../engine-client/shown-times.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import { HandleLinks } from '../../marks/handle-links.tsx';
import { undo } from '../../marks/mark-acts.ts';
import { EventForm } from './event-form.tsx';
import { EvidenceTimes } from './evidence-times.tsx';
import { Milestones } from './milestones.tsx';
import { focusList, useEventForm } from './use-event-form.ts';
import styles from './timeline.module.css';

interface TimelineScreenProps {
  readonly go: (to: Destination) => void;
  readonly place: TimelinePlace;
  readonly onPlace: (place: TimelinePlace, how: 'push' | 'replace') => void;
}

/** What happened when: events that the examiner entered, with what the evidence says of time apart from them. */
export function TimelineScreen(props: TimelineScreenProps) {
  const { data, error, refetch } = useQuery(ask.events.list.queryOptions({ input: {} }));
  return (
    <Screen>
      {data === undefined ? (
        <>
          <ScreenBar title="Timeline" />
          {error === null ? (
            <SkeletonRows label="Timeline" rows={10} />
          ) : (
            <Fault
              what="The timeline could not be read."
              where={troubleOf(error).sentence}
              actions={<Button onPress={() => attempt(() => refetch())}>Read it again</Button>}
            />
          )}
        </>
      ) : (
        <Read timeline={data} {...props} />
      )}
    </Screen>
  );
}

function Read(props: TimelineScreenProps & { timeline: Timeline }) {
  const { dateTime, zone } = useTimes();
  const { timeline, go, place, onPlace } = props;
  const { events } = timeline;
  const form = useEventForm(timeline, place, onPlace);
  const enter = (): void => onPlace({ event: 'new' }, 'push');
  const open = (event_no: number): void => onPlace({ event: event_no }, 'replace');
  useCommands({
    'timeline.new': enter,
    'timeline.save': form.isOpen ? form.save : undefined,
    'timeline.remove': form.event === null ? undefined : form.remove,
    'timeline.undo': undo,
  });
  const first = useRef<HTMLButtonElement>(null);
  // Its letters act at once: nobody has to look for the list first.
  useEffect(() => {
    if (!isFocusFree()) return;
    // What stands above the list stays in sight.
    if (first.current === null) focusList({ preventScroll: true });
    else first.current.focus();
  }, []);
  const button = (
    <Button variant="primary" keyHint={keyHint('timeline.new')} onPress={enter}>
      Enter event
    </Button>
  );
  return (
    <>
      <ScreenBar
        title="Timeline"
        note={`${counted(events.length, 'event')}, entered by the examiner; all times ${zone}`}
        end={button}
      />
      <div className={styles['work']}>
        <Split
          label="Timeline and event"
          panes={[
            {
              id: 'events',
              label: 'events',
              min: '420px',
              content: (
                <Pane label="Events">
                  <PaneBody>
                    <Milestones milestones={timeline.milestones} onOpen={open} />
                    <EvidenceTimes times={timeline.evidence} go={go} />
                    <section aria-label="Events of the incident" className={styles['events']}>
                      <PanelHead count={counted(events.length, 'event')}>
                        Events of the incident
                      </PanelHead>
                      <List
                        label="Events of the incident"
                        items={events}
                        idOf={({ event_no }) => String(event_no)}
                        textOf={({ event_no, kind, at, text }) =>
                          `V-${event_no}, ${dateTime(at)}, ${eventKindWords[kind]}: ${text}`
                        }
                        cursor={typeof place.event === 'number' ? String(place.event) : null}
                        onCursor={(id) => open(Number(id))}
                        onOpen={({ event_no }) => {
                          open(event_no);
                          form.focus();
                        }}
                        isTwoLine
                        hasControls
                        empty={
                          <div data-keys="list">
                            <Empty
                              words="No event of the incident has been entered. Begin with the first harm and when it was noticed."
                              action={
                                <Button ref={first} onPress={enter}>
                                  Enter the first event
                                </Button>
                              }
                            />
                          </div>
                        }
                      >
                        {(event) => (
                          <div className={styles['event']}>
                            <span className={styles['when']}>{dateTime(event.at)}</span>
                            <span className={styles['kind']}>
                              <Badge tone={TONES[event.kind] ?? 'line'}>
                                {eventKindWords[event.kind]}
                              </Badge>
                            </span>
                            <span className={styles['what']}>
                              <span className={styles['text']}>{event.text}</span>
                              <span className="u-quiet">
                                {event.basis ?? 'No basis was given.'}
                              </span>
                            </span>
                            <span className={styles['end']}>
                              <HandleLinks
                                handles={event.grounds}
                                what={`ground of V-${event.event_no}`}
                                go={go}
                              />
                              {form.isDraft(event.event_no) ? (
                                <Badge tone="warn">not saved</Badge>
                              ) : null}
                              <span className="u-mono-small u-quiet">{`V-${event.event_no}`}</span>
                            </span>
                          </div>
                        )}
                      </List>
                    </section>
                  </PaneBody>
                </Pane>
              ),
            },
            {
              id: 'event',
              label: 'event',
              size: '360px',
              min: '300px',
              content: form.isOpen ? (
                <EventForm {...form.props} go={go} />
              ) : (
                <Pane label="Event" isSide>
                  <Empty words="Choose an event to read or change it, or enter another." />
                </Pane>
              ),
            },
          ]}
        />
      </div>
    </>
  );
}

const TONES: Partial<Record<Timeline['events'][number]['kind'], 'fail' | 'warn' | 'ok' | 'info'>> =
  {
    'first-harm': 'fail',
    'missed-signal': 'warn',
    detected: 'info',
    contained: 'ok',
    'rolled-back': 'ok',
    remediated: 'ok',
    closed: 'ok',
  };
