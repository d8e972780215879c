import type { DuplicateIds, IdSequence, Silence } from '../../../shared/domain/completeness.ts';
import type { Completeness } from '../../../shared/domain/evidence-register.ts';
import {
  bearerWords,
  equalWords,
  overlapCounts,
  recordWords,
  sequenceSentence,
  silenceSentence,
} from '../../../shared/text/completeness-words.ts';
import { count, counted, duration } from '../../../shared/text/numbers.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { LinkButton } from '../../design/button.tsx';
import { KeyValues } from '../../design/key-values.tsx';
import { PanelSection } from '../../design/pane.tsx';
import { useTimes } from '../../engine-client/shown-times.ts';
import styles from './evidence.module.css';
import { besideMissing, besideSilence, ofId } from './file-words.ts';

interface SectionProps {
  readonly data: Completeness;
  readonly onRecord: (record_id: number) => void;
  /** Shows the turns of the file that a clause of a filter finds. */
  readonly onTurns: (clause: string) => void;
}

/** Why records were kept aside, and what was noted about others; each reason leads to its first record. */
export function WhyNotMapped({
  data: { reasons, reasons_total },
  onRecord,
}: Pick<SectionProps, 'data' | 'onRecord'>) {
  if (reasons.length === 0) return null;
  return (
    <PanelSection title="Reasons" count={counted(reasons_total, 'reason')} isInset>
      <ul className={styles['reasons']}>
        {reasons.map(({ status, words, records, first }) => (
          <li key={`${status} ${first.record_id} ${words}`}>
            <span className="u-quiet">
              {status === 'mapped' ? 'mapped, noted' : status}
              {records === 1 ? '' : `, ${counted(records, 'record')}`}
            </span>
            <bdi>{visibleLine(words)}</bdi>
            <LinkButton onPress={() => onRecord(first.record_id)}>
              {records === 1 ? recordWords(first) : `first: ${recordWords(first)}`}
            </LinkButton>
          </li>
        ))}
      </ul>
      <NotListed left={reasons_total - reasons.length} of="reason" />
    </PanelSection>
  );
}

/** First and last event, and times without any. */
export function InTime({
  data: { events, silences },
  onTurns,
}: Pick<SectionProps, 'data' | 'onTurns'>) {
  const times = useTimes();
  const seconds = (value: number): string => duration(value * 1000);
  return (
    <PanelSection title="Events in time" isInset>
      <KeyValues
        pairs={[
          ['First', events.first === null ? 'not logged' : times.dateTimeZoned(events.first)],
          ['Last', events.last === null ? 'not logged' : times.dateTimeZoned(events.last)],
          ['Dated', count(events.dated)],
          [
            'Undated',
            events.undated === 0 ? (
              'none'
            ) : (
              <LinkButton onPress={() => onTurns('-at:*')}>{count(events.undated)}</LinkButton>
            ),
          ],
          ...(silences === null
            ? []
            : ([
                ['Longest pause', seconds(silences.longest_seconds)],
                ['A silence is', `more than ${seconds(silences.threshold_seconds)}`],
                [
                  'Silences',
                  silences.total === 0
                    ? 'none'
                    : `${count(silences.total)}, of which ${count(silences.recurring)} recur`,
                ],
              ] as const)),
        ]}
      />
      {silences === null ? null : (
        <>
          <ul className={styles['reasons']}>
            {silences.listed.map((silence: Silence) => (
              <li key={silence.from}>
                {silenceSentence(silence, 'file', times)}{' '}
                <LinkButton
                  onPress={() => onTurns(besideSilence(silence))}
                  label={`Turns beside the silence from ${times.dateTimeZoned(silence.from)}`}
                >
                  turns beside it
                </LinkButton>
              </li>
            ))}
          </ul>
          <NotListed
            left={silences.total - silences.recurring - silences.listed.length}
            of="shorter silence"
          />
        </>
      )}
    </PanelSection>
  );
}

