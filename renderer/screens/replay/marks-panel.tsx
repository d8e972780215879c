import { memo } from 'react';
import type { ConversationMarks, Mark } from '../../../shared/domain/mark.ts';
import { count } from '../../../shared/text/numbers.ts';
import { tell } from '../../commands/attempt.ts';
import { keyHint } from '../../commands/table.ts';
import { Badge } from '../../design/badge.tsx';
import { Button, IconButton, LinkButton } from '../../design/button.tsx';
import { EvidenceText } from '../../design/evidence-text.tsx';
import { ExhibitTag } from '../../design/handle.tsx';
import { Icon } from '../../design/icon.tsx';
import { List } from '../../design/list.tsx';
import { PanelSection } from '../../design/pane.tsx';
import { SkeletonText } from '../../design/skeleton.tsx';
import { useCauseNames } from '../../engine-client/cause-names.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import { withdraw } from '../../marks/mark-acts.ts';
import type { Marking } from '../../marks/use-marking.tsx';
import type { MarkTarget } from '../../marks/mark-target.ts';
import { useTimes } from '../../engine-client/shown-times.ts';
import details from './details.module.css';
import styles from './marks-panel.module.css';

/** Everything that was laid on this conversation: first on the open turn, then on the others. */
export const MarksPanel = memo(function MarksPanel(props: {
  seen: ConversationMarks | undefined;
  error: unknown;
  onMore: () => void;
  target: MarkTarget | undefined;
  marking: Marking;
  onGo: (mark: Mark) => void;
}) {
  const { seen, error, onMore, target, marking, onGo } = props;
  if (error !== null)
    return (
      <p className={details['none']}>The marks could not be read. {troubleOf(error).sentence}</p>
    );
  if (seen === undefined)
    return (
      <div className={details['loading']}>
        <SkeletonText label="Marks" lines={4} />
      </div>
    );
  const { here, others } = seen;
  const shared = { marking, onGo, onMore };
  const offered = (['pin', 'note', 'tag'] as const).map((what) => (
    <Button
      key={what}
      icon={what}
      keyHint={keyHint(`mark.${what}`)}
      isDisabled={target === undefined}
      onPress={() => {
        if (target !== undefined) marking.ask({ what, target });
      }}
    >
      {{ pin: 'Pin', note: 'Note', tag: 'Tag' }[what]}
    </Button>
  ));
  return (
    <>
      <div role="group" aria-label="Mark what is selected" className={styles['acts']}>
        {offered}
      </div>
      <PanelSection title="This turn" count={count(here.total)}>
        <Marks label="Marks of this turn" of={here} {...shared} />
        {here.total === 0 ? <p className={details['none']}>Nothing is marked here yet.</p> : null}
      </PanelSection>
      <PanelSection title="Other turns of the conversation" count={count(others.total)}>
        <Marks label="Marks of other turns" of={others} {...shared} />
        {others.total === 0 ? <p className={details['none']}>No other turn is marked.</p> : null}
      </PanelSection>
    </>
  );
});

const idOf = ({ act_seq, turn_id }: Mark): string => `${act_seq} ${turn_id}`;

function Marks(props: {
  label: string;
  of: ConversationMarks['here'];
  marking: Marking;
  onGo: (mark: Mark) => void;
  onMore: () => void;
}) {
  const { marks, total } = props.of;
  const list = (
    <List
      label={props.label}
      items={marks}
      idOf={idOf}
      textOf={({ handle, words, turn_id }) => `${handle}, T-${turn_id}: ${words}`}
      onOpen={props.onGo}
      hasControls
      isTwoLine
    >
      {(mark) => <MarkRow mark={mark} marking={props.marking} onGo={props.onGo} />}
    </List>
  );
  if (total <= marks.length) return list;
  return (
    <>
      <p className={details['none']}>
        The newest {count(marks.length)} of {count(total)} are shown.{' '}
        <LinkButton onPress={props.onMore}>Show more</LinkButton>
      </p>
      {list}
    </>
  );
}

const icons = {
  exhibit: 'pin',
  note: 'note',
  tag: 'tag',
  cause: 'cause',
  review: 'check',
} as const;

interface RowProps {
  readonly mark: Mark;
  readonly marking: Marking;
  readonly onGo: (mark: Mark) => void;
}

/** One more mark moves all others; those that say the same are not drawn anew. */
const MarkRow = memo(
  DrawnMark,
  (before: RowProps, now: RowProps) =>
    before.marking === now.marking &&
    before.onGo === now.onGo &&
    (before.mark === now.mark || JSON.stringify(before.mark) === JSON.stringify(now.mark)),
);

function DrawnMark(props: RowProps) {
  const { mark, marking } = props;
  const { kind, handle, words, more, quotation, turn_id, who, at } = mark;
  const { minuteZoned } = useTimes();
  const canChange = kind === 'exhibit' || kind === 'note';
  return (
    <div className={styles['mark']}>
      <div className={details['finding-head']}>
        {kind === 'exhibit' ? (
          <ExhibitTag value={handle} />
        ) : (
          <span className={styles['handle']}>
            <Icon name={icons[kind]} size={12} label={kind} />
            <span className="u-mono-small">{handle}</span>
          </span>
        )}
        <span className={styles['where']}>T-{turn_id}</span>
        <span className={styles['controls']}>
          <IconButton
            icon="replay"
            iconSize={12}
            label={`Go to ${handle} in T-${turn_id}`}
            onPress={() => props.onGo(mark)}
          />
          {canChange ? (
            <IconButton
              icon="edit"
              iconSize={12}
              label={`Change ${handle}`}
              onPress={() => marking.ask({ what: 'change', handle, text: words })}
            />
          ) : null}
          <IconButton
            icon="trash"
            iconSize={12}
            label={`Remove ${handle}`}
            onPress={() => {
              withdraw(mark.act_seq).catch(tell);
            }}
          />
        </span>
      </div>
      {kind === 'cause' ? (
        <CauseWords id={words} standing={mark.standing} />
      ) : (
        <span className={styles['words']}>{words}</span>
      )}
      {more === null ? null : <span className={styles['more']}>{more}</span>}
      {quotation === null ? null : (
        <EvidenceText isLine text={`“${quotation}”`} className={styles['quotation']} />
      )}
      <span className={details['rule']}>
        {`${kind === 'cause' ? 'opinion of ' : ''}${who}, ${minuteZoned(at)}`}
      </span>
    </div>
  );
}

/** Codes are the log of an act; here the cause is said by name, with what the examiner holds of it. */
function CauseWords({ id, standing }: { id: string; standing: Mark['standing'] }) {
  const name = useCauseNames().get(id);
  return (
    <span className={styles['words']}>
      {standing === null ? null : (
        <Badge tone={standing === 'root' ? 'fail' : 'plain'}>{standing.replaceAll('-', ' ')}</Badge>
      )}{' '}
      <bdi>{name === undefined ? id : `${id} ${name}`}</bdi>
    </span>
  );
}
