import { type RefObject, useDeferredValue, useMemo, useState } from 'react';
import type { RecentCase } from '../../../shared/domain/case-home.ts';
import { keyHint } from '../../commands/table.ts';
import { Button } from '../../design/button.tsx';
import { TextField } from '../../design/field.tsx';
import { Icon } from '../../design/icon.tsx';
import { CaseFoot } from './case-foot.tsx';
import { findCases, shownOf } from './case-words.ts';
import styles from './cases.module.css';
import { RecentCases } from './recent-cases.tsx';
import { Promises, SampleCard } from './sample-card.tsx';

/** The list with its search, the sample beside it and what is known of the case under the cursor below. */
export function CasesList(props: {
  cases: readonly RecentCase[];
  now: string;
  isBusy: boolean;
  search: RefObject<HTMLInputElement | null>;
  onNew: () => void;
  onOpen: () => void;
  onSample: () => void;
  onOpenCase: (one: RecentCase) => void;
  onForget: (one: RecentCase) => void;
}) {
  const { cases, now, search } = props;
  const [typed, setTyped] = useState('');
  const [wanted, setWanted] = useState<string | null>(null);
  const sought = useDeferredValue(typed);
  const found = useMemo(() => findCases(cases, sought), [cases, sought]);
  const under = found.find(({ case_id }) => case_id === wanted) ?? found[0];

  return (
    <div className={styles['with-cases']}>
      <section className={styles['recent']} aria-label="Recent cases">
        <div className={styles['recent-head']}>
          <h1>Cases</h1>
          <span className="u-quiet" role="status">
            {shownOf(found.length, cases.length)}
          </span>
          <span className="u-grow" />
          <TextField
            label="Find by title or folder"
            isLabelHidden
            placeholder="Find by title or folder"
            icon="search"
            keyHint="/"
            type="search"
            className={styles['search'] ?? ''}
            value={typed}
            onChange={setTyped}
            onEscape={() => setTyped('')}
            inputRef={search}
          />
          <Button size="large" keyHint={keyHint('case.open') ?? ''} onPress={props.onOpen}>
            Open…
          </Button>
          <Button
            variant="primary"
            size="large"
            keyHint={keyHint('case.new') ?? ''}
            onPress={props.onNew}
          >
            New case…
          </Button>
        </div>
        <RecentCases
          cases={found}
          now={now}
          cursor={under?.case_id ?? null}
          onCursor={setWanted}
          onOpen={props.onOpenCase}
          onForget={props.onForget}
          onClearSearch={() => setTyped('')}
        />
        <div className={styles['drop-here']}>
          <Icon name="upload" />
          <b className="u-medium">
            Drop a case folder to open it, or logs to start a case with them
          </b>
          <span>JSONL, JSON, CSV or Parquet, or a folder of them</span>
        </div>
        {under === undefined ? null : (
          <CaseFoot
            one={under}
            now={now}
            isBusy={props.isBusy}
            onOpen={() => props.onOpenCase(under)}
            onForget={() => props.onForget(under)}
          />
        )}
      </section>
      <aside className={styles['beside']} aria-label="About Exhibit">
        <SampleCard onOpen={props.onSample} isBusy={props.isBusy} />
        <Promises />
      </aside>
    </div>
  );
}
