import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { MappingSource } from '../../../shared/domain/mapping-trial.ts';
import { attempt } from '../../commands/attempt.ts';
import { isFocusFree } from '../../design/free-focus.ts';
import { Button } from '../../design/button.tsx';
import { Fault } from '../../design/fault.tsx';
import { TextArea } from '../../design/field.tsx';
import { Pane, PaneBody, PanelHead } from '../../design/pane.tsx';
import { SkeletonRows } from '../../design/skeleton.tsx';
import { Split } from '../../design/split.tsx';
import { ask } from '../../engine-client/engine.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import { recordWords, yieldWords } from './mapping-words.ts';
import { RecordSample } from './record-sample.tsx';
import { SuggestedFields } from './suggested-fields.tsx';
import { Trial } from './trial.tsx';
import type { useTrial } from './use-trial.ts';
import styles from './mapping.module.css';

/** A log and its mapping: records, what was found in them, the mapping as text, and what it gives. */
export function MappingWork(props: {
  source: MappingSource;
  text: string;
  onText: (text: string) => void;
  trial: ReturnType<typeof useTrial>;
}) {
  const { source, text, onText, trial } = props;
  const sample = useQuery(ask.mapping.sample.queryOptions({ input: { source } }));
  const suggestion = useQuery(ask.mapping.suggest.queryOptions({ input: { source } }));
  const area = useRef<HTMLTextAreaElement>(null);
  const isReady = !suggestion.isPending;
  // Keys work as soon as the mapping is here.
  useEffect(() => {
    if (isReady && isFocusFree()) area.current?.focus();
  }, [isReady]);
  return (
    <Split
      label="Mapping and preview"
      direction="column"
      panes={[
        {
          id: 'mapping',
          label: 'mapping',
          size: '56%',
          min: '160px',
          content: (
            <Split
              label="Log and mapping"
              panes={[
                {
                  id: 'record',
                  label: 'record',
                  size: '24%',
                  min: '200px',
                  content:
                    sample.data === undefined ? (
                      <Waiting query={sample} what="The log" label="Records of the log" />
                    ) : (
                      <RecordSample records={sample.data.records} />
                    ),
                },
                {
                  id: 'fields',
                  label: 'fields',
                  min: '240px',
                  content:
                    suggestion.data === undefined ? (
                      <Waiting query={suggestion} what="A mapping" label="Suggested fields" />
                    ) : (
                      <SuggestedFields suggestion={suggestion.data} />
                    ),
                },
                {
                  id: 'text',
                  label: 'mapping as text',
                  size: '34%',
                  min: '240px',
                  content: (
                    <Pane label="Mapping">
                      <PanelHead count="YAML; what is typed is tried at once">Mapping</PanelHead>
                      <TextArea
                        label="Mapping as YAML"
                        isLabelHidden
                        isMono
                        className={styles['text']}
                        areaRef={area}
                        isDisabled={suggestion.isPending}
                        value={text}
                        onChange={onText}
                      />
                    </Pane>
                  ),
                },
              ]}
            />
          ),
        },
        {
          id: 'preview',
          label: 'preview',
          min: '120px',
          content: <Preview trial={trial} isEmpty={text.trim() === ''} />,
        },
      ]}
    />
  );
}

function Preview({ trial, isEmpty }: { trial: ReturnType<typeof useTrial>; isEmpty: boolean }) {
  const { data, error, isFetching } = trial;
  return (
    <Pane label="Preview" isSide>
      <PanelHead
        count={data === undefined || isEmpty ? undefined : yieldWords(data)}
        end={
          <span role="status" className="u-soft">
            {isFetching
              ? 'Reading the log…'
              : data === undefined || isEmpty
                ? ''
                : recordWords(data)}
          </span>
        }
      >
        Preview
      </PanelHead>
      <PaneBody label="Preview, text">
        {isEmpty ? (
          <p className={styles['note']}>Write a mapping; what it gives stands here.</p>
        ) : data !== undefined ? (
          <Trial trial={data} />
        ) : error === null ? (
          <SkeletonRows label="Preview" rows={6} columns={['1fr', '4fr']} />
        ) : (
          <Fault
            what="The log cannot be read by this mapping."
            next={troubleOf(error).sentence}
            actions={<Button onPress={() => attempt(() => trial.refetch())}>Try again</Button>}
          />
        )}
      </PaneBody>
    </Pane>
  );
}

function Waiting(props: {
  query: { readonly error: Error | null; readonly refetch: () => Promise<unknown> };
  what: string;
  label: string;
}) {
  const { query, what, label } = props;
  return (
    <Pane label={label}>
      {query.error === null ? (
        <SkeletonRows label={label} rows={8} columns={['1fr', '2fr']} />
      ) : (
        <Fault
          what={`${what} could not be shown.`}
          next={troubleOf(query.error).sentence}
          actions={<Button onPress={() => attempt(() => query.refetch())}>Try again</Button>}
        />
      )}
    </Pane>
  );
}
