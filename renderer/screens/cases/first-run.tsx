import { useEffect, useRef } from 'react';
import { keyHint } from '../../commands/table.ts';
import { Button } from '../../design/button.tsx';
import styles from './cases.module.css';
import { Promises, SampleCard } from './sample-card.tsx';

/** The first window of all: no case was opened here yet. */
export function FirstRun(props: {
  onNew: () => void;
  onOpen: () => void;
  onSample: () => void;
  isBusy: boolean;
}) {
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <section className={styles['first']} aria-label="First run">
      <div className={styles['first-sheet']}>
        <div>
          <h1>No case yet</h1>
          <p className={styles['first-what']}>
            A case is a folder that holds the evidence, the tables made from it and your work. Copy
            the folder and you have copied the case.
          </p>
        </div>
        <div className="u-row">
          <Button
            variant="primary"
            size="large"
            keyHint={keyHint('case.new') ?? ''}
            onPress={props.onNew}
            ref={first}
          >
            New case…
          </Button>
          <Button size="large" keyHint={keyHint('case.open') ?? ''} onPress={props.onOpen}>
            Open…
          </Button>
          <span className="u-quiet">or drop logs here</span>
        </div>
        <SampleCard onOpen={props.onSample} isBusy={props.isBusy} />
        <Promises />
      </div>
    </section>
  );
}