/** Ids that rise by one and what is missing among them; ids that stand at several records. */
export function Ids({ data, onRecord, onTurns }: SectionProps) {
  const { sequences, sequences_total, duplicates } = data;
  return (
    <PanelSection title="Ids" isInset>
      <ul className={styles['reasons']}>
        {sequences_total === 0 ? (
          <li className="u-quiet">No ids rise by one: missing records cannot be told from ids.</li>
        ) : null}
        {sequences.map((sequence: IdSequence) => (
          <li key={`${sequence.of} ${sequence.first}`}>
            {visibleLine(sequenceSentence(sequence))}
            {sequence.of === 'call' && sequence.ranges.length > 0 ? (
              <span className="u-row u-wrap">
                {sequence.ranges.map((range) => (
                  <LinkButton
                    key={range.from}
                    onPress={() => onTurns(besideMissing(sequence, range))}
                    label={`Turns beside the missing ${visibleLine(range.from)}`}
                  >
                    {`turns beside ${visibleLine(range.from)}`}
                  </LinkButton>
                ))}
              </span>
            ) : null}
          </li>
        ))}
        {duplicates.length === 0 ? (
          <li className="u-quiet">No id stands at several records.</li>
        ) : null}
        {duplicates.map((one) => (
          <Repeated key={one.of} repeated={one} onRecord={onRecord} onTurns={onTurns} />
        ))}
      </ul>
      <NotListed left={sequences_total - sequences.length} of="sequence" />
    </PanelSection>
  );
}

/** Records that stand in other files too, and how often what they tell counts. */
export function SameRecords({
  data: { overlap },
  onRecord,
}: Pick<SectionProps, 'data' | 'onRecord'>) {
  if (overlap === null) return null;
  return (
    <PanelSection
      title="In other files too"
      count={counted(overlap.records, 'equal record')}
      isInset
    >
      <ul className={styles['reasons']}>
        {overlap.files.map(({ evidence_id, name, records, first }) => (
          <li key={evidence_id}>
            <bdi>{visibleLine(name)}</bdi>
            <span className="u-quiet">{counted(records, 'record')}</span>
            <LinkButton onPress={() => onRecord(first.record_id)}>
              {records === 1 ? recordWords(first) : `first: ${recordWords(first)}`}
            </LinkButton>
          </li>
        ))}
        {overlapCounts(overlap).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <NotListed left={overlap.files_total - overlap.files.length} of="file" />
    </PanelSection>
  );
}

function Repeated(props: { repeated: DuplicateIds } & Pick<SectionProps, 'onRecord' | 'onTurns'>) {
  const { of, ids, records, examples } = props.repeated;
  return (
    <li>
      {`${counted(ids, 'id')} of ${bearerWords[of]} ${ids === 1 ? 'stands' : 'stand'} at ${counted(records, 'record')}; ${equalWords(props.repeated)}.`}
      {examples.map(({ id, places, records: own }) => (
        <span key={id} className="u-row u-wrap">
          <bdi>{visibleLine(id)}</bdi>
          {of === 'call' ? (
            <LinkButton
              onPress={() => props.onTurns(ofId(id))}
              label={`Turns of the id ${visibleLine(id)}`}
            >
              turns
            </LinkButton>
          ) : null}
          {places.map((place) => (
            <LinkButton key={place.record_id} onPress={() => props.onRecord(place.record_id)}>
              {recordWords(place)}
            </LinkButton>
          ))}
          {own > places.length ? (
            <span className="u-quiet">{`and ${count(own - places.length)} more`}</span>
          ) : null}
        </span>
      ))}
      <NotListed left={ids - examples.length} of="id" />
    </li>
  );
}

function NotListed({ left, of }: { left: number; of: string }) {
  if (left <= 0) return null;
  return (
    <p className="u-quiet">
      {`${counted(left, `further ${of}`)} ${left === 1 ? 'is' : 'are'} not listed.`}
    </p>
  );
}
