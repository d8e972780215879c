import { useInfiniteQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ReferenceInForce } from '../../../shared/domain/reference.ts';
import { bytes, count } from '../../../shared/text/numbers.ts';
import { heldDays } from '../../../shared/text/in-force.ts';
import { LinkButton } from '../../design/button.tsx';
import { EvidenceText } from '../../design/evidence-text.tsx';
import { CopyButton, Handle, Hash } from '../../design/handle.tsx';
import { PanelSection } from '../../design/pane.tsx';
import { ask } from '../../engine-client/engine.ts';
import styles from './details.module.css';
import { referenceCitation } from './reference-citation.ts';

/** References that held when the turn was answered: what was right then, as the files say it. */
export function InForceSection(props: {
  references: readonly ReferenceInForce[];
  onPin: (reference: ReferenceInForce) => void;
}) {
  const { references, onPin } = props;
  if (references.length === 0) return null;
  return (
    <PanelSection title="In force then" count={count(references.length)}>
      <ul aria-label="References in force then">
        {references.map((reference) => (
          <li key={reference.reference_id} className={styles['fact']}>
            <Reference reference={reference} onPin={() => onPin(reference)} />
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}

function Reference(props: { reference: ReferenceInForce; onPin: () => void }) {
  const { reference } = props;
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <div className={styles['finding-head']}>
        <EvidenceText isLine className="u-medium" text={reference.title} />
      </div>
      <span className={styles['rule']}>
        <Handle value={`D-${reference.reference_id}`} />
        <span>{heldDays(reference)}</span>
        <Hash value={reference.sha256} isCopyable />
        <LinkButton
          onPress={() => setIsOpen(!isOpen)}
          label={`${isOpen ? 'Close' : 'Read'} ${reference.title}`}
        >
          {isOpen ? 'Close' : 'Read'}
        </LinkButton>
        <LinkButton onPress={props.onPin} label={`Pin D-${reference.reference_id} as an exhibit`}>
          Pin…
        </LinkButton>
      </span>
      {isOpen ? <ReferenceReader reference={reference} /> : null}
    </>
  );
}

/** The file as text, from its beginning, a window at a time; never markup. */
function ReferenceReader({ reference }: { reference: ReferenceInForce }) {
  const { reference_id } = reference;
  const shown = useRef<HTMLDivElement>(null);
  const { data, error, fetchNextPage, hasNextPage } = useInfiniteQuery(
    ask.replay.referenceText.infiniteOptions({
      input: (from: number) => ({ reference_id, from }),
      initialPageParam: 0,
      getNextPageParam: ({ text, to, bytes: all }) => (text === null || to >= all ? null : to),
    }),
  );
  if (error !== null) return <p className={styles['trouble']}>The file could not be read.</p>;
  if (data === undefined) return null;
  if (data.pages.some(({ text }) => text === null))
    return (
      <p className="u-quiet">
        The file is no text; open it from the evidence folder of the case by its hash.
      </p>
    );
  const text = data.pages.map((page) => page.text ?? '').join('');
  const last = data.pages.at(-1);
  return (
    <div ref={shown}>
      <EvidenceText text={text} isMono className={styles['reference-text']} />
      <span className={styles['rule']}>
        <span>{`${bytes(last?.to ?? 0)} of ${bytes(reference.bytes)}`}</span>
        {hasNextPage ? (
          <LinkButton
            onPress={() => {
              fetchNextPage().catch(() => null);
            }}
          >
            Read on
          </LinkButton>
        ) : null}
        <CopyButton
          words="Copy citation"
          what="the citation"
          text={() => referenceCitation(reference, text, selectedIn(shown.current))}
        />
      </span>
    </div>
  );
}

function selectedIn(element: HTMLElement | null): string {
  const selection = document.getSelection();
  return selection !== null && element !== null && element.contains(selection.anchorNode)
    ? selection.toString()
    : '';
}
