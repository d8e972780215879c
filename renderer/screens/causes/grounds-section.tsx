import { useState } from 'react';
import type { Ground, ListedCause } from '../../../shared/domain/cause.ts';
import type { Destination } from '../../../shared/domain/destination.ts';
import { count } from '../../../shared/text/numbers.ts';
import { attempt } from '../../commands/attempt.ts';
import { useCommands } from '../../commands/offers.ts';
import { keyHint } from '../../commands/table.ts';
import { Button, IconButton, LinkButton } from '../../design/button.tsx';
import { EvidenceText } from '../../design/evidence-text.tsx';
import { ExhibitTag, Handle } from '../../design/handle.tsx';
import { Hidden } from '../../design/hidden.tsx';
import { Icon } from '../../design/icon.tsx';
import { List } from '../../design/list.tsx';
import { PanelSection } from '../../design/pane.tsx';
import { changeCause } from './cause-acts.ts';
import { groundInWords, placeOfGround } from './cause-words.ts';
import { GroundsDialog } from './grounds-dialog.tsx';
import styles from './causes.module.css';

type Side = 'for' | 'against';

/** What speaks for and against a cause; each leads to its record. */
export function GroundsSections({
  cause,
  go,
}: {
  cause: ListedCause;
  go: (to: Destination) => void;
}) {
  const [adding, setAdding] = useState<Side | null>(null);
  useCommands({ 'cause.for': () => setAdding('for'), 'cause.against': () => setAdding('against') });
  const handlesOf = (side: Side): string[] => cause[`grounds_${side}`].map(({ handle }) => handle);
  const change = (side: Side, handles: string[]): void =>
    attempt(() =>
      changeCause({
        cause_no: cause.cause_no,
        ...(side === 'for' ? { grounds_for: handles } : { grounds_against: handles }),
      }),
    );
  return (
    <>
      {(['for', 'against'] as const).map((side) => (
        <GroundsSection
          key={side}
          side={side}
          grounds={cause[`grounds_${side}`]}
          go={go}
          onAdd={() => setAdding(side)}
          onRemove={(handle) =>
            change(
              side,
              handlesOf(side).filter((other) => other !== handle),
            )
          }
        />
      ))}
      <GroundsDialog
        label={adding === null ? null : `Grounds ${adding} ${cause.cause_id}`}
        onClose={() => setAdding(null)}
        onChoose={(handle) => {
          if (adding !== null) change(adding, [...handlesOf(adding), handle]);
        }}
      />
    </>
  );
}

function GroundsSection(props: {
  side: Side;
  grounds: readonly Ground[];
  go: (to: Destination) => void;
  onAdd: () => void;
  onRemove: (handle: string) => void;
}) {
  const { side, grounds, go } = props;
  const open = (ground: Ground): void => {
    const place = placeOfGround(ground);
    if (place !== null) go(place);
  };
  return (
    <PanelSection
      title={`Grounds ${side}`}
      count={count(grounds.length)}
      end={
        <Button variant="bare" icon="plus" keyHint={keyHint(`cause.${side}`)} onPress={props.onAdd}>
          Add
          <Hidden>{` grounds ${side}`}</Hidden>
        </Button>
      }
    >
      <List
        label={`Grounds ${side}`}
        items={grounds}
        idOf={({ handle }) => handle}
        textOf={groundInWords}
        onOpen={open}
        hasControls
        isTwoLine
        empty={
          <p className={styles['none']}>
            {side === 'for'
              ? 'Nothing is named yet that speaks for it.'
              : 'Nothing is named that speaks against it.'}
          </p>
        }
      >
        {(ground) => (
          <GroundRow
            ground={ground}
            onOpen={() => open(ground)}
            onRemove={() => props.onRemove(ground.handle)}
          />
        )}
      </List>
    </PanelSection>
  );
}

function GroundRow(props: { ground: Ground; onOpen: () => void; onRemove: () => void }) {
  const { handle, kind, words, quotation, lane, gone, turn_id, finding_id } = props.ground;
  const name = kind === 'exhibit' ? <ExhibitTag value={handle} /> : <Handle value={handle} />;
  const renamed =
    finding_id !== null && handle !== `F-${finding_id}` ? `now F-${finding_id}` : null;
  return (
    <div className={styles['ground']}>
      <span className={styles['ground-handle']}>
        {turn_id === null ? (
          name
        ) : (
          <LinkButton label={`Open ${handle}`} onPress={props.onOpen}>
            {name}
          </LinkButton>
        )}
      </span>
      <span className={styles['ground-words']}>
        {lane === null && renamed === null ? null : (
          <span className="u-quiet">
            {[lane, renamed].filter((part) => part !== null).join(', ')}{' '}
          </span>
        )}
        <EvidenceText text={words} className={styles['caption']} />
        {quotation === null || quotation === '' ? null : (
          <EvidenceText isLine text={`“${quotation}”`} className={styles['quotation']} />
        )}
        {gone === null ? null : (
          <span className={styles['gone']}>
            <Icon name="warning" size={12} /> {gone}
          </span>
        )}
      </span>
      <IconButton icon="close" iconSize={12} label={`Remove ${handle}`} onPress={props.onRemove} />
    </div>
  );
}
