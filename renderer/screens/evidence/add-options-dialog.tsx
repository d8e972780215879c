import { useState } from 'react';
import { DURATION_WORDS, millisecondsOf } from '../../../shared/text/duration.ts';
import { Button } from '../../design/button.tsx';
import { Checkbox } from '../../design/checkbox.tsx';
import { ComboBox } from '../../design/combo-box.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { TextField } from '../../design/field.tsx';
import { type HowToAdd, importGranted } from '../../engine-client/add-evidence.ts';
import { host } from '../../engine-client/host.ts';
import { useRequest } from '../../engine-client/use-request.ts';
import styles from './evidence.module.css';
import { type FilledForm, IntakeForm } from './intake-form.tsx';
import { Refusal } from './refusal.tsx';
import { offsetOf } from './reread-words.ts';
import { zones } from './zones.ts';

interface Problems {
  readonly offset?: string;
  readonly window?: string;
}

/** Adds logs with what is known of them that they do not say: where their times and words come from, and what belongs together. */
export function AddOptionsDialog({ onClose }: { onClose: () => void }) {
  const [zone, setZone] = useState<string | null>(null);
  const [offset, setOffset] = useState('');
  const [window, setWindow] = useState('');
  const [inPlace, setInPlace] = useState(false);
  const [form, setForm] = useState<FilledForm | null>(null);
  const [problems, setProblems] = useState<Problems>({});
  const { isBusy, refusal, request } = useRequest();

  const add = (): void => {
    const clock_offset_ms = offset.trim() === '' ? undefined : offsetOf(offset);
    const join_window_ms = window.trim() === '' ? undefined : millisecondsOf(window);
    if (clock_offset_ms === null || join_window_ms === null) {
      setProblems({
        ...(clock_offset_ms === null
          ? { offset: 'A whole number of milliseconds, such as -2000; empty for none.' }
          : {}),
        ...(join_window_ms === null ? { window: `Write ${DURATION_WORDS}.` } : {}),
      });
      return;
    }
    const how: HowToAdd = {
      zone,
      clock_offset_ms,
      join_window_ms,
      in_place: inPlace,
      intake: form?.granted.grant,
    };
    request(async () => {
      if (await importGranted(await host.pick('evidence'), how)) onClose();
    });
  };

  return (
    <Dialog
      question="What is known of these logs that they do not say?"
      isOpen
      onClose={onClose}
      isBusy={isBusy}
      width={640}
      onSubmit={add}
      footNote="Goes into the custody log"
      actions={
        <Button variant="primary" size="large" type="submit" isBusy={isBusy}>
          Choose files…
        </Button>
      }
    >
      <div className={styles['zone']}>
        <ComboBox
          label="Zone of times that name none"
          options={zones}
          value={zone}
          onChange={setZone}
          placeholder="UTC"
        />
        <TextField
          label="Clock offset, milliseconds added to their times"
          value={offset}
          onChange={(text) => {
            setOffset(text);
            setProblems({});
          }}
          placeholder="0"
          hint="-2000 where the clock was 2 s ahead"
          error={problems.offset}
        />
        <TextField
          label="Join requests to answers by time, within"
          value={window}
          onChange={(text) => {
            setWindow(text);
            setProblems({});
          }}
          placeholder="not at all"
          hint="30s: only where no id and no trace joins them, and conversation, session or user is the same"
          error={problems.window}
        />
        <Checkbox
          checked={inPlace}
          onChange={setInPlace}
          hint="They are hashed and watched, but the case holds no copy of them."
        >
          Leave the files where they are
        </Checkbox>
        <IntakeForm form={form} onForm={setForm} request={request} isBusy={isBusy} />
        <Refusal sentence={refusal} />
      </div>
    </Dialog>
  );
}
