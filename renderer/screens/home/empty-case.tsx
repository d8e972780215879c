import { useEffect, useRef } from 'react';
import { keyHint } from '../../commands/table.ts';
import { Button } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import styles from './home.module.css';

/** A case without evidence: what to do first. */
export function EmptyCase({ onAdd }: { onAdd: () => void }) {
  const add = useRef<HTMLButtonElement>(null);
  useEffect(() => add.current?.focus(), []);
  return (
    <section className={styles['empty']} aria-label="No evidence yet">
      <Icon name="upload" />
      <p className="u-medium">
        This case has no evidence yet. Drop exported logs here, or a folder of them.
      </p>
      <p>
        JSONL, JSON, CSV and Parquet are read, also compressed or in a zip. What each file is, is
        found out from its content; what in it cannot be read is kept and shown, never dropped.
      </p>
      <Button
        variant="primary"
        size="large"
        keyHint={keyHint('evidence.add') ?? ''}
        onPress={onAdd}
        ref={add}
      >
        Add evidence
      </Button>
      <p className="u-quiet">Files are copied and hashed; your originals are not touched.</p>
    </section>
  );
}
