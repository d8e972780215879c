import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ListedCause, TaxonomyEntry } from '../../../shared/domain/cause.ts';
import { Banner } from '../../design/banner.tsx';
import { Button, LinkButton } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { TextArea, TextField } from '../../design/field.tsx';
import { Segmented } from '../../design/segmented.tsx';
import { SkeletonText } from '../../design/skeleton.tsx';
import { ask } from '../../engine-client/engine.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import { tagCause } from './cause-acts.ts';
import { type Confidence, confidences, type Standing, standings } from './cause-words.ts';
import { TaxonomyTree } from './taxonomy-tree.tsx';
import styles from './causes.module.css';

interface TagDialogProps {
  readonly causes: readonly ListedCause[];
  readonly onClose: () => void;
  readonly onTagged: (cause_no: number) => void;
}

/** First the entry of the taxonomy, then the opinion on it. */
export function TagDialog(props: TagDialogProps) {
  const [entry, setEntry] = useState<TaxonomyEntry | null>(null);
  return entry === null ? (
    <Choosing {...props} onChoose={setEntry} />
  ) : (
    <Editing {...props} entry={entry} onOther={() => setEntry(null)} />
  );
}

function Choosing(props: TagDialogProps & { onChoose: (entry: TaxonomyEntry) => void }) {
  const { data, error } = useQuery(ask.taxonomy.read.queryOptions({ input: {} }));
  return (
    <Dialog
      question="Tag a cause"
      isOpen
      onClose={props.onClose}
      width={800}
      actions={null}
      footNote={
        data === undefined
          ? undefined
          : `Taxonomy ${data.version}. ↓ goes to the tree, Enter chooses.`
      }
    >
      {data === undefined ? (
        error === null ? (
          <SkeletonText label="The taxonomy" lines={12} />
        ) : (
          <Banner tone="fail">{troubleOf(error).sentence}</Banner>
        )
      ) : (
        <TaxonomyTree taxonomy={data} causes={props.causes} onChoose={props.onChoose} />
      )}
    </Dialog>
  );
}

function Editing(props: TagDialogProps & { entry: TaxonomyEntry; onOther: () => void }) {
  const { entry } = props;
  const [standing, setStanding] = useState<Standing>('contributing');
  const [confidence, setConfidence] = useState<Confidence>('low');
  const [rationale, setRationale] = useState('');
  const [supporting, setSupporting] = useState('');
  const [opposing, setOpposing] = useState('');
  const [turn, setTurn] = useState('');
  const [missing, setMissing] = useState<string | undefined>(undefined);
  const [refused, setRefused] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = (): void => {
    if (isBusy) return;
    if (rationale.trim() === '') {
      setMissing('Write why the evidence speaks for it, or does not.');
      return;
    }
    setBusy(true);
    setRefused(null);
    tagCause({
      cause_id: entry.id,
      standing,
      confidence,
      rationale,
      grounds_for: handlesIn(supporting),
      grounds_against: handlesIn(opposing),
      turn: turn.trim() === '' ? null : turn,
    }).then(
      ({ handles }) => props.onTagged(Number(/\d+/.exec(handles[0] ?? '')?.[0] ?? 0)),
      (thrown: unknown) => {
        setBusy(false);
        setRefused(troubleOf(thrown).sentence);
      },
    );
  };
  return (
    <Dialog
      question={`Opinion on ${entry.id} ${entry.name}`}
      isOpen
      onClose={props.onClose}
      onSubmit={submit}
      isBusy={isBusy}
      width={640}
      footNote="The examiner’s opinion, under your name and with the time."
      actions={
        <Button variant="primary" size="large" type="submit" keyHint="Ctrl Enter" isBusy={isBusy}>
          Tag
        </Button>
      }
    >
      <div className={styles['form']}>
        <div className={styles['chosen']}>
          <span>{entry.definition}</span>
          <span className="u-soft">In logs: {entry.evidence_in_logs}</span>
          <LinkButton onPress={props.onOther}>Choose another</LinkButton>
        </div>
        {refused === null ? null : <Banner tone="fail">{refused}</Banner>}
        <div className={styles['choices']}>
          <Segmented label="Standing" options={standings} value={standing} onChange={setStanding} />
          <Segmented
            label="Confidence"
            options={confidences}
            value={confidence}
            onChange={setConfidence}
          />
        </div>
        <div
          role="presentation"
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            submit();
          }}
        >
          <TextArea
            label="Rationale"
            rows={5}
            maxLength={10_000}
            autoFocus
            isRequired
            value={rationale}
            onChange={(text) => {
              setRationale(text);
              setMissing(undefined);
            }}
            error={missing}
          />
        </div>
        <div className={styles['two']}>
          <TextField
            label="Grounds for"
            value={supporting}
            onChange={setSupporting}
            isMono
            placeholder="E-1, F-12, T-7"
          />
          <TextField
            label="Grounds against"
            value={opposing}
            onChange={setOpposing}
            isMono
            placeholder="none"
          />
        </div>
        <TextField
          label="On turn"
          value={turn}
          onChange={setTurn}
          isMono
          placeholder="T-12; empty for the case as a whole"
        />
      </div>
    </Dialog>
  );
}

const handlesIn = (text: string): string[] =>
  text
    .split(/[\s,;]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
