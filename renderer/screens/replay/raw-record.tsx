import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { RecordText } from '../../../shared/domain/evidence-register.ts';
import { count, counted } from '../../../shared/text/numbers.ts';
import { Badge } from '../../design/badge.tsx';
import { Banner } from '../../design/banner.tsx';
import { CopyButton } from '../../design/handle.tsx';
import { CodeView } from '../../design/monaco/code-view.tsx';
import { ToolBar } from '../../design/screen-bar.tsx';
import { Segmented } from '../../design/segmented.tsx';
import { SkeletonText } from '../../design/skeleton.tsx';
import { ask } from '../../engine-client/engine.ts';
import { Trouble } from './trouble.tsx';
import styles from './raw-record.module.css';

const forms = [
  { value: 'indented', label: 'Indented' },
  { value: 'as-stored', label: 'As stored' },
] as const;

/** The bytes of a row stand in the file as columns: what is shown is the form that is hashed. */
const columnarForms = [
  { value: 'indented', label: 'Indented' },
  { value: 'as-stored', label: 'Canonical row' },
] as const;

/** The record behind a turn as text, with its hash computed anew and compared. */
export function RawRecord({ record_id, which }: { record_id: number; which: ReactNode }) {
  const [form, setForm] = useState<RecordText['form']>('indented');
  const record = useQuery(ask.evidence.text.queryOptions({ input: { record_id, form } }));
  const { data } = record;
  return (
    <div className={styles['raw']}>
      <ToolBar
        label="Raw record"
        end={
          data?.stock_command == null ? null : (
            <CopyButton text={data.stock_command} words="Copy stock command" what="command" />
          )
        }
      >
        {which}
        <Segmented
          label="Form"
          options={data !== undefined && isColumnar(data) ? columnarForms : forms}
          value={form}
          onChange={setForm}
        />
        {data === undefined ? null : <Shown record={data} />}
      </ToolBar>
      {data !== undefined && !data.hash_matches ? (
        <Banner tone="fail" title="This record is not the one that was taken in.">
          It no longer has the hash taken at import. Do not rely on what is shown; verify the case.
        </Banner>
      ) : null}
      {record.error !== null ? (
        <Trouble
          what="The record could not be read."
          error={record.error}
          onRetry={() => {
            record.refetch().catch(() => null);
          }}
        />
      ) : data === undefined ? (
        <div className={styles['loading']}>
          <SkeletonText label="Record" lines={10} />
        </div>
      ) : (
        <CodeView
          label={`Raw record ${data.place.ordinal} of ${data.place.name}, read only`}
          text={data.text}
          language="json"
          wrap
        />
      )}
    </div>
  );
}

const isColumnar = ({ place }: RecordText): boolean => place.byte_length === null;

function Shown({ record }: { record: RecordText }) {
  return (
    <>
      {record.hash_matches ? (
        <Badge tone="ok" icon="check" title="Computed just now from the evidence and compared">
          hash matches
        </Badge>
      ) : (
        <Badge tone="fail" icon="error">
          hash differs
        </Badge>
      )}
      <span className={styles['shown']}>
        {count(record.shown)} of {counted(record.characters, 'character')}
        {record.broken_lines === 0
          ? ''
          : `, ${counted(record.broken_lines, 'line')} broken for display`}
        {isColumnar(record) ? ' · its bytes stand in the file as columns' : ''}
      </span>
    </>
  );
}
