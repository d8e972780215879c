import { type ReactNode, useEffect, useRef } from 'react';
import type { CaseHome } from '../../../shared/domain/case-home.ts';
import type { Destination } from '../../../shared/domain/destination.ts';
import { bytes, count } from '../../../shared/text/numbers.ts';
import { keyHint } from '../../commands/table.ts';
import { Badge } from '../../design/badge.tsx';
import { Button, LinkButton } from '../../design/button.tsx';
import { Icon } from '../../design/icon.tsx';
import { useTimes } from '../../engine-client/shown-times.ts';
import styles from './home.module.css';
import { Models } from './models.tsx';

/** The title of the case and its counts, each a way to what is counted. */
export function Hero(props: { home: CaseHome; go: (to: Destination) => void; onAdd: () => void }) {
  const { home, go, onAdd } = props;
  const times = useTimes();
  const look = useRef<HTMLButtonElement>(null);
  useEffect(() => look.current?.focus(), []);
  const toTurns = (filter: string) => (): void => go({ screen: 'turns', filter });
  const toEvidence = (): void => go({ screen: 'evidence' });
  return (
    <header className={styles['hero']}>
      <div className="u-grow">
        <div className="u-row">
          <h1 tabIndex={-1} data-screen-title className="u-cut" title={home.head.title}>
            {home.head.title}
          </h1>
          {home.head.sample ? <Badge tone="line">sample</Badge> : null}
        </div>
        <div className={styles['facts']}>
          <Fact onPress={toTurns('kind:model')} value={count(home.turns)}>
            {home.turns === 1 ? 'turn' : 'turns'}
          </Fact>
          {home.spans === 0 ? null : (
            <Fact onPress={toTurns('-kind:model')} value={count(home.spans)}>
              {home.spans === 1 ? 'span' : 'spans'}
            </Fact>
          )}
          <Fact onPress={toTurns('')} value={count(home.conversations)}>
            {home.conversations === 1 ? 'conversation' : 'conversations'}
          </Fact>
          <Models models={home.models} go={go} />
          {home.first === null || home.last === null ? null : (
            <span className="u-medium" title={`First and last time of the turns, ${times.zone}`}>
              {times.days(home.first, home.last)}
            </span>
          )}
          <Fact onPress={toEvidence} value={count(home.files)}>
            {`${home.files === 1 ? 'evidence file' : 'evidence files'}, ${bytes(home.bytes)}`}
          </Fact>
          <Trouble onPress={toEvidence} value={home.unmapped} of={home.records} what="unmapped" />
          <Trouble
            onPress={toEvidence}
            value={home.quarantined}
            of={home.records}
            what="quarantined"
          />
          <Trouble
            onPress={toTurns('-at:*')}
            value={home.undated}
            of={home.turns + home.spans}
            what="undated"
          />
        </div>
      </div>
      <Button size="large" keyHint={keyHint('evidence.add') ?? ''} onPress={onAdd}>
        Add evidence
      </Button>
      {home.turns === 0 ? null : (
        <Button size="large" variant="primary" onPress={toTurns('')} ref={look}>
          Look at the turns
        </Button>
      )}
    </header>
  );
}

function Fact(props: { value: string; children: ReactNode; onPress: () => void }) {
  return (
    <LinkButton className={styles['fact'] ?? ''} onPress={props.onPress}>
      <b>{props.value}</b> {props.children}
    </LinkButton>
  );
}

/** None is quiet; some carry a sign and say of how many. */
function Trouble(props: { value: number; of: number; what: string; onPress: () => void }) {
  const { value, of, what, onPress } = props;
  if (value === 0)
    return (
      <span className="u-soft">
        <b className="u-medium">0</b> {what}
      </span>
    );
  return (
    <LinkButton
      className={styles['fact-warn'] ?? ''}
      onPress={onPress}
      tip={`${count(value)} of ${count(of)}`}
    >
      <Icon name="warning" size={12} />
      <b>{count(value)}</b> {what}
    </LinkButton>
  );
}
