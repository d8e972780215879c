import type { ReactNode } from 'react';
import type { ReferenceInForce } from '../../../shared/domain/reference.ts';
import type { ConversationHead, TurnHead } from '../../../shared/domain/replay-screen.ts';
import { count } from '../../../shared/text/numbers.ts';
import { Pane, PaneBody } from '../../design/pane.tsx';
import { SkeletonText } from '../../design/skeleton.tsx';
import { Tabs } from '../../design/tabs.tsx';
import { ConversationDetails } from './conversation-details.tsx';
import { FactsSection } from './facts-section.tsx';
import { FindingsSection } from './findings-section.tsx';
import { CausesSection, ExhibitsSection } from './opinion-sections.tsx';
import { InForceSection } from './in-force-section.tsx';
import { Provenance } from './provenance.tsx';
import type { Selection } from './selection.ts';
import { TurnFields } from './turn-fields.tsx';
import styles from './details.module.css';

export type DetailsTab = 'selection' | 'marks' | 'turn' | 'conversation';

/** Where what is selected comes from, and what is known and thought of the turn. */
export function DetailsPane(props: {
  conversation: ConversationHead;
  head: TurnHead | undefined;
  selection: Selection;
  select: (selection: Selection) => void;
  showHidden: boolean;
  onRawRecord: () => void;
  onCopy: () => void;
  onPinReference: (reference: ReferenceInForce) => void;
  marks: { readonly count: number; readonly panel: ReactNode };
  tab: DetailsTab;
  onTab: (tab: DetailsTab) => void;
}) {
  const { head, selection, select, tab } = props;
  return (
    <Pane isSide label="Details">
      <Tabs
        label="Details of"
        selected={tab}
        onSelect={props.onTab}
        tabs={[
          {
            id: 'selection',
            label: 'Selection',
            panel: (
              <PaneBody label="Selection">
                {head === undefined ? (
                  <Loading />
                ) : (
                  <>
                    <Provenance
                      head={head}
                      selection={selection}
                      showHidden={props.showHidden}
                      onWholeTurn={() => select({ what: 'turn' })}
                      onRawRecord={props.onRawRecord}
                      onCopy={props.onCopy}
                    />
                    <FindingsSection head={head} selection={selection} select={select} />
                    <CausesSection head={head} />
                    <ExhibitsSection head={head} />
                    <FactsSection title="Feedback" facts={head.feedback} />
                    <FactsSection title="Verdicts" facts={head.verdicts} />
                    <FactsSection title="Labels" facts={head.labels} />
                    <InForceSection
                      key={head.turn_id}
                      references={head.references}
                      onPin={props.onPinReference}
                    />
                  </>
                )}
              </PaneBody>
            ),
          },
          {
            id: 'marks',
            label: 'Marks',
            count: count(props.marks.count),
            panel: <PaneBody label="Marks">{props.marks.panel}</PaneBody>,
          },
          {
            id: 'turn',
            label: 'Turn',
            panel: (
              <PaneBody label="Turn" isInset className={styles['fields']}>
                {head === undefined ? <Loading /> : <TurnFields head={head} />}
              </PaneBody>
            ),
          },
          {
            id: 'conversation',
            label: 'Conversation',
            panel: (
              <PaneBody label="Conversation" isInset className={styles['fields']}>
                <ConversationDetails head={props.conversation} />
              </PaneBody>
            ),
          },
        ]}
      />
    </Pane>
  );
}

const Loading = () => (
  <div className={styles['loading']}>
    <SkeletonText label="Details" lines={6} />
  </div>
);
