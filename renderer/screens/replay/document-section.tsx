import { useQuery } from '@tanstack/react-query';
import type { ShownMessage } from '../../../shared/domain/replay-screen.ts';
import { count, counted } from '../../../shared/text/numbers.ts';
import { Button, LinkButton } from '../../design/button.tsx';
import { Empty } from '../../design/empty.tsx';
import { EvidenceText } from '../../design/evidence-text.tsx';
import { Lane } from '../../design/lane.tsx';
import { RoleLabel } from '../../design/role-label.tsx';
import { ask } from '../../engine-client/engine.ts';
import { troubleOf } from '../../engine-client/trouble.ts';
import { keyHint } from '../../commands/table.ts';
import { Block, Fold, PartHead, Pick } from './block.tsx';
import { DocumentRow } from './document-row.tsx';
import { groupOf, isMessageGroup, type SectionId } from './document-rows.ts';
import { laneCounts } from './findings.ts';
import { LongText } from './long-text.tsx';
import { TimingRow } from './timing-row.tsx';
import { SourcesRow } from './sources-row.tsx';
import { isSameText } from './message-parts.ts';
import { MessageRow } from './message-row.tsx';
import { freshWords, givenWords, isCall, kindWords } from './turn-words.ts';
import type { TextSource } from './selection.ts';
import { useView } from './turn-view.ts';

const SYSTEM = 'system';

/** The row of a section. */
export function DocumentSection(props: {
  section: SectionId;
  index: number;
  message: ShownMessage | undefined;
  onRawRecord: () => void;
  isFirstTurn: boolean;
}) {
  const { section, index, message } = props;
  const { head } = useView();
  if (isMessageGroup(section)) {
    const choices = section === 'output' ? groupOf(head, 'output').messages : 1;
    return <MessageRow message={message} choices={choices} />;
  }
  switch (section) {
    case 'sources':
      return <SourcesRow />;
    case 'head:given':
      return <GivenHead />;
    case 'fold:instructions':
      return <InstructionsFold isFirstTurn={props.isFirstTurn} />;
    case 'fold:history':
      return <HistoryFold />;
    case 'fold:tools':
      return <ToolsFold />;
    case 'tools':
      return <ToolRow index={index} />;
    case 'context': {
      const document = head.context[index];
      return document === undefined ? null : <DocumentRow document={document} />;
    }
    case 'head:answered':
      return <AnsweredHead />;
    case 'nothing':
      return <NothingAnswered onRawRecord={props.onRawRecord} />;
    case 'timing':
      return <TimingRow />;
  }
}

function GivenHead() {
  const { head } = useView();
  return <PartHead words={givenWords(head)} end={freshWords(head)} />;
}

function InstructionsFold({ isFirstTurn }: { isFirstTurn: boolean }) {
  const { head, open, fold } = useView();
  const { repeated, characters, words, messages } = groupOf(head, 'instructions');
  const isOpen = open.has('instructions');
  const note = repeated
    ? ''
    : isFirstTurn
      ? `${count(characters)} characters`
      : 'not as in the turn before';
  return (
    <Fold
      label={isOpen ? <span className="u-quiet">System</span> : <RoleLabel role={SYSTEM} />}
      name="System"
      words={isOpen ? counted(messages, 'message') : <EvidenceText isLine text={words} />}
      note={note}
      end={repeated ? <SameSince what="instructions" /> : undefined}
      isOpen={isOpen}
      onTurn={() => fold('instructions', !isOpen)}
    />
  );
}

/** Since which turn something stands as it is given here, and the way there. */
function SameSince({ what }: { what: 'instructions' | 'tools' }) {
  const { head, toTurn } = useView();
  const { data, error } = useQuery(
    ask.replay.since.queryOptions({ input: { turn_id: head.turn_id } }),
  );
  const since = data?.[what] ?? null;
  if (error !== null)
    return (
      <span title={troubleOf(error).sentence}>
        same as in the turn before; since which turn could not be read
      </span>
    );
  if (since === null) return 'same as in the turn before';
  const { turn_id, handle, number } = since;
  return (
    <>
      same since
      <LinkButton label={`Go to turn ${number}, ${handle}`} onPress={() => toTurn(turn_id)}>
        {`turn ${count(number)}`}
      </LinkButton>
    </>
  );
}

function HistoryFold() {
  const { head, open, fold } = useView();
  const { messages, characters } = groupOf(head, 'history');
  const isOpen = open.has('history');
  return (
    <Fold
      label={<span className="u-quiet">History</span>}
      name="History"
      words={`${counted(messages, 'message')} repeated from turns before`}
      note={`${count(characters)} characters`}
      isOpen={isOpen}
      onTurn={() => fold('history', !isOpen)}
    />
  );
}

function ToolsFold() {
  const { head, open, fold } = useView();
  const isOpen = open.has('tools');
  const names = head.tools.map(({ name }) => name ?? 'no name').join(', ');
  return (
    <Fold
      label={<span className="u-quiet">Tools</span>}
      name="Tools"
      words={<EvidenceText isLine text={`${counted(head.tools.length, 'definition')}: ${names}`} />}
      note={head.tools_repeated ? '' : counted(head.tools.length, 'tool')}
      end={head.tools_repeated ? <SameSince what="tools" /> : undefined}
      isOpen={isOpen}
      onTurn={() => fold('tools', !isOpen)}
    />
  );
}

function ToolRow({ index }: { index: number }) {
  const { head, selection, select } = useView();
  const tool = head.tools[index];
  if (tool === undefined) return null;
  const source: TextSource = {
    side: 'tools',
    seq: tool.seq,
    choice: 0,
    part: null,
    title: `Tool definition ${tool.seq}${tool.name === null ? '' : `, ${tool.name}`}`,
    content_id: tool.content_id,
    characters: tool.characters,
    text: tool.text,
    place: null,
  };
  return (
    <Block
      isSelected={isSameText(selection, source)}
      label={
        <Pick
          speaker="tool"
          words={tool.name ?? 'no name'}
          name={source.title}
          isSelected={isSameText(selection, source)}
          onPick={() => select({ what: 'text', source })}
        />
      }
    >
      <LongText source={source} isMono />
    </Block>
  );
}

function AnsweredHead() {
  const { head } = useView();
  const { completion_tokens } = head.usage;
  const notes = [
    completion_tokens === null ? null : counted(completion_tokens, 'token'),
    head.confidence === null ? null : `mean log-probability ${logProbability(head.confidence)}`,
  ].filter((note) => note !== null);
  const words = isCall(head) ? 'Answered' : `What this ${kindWords(head.kind)} gave`;
  return (
    <PartHead
      words={words}
      note={notes.length === 0 ? undefined : notes.join(' · ')}
      end={laneCounts(head.findings).map(({ lane, count: findings }) => (
        <Lane key={lane} lane={lane} words={counted(findings, lane)} />
      ))}
    />
  );
}

const logProbability = (value: number): string => value.toFixed(2).replace('-', '\u2212');

function NothingAnswered({ onRawRecord }: { onRawRecord: () => void }) {
  const { head } = useView();
  const what = isCall(head)
    ? 'The log holds this request and no answer to it.'
    : `The log holds nothing that this ${kindWords(head.kind)} gave.`;
  return (
    <Empty
      words={
        <>
          {what}{' '}
          {head.error === null ? null : (
            <>
              Error: <EvidenceText isLine text={head.error} />
            </>
          )}
        </>
      }
      action={
        <Button onPress={onRawRecord} keyHint={keyHint('record.raw')}>
          Raw record
        </Button>
      }
    />
  );
}
