import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ListedCause, TaxonomyEntry } from '../../../shared/domain/cause.ts';
import { Banner } from '../../design/banner.tsx';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { SkeletonText } from '../../design/skeleton.tsx';
import { ask } from '../../engine-client/engine.ts';
import { useCaseKey } from '../../engine-client/live.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import { leftDrafts } from '../../marks/left-drafts.ts';
import { tagCause } from './cause-acts.ts';
import { EMPTY, OpinionForm, type WrittenOpinion } from './opinion-form.tsx';
import { TaxonomyTree } from './taxonomy-tree.tsx';

interface TagDialogProps {
  readonly causes: readonly ListedCause[];
  readonly onClose: () => void;
  readonly onTagged: (cause_no: number) => void;
}

const useLeftDraft = leftDrafts<{
  readonly entry: TaxonomyEntry | null;
  readonly opinion: WrittenOpinion;
}>(({ opinion }) => opinion !== EMPTY);

/** First the entry of the taxonomy, then the opinion on it: one dialog, so that the focus returns to where it came from. */
export function TagDialog({ causes, onClose, onTagged }: TagDialogProps) {
  const [{ entry, opinion }, change, forget] = useLeftDraft(useCaseKey(), {
    entry: null,
    opinion: EMPTY,
  });
  const [missing, setMissing] = useState<string | undefined>(undefined);
  const [refused, setRefused] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const { data } = useQuery(ask.taxonomy.read.queryOptions({ input: {} }));
  const submit = (): void => {
    if (isBusy || entry === null) return;
    const { rationale, supporting, opposing, turn, ...said } = opinion;
    if (rationale.trim() === '') {
      setMissing('Write why the evidence speaks for it, or does not.');
      return;
    }
    setBusy(true);
    setRefused(null);
    tagCause({
      ...said,
      cause_id: entry.id,
      rationale,
      grounds_for: handlesIn(supporting),
      grounds_against: handlesIn(opposing),
      turn: turn.trim() === '' ? null : turn,
    }).then(
      ({ handles }) => {
        forget();
        onTagged(Number(/\d+/.exec(handles[0] ?? '')?.[0] ?? 0));
      },
      (thrown: unknown) => {
        setBusy(false);
        setRefused(troubleOf(thrown).sentence);
      },
    );
  };
  return (
    <Dialog
      question={entry === null ? 'Tag a cause' : `Opinion on ${entry.id} ${entry.name}`}
      isOpen
      onClose={onClose}
      onSubmit={submit}
      isBusy={isBusy}
      width={800}
      footNote={
        entry === null
          ? `Taxonomy ${data?.version ?? ''}. ↓ goes to the tree, Enter chooses.`
          : 'The examiner’s opinion, under your name and with the time.'
      }
      actions={
        entry === null ? null : (
          <Button variant="primary" size="large" type="submit" keyHint="Ctrl Enter" isBusy={isBusy}>
            Tag
          </Button>
        )
      }
    >
      {entry === null ? (
        <Choosing causes={causes} onChoose={(chosen) => change({ entry: chosen, opinion })} />
      ) : (
        <OpinionForm
          entry={entry}
          opinion={opinion}
          onChange={(said) => {
            change({ entry, opinion: { ...opinion, ...said } });
            setMissing(undefined);
          }}
          missing={missing}
          refused={refused}
          onOther={() => change({ entry: null, opinion })}
        />
      )}
    </Dialog>
  );
}

function Choosing(props: {
  causes: readonly ListedCause[];
  onChoose: (entry: TaxonomyEntry) => void;
}) {
  const { data, error } = useQuery(ask.taxonomy.read.queryOptions({ input: {} }));
  if (data !== undefined)
    return <TaxonomyTree taxonomy={data} causes={props.causes} onChoose={props.onChoose} />;
  return error === null ? (
    <SkeletonText label="The taxonomy" lines={12} />
  ) : (
    <Banner tone="fail">{troubleOf(error).sentence}</Banner>
  );
}

const handlesIn = (text: string): string[] =>
  text
    .split(/[\s,;]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
