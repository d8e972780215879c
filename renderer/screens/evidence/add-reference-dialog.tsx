import { useState } from 'react';
import type { Granted } from '../../../shared/contract/host.ts';
import { type ReferenceKind, referenceKind } from '../../../shared/domain/reference.ts';
import { referenceKindWords } from '../../../shared/text/reference-words.ts';
import { textOrNull } from '../../../shared/text/typed-text.ts';
import { visibleLine } from '../../../shared/text/visible.ts';
import { readWrittenTime } from '../../../shared/text/written-time.ts';
import { Button } from '../../design/button.tsx';
import { ComboBox } from '../../design/combo-box.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { TextArea, TextField } from '../../design/field.tsx';
import { Select } from '../../design/select.tsx';
import { engine } from '../../engine-client/engine.ts';
import { host } from '../../engine-client/host.ts';
import { useRequest } from '../../engine-client/use-request.ts';
import styles from './evidence.module.css';
import { Refusal } from './refusal.tsx';
import { zones } from './zones.ts';

const kinds = referenceKind.options.map((value) => ({ value, label: referenceKindWords[value] }));

interface Problems {
  readonly file?: string;
  readonly from?: string;
  readonly to?: string;
}

/** Registers a file that says what was right: kept whole and unparsed, with the dates in which it was in force. */
export function AddReferenceDialog({ onClose }: { onClose: () => void }) {
  const [file, setFile] = useState<Granted | null>(null);
  const [title, setTitle] = useState('');
  const [kind, setKind] = useState<ReferenceKind | null>(null);
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [zone, setZone] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [problems, setProblems] = useState<Problems>({});
  const { isBusy, refusal, request } = useRequest();

  const choose = (): void =>
    request(async () => {
      const [granted] = await host.pick('reference');
      if (granted === undefined) return;
      setFile(granted);
      setProblems({});
    });
  const add = (): void => {
    const wrong: Problems = {
      ...(file === null ? { file: 'Choose the file first.' } : {}),
      ...dateProblem('from', from),
      ...dateProblem('to', to),
    };
    setProblems(wrong);
    if (file === null || Object.keys(wrong).length > 0) return;
    request(async () => {
      await engine.jobs.reference({
        grant: file.grant,
        title: textOrNull(title),
        from: textOrNull(from),
        to: textOrNull(to),
        zone,
        kind,
        note: textOrNull(note),
      });
      onClose();
    });
  };
  const dated = (which: 'from' | 'to', set: (text: string) => void) => (text: string) => {
    set(text);
    setProblems(({ [which]: _, ...others }) => others);
  };

  return (
    <Dialog
      question="Which file says what was right, and when?"
      isOpen
      onClose={onClose}
      isBusy={isBusy}
      width={640}
      onSubmit={add}
      footNote="Goes into the custody log, which reports disclose"
      actions={
        <Button variant="primary" size="large" type="submit" isBusy={isBusy}>
          Add reference
        </Button>
      }
    >
      <div className={styles['zone']}>
        <p className="u-quiet">
          A policy, a price list, a ticket, an eval result, a config diff: copied, hashed and kept
          as it is. It is not read as a log.
        </p>
        <div className="u-row u-wrap">
          <Button icon="upload" autoFocus onPress={choose} isDisabled={isBusy}>
            {file === null ? 'Choose file…' : 'Choose another file…'}
          </Button>
          {file === null ? null : <bdi className="u-medium u-cut">{visibleLine(file.name)}</bdi>}
        </div>
        <Refusal sentence={problems.file ?? null} />
        <TextField
          label="Title"
          value={title}
          onChange={setTitle}
          maxLength={500}
          spellCheck
          placeholder={file === null ? 'the name of the file' : visibleLine(file.name)}
        />
        <Select
          label="Kind"
          options={kinds}
          value={kind}
          onChange={setKind}
          placeholder="Not stated"
        />
        <div className={styles['dates']}>
          <TextField
            label="In force from"
            value={from}
            onChange={dated('from', setFrom)}
            placeholder="not stated"
            hint="2026-01-31, or 2026-01-31 17:30"
            error={problems.from}
          />
          <TextField
            label="In force to"
            value={to}
            onChange={dated('to', setTo)}
            placeholder="not stated"
            hint="A day is in force to its end."
            error={problems.to}
          />
          <ComboBox
            label="Zone of dates that name none"
            options={zones}
            value={zone}
            onChange={setZone}
            placeholder="UTC"
          />
        </div>
        <TextArea
          label="Note (optional)"
          value={note}
          onChange={setNote}
          rows={3}
          maxLength={10_000}
          hint="Who gave it, what it replaces"
        />
        <Refusal sentence={refusal} />
      </div>
    </Dialog>
  );
}

function dateProblem(which: 'from' | 'to', text: string): Problems {
  if (text.trim() === '' || readWrittenTime(text) !== null) return {};
  return { [which]: `${text.trim()} is not a date; write it as 2026-01-31.` };
}
