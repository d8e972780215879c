import { useEffect, useRef, useState } from 'react';
import { Button } from '../../design/button.tsx';
import { ComboBox } from '../../design/combo-box.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { importGranted } from '../../engine-client/add-evidence.ts';
import { host } from '../../engine-client/host.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import styles from './evidence.module.css';
import { zones } from './zones.ts';

/** Adds logs that give times without a zone: which one they mean is a fact of their origin, and goes into custody. */
export function ZoneDialog({ onClose }: { onClose: () => void }) {
  const form = useRef<HTMLDivElement>(null);
  const [zone, setZone] = useState<string | null>(null);
  const [error, setError] = useState<string | undefined>(undefined);
  const [isBusy, setBusy] = useState(false);

  useEffect(() => form.current?.querySelector('input')?.focus(), []);

  const add = async (): Promise<void> => {
    if (zone === null) {
      setError('Choose a zone, such as Europe/Berlin.');
      return;
    }
    setBusy(true);
    try {
      if (await importGranted(await host.pick('evidence'), { zone })) onClose();
    } catch (failure) {
      setError(troubleOf(failure).sentence);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Dialog
      question="In which zone are times without one?"
      isOpen
      onClose={onClose}
      isBusy={isBusy}
      onSubmit={() => {
        add().catch((failure: unknown) => setError(troubleOf(failure).sentence));
      }}
      footNote="Goes into the custody log"
      actions={
        <Button variant="primary" size="large" type="submit" isBusy={isBusy}>
          Choose files…
        </Button>
      }
    >
      <div ref={form} className={styles['zone']}>
        <ComboBox
          label="Zone of these logs"
          options={zones}
          value={zone}
          onChange={(chosen) => {
            setZone(chosen);
            setError(undefined);
          }}
          placeholder="UTC, Europe/Berlin…"
          {...(error === undefined ? {} : { error })}
        />
        <p className="u-quiet">
          Times that carry a zone or an offset keep their own. Without this, times are read as UTC.
        </p>
      </div>
    </Dialog>
  );
}
