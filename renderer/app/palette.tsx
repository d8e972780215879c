import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { attempt, tell } from '../commands/attempt.ts';
import { useOffered, runCommand } from '../commands/offers.ts';
import { commands, type CommandId, isCommandId, keyHint } from '../commands/table.ts';
import { PaletteDialog, type PaletteItem } from '../design/palette.tsx';
import { ask } from '../engine-client/engine.ts';
import { useCaseHead } from '../engine-client/live.ts';
import { openCase } from '../engine-client/session.ts';
import { goToMark } from '../marks/go-to-mark.ts';
import type { Navigation } from './navigation.ts';
import { isHandle, markHandle, placesNamed } from './palette-places.ts';

/** Everything by name: turns and conversations by handle, cases, commands. */
export function Palette(props: { isOpen: boolean; onClose: () => void; navigation: Navigation }) {
  const [text, setText] = useState('');
  const hasCase = useCaseHead() !== null;
  const offered = useOffered();
  const { data: recent } = useQuery({
    ...ask.cases.recent.queryOptions({ input: {} }),
    enabled: props.isOpen,
  });
  const { go } = props.navigation;
  const handle = markHandle(text);
  const { data: mark } = useQuery({
    ...ask.marks.find.queryOptions({ input: { handle: handle ?? '' } }),
    enabled: props.isOpen && hasCase && handle !== undefined,
    retry: false,
  });
  const marked: PaletteItem[] =
    hasCase && handle !== undefined ? [markItem(handle, mark?.words, go)] : [];
  const places: PaletteItem[] = (hasCase ? placesNamed(text) : []).map(({ words, to, icon }) => ({
    id: words,
    words,
    group: 'Go to',
    icon,
    onPress: () => go(to),
  }));
  const given: PaletteItem[] = Object.keys(commands)
    .filter(isCommandId)
    .filter((id) => offered.has(id) && id !== 'palette.open')
    .map((id) => commandItem(id));
  const cases: PaletteItem[] = (recent?.cases ?? [])
    .filter(({ state }) => state === 'present')
    .map(({ case_id, title, folder }) => ({
      id: case_id,
      words: title,
      note: folder,
      group: 'Cases',
      icon: 'folder',
      onPress: () => {
        openCase({ recent: case_id }).then(() => go({ screen: 'home' }), tell);
      },
    }));
  const wanted = text.trim().toLowerCase();
  return (
    <PaletteDialog
      label="Go to or run"
      placeholder={
        hasCase
          ? 'T-1042, C-12, E-7, an id of the log, words to find, a command'
          : 'A case or a command'
      }
      isOpen={props.isOpen}
      onClose={() => {
        setText('');
        props.onClose();
      }}
      text={text}
      onText={setText}
      items={inOrder(
        text,
        [...marked, ...places],
        namedFirst(
          [...given, ...cases].filter((item) => hasWords(item, wanted)),
          wanted,
        ),
      )}
      emptyWords="No command or case has these words."
    />
  );
}

/** Where a mark stands is asked when it is chosen: what is offered stays where it is until then. */
const markItem = (handle: string, note: string | undefined, go: Navigation['go']): PaletteItem => ({
  id: `mark ${handle}`,
  words: `Go to ${handle}`,
  note,
  group: 'Go to',
  icon: 'pin',
  onPress: () => attempt(() => goToMark(handle, go)),
});

/** A handle is what was meant; other words first name commands and cases, and are looked for in the turns last. */
const inOrder = (
  text: string,
  places: readonly PaletteItem[],
  named: readonly PaletteItem[],
): PaletteItem[] => (isHandle(text) ? [...places, ...named] : [...named, ...places]);

const commandItem = (id: CommandId): PaletteItem => ({
  id,
  words: commands[id].words,
  group: commands[id].group,
  keyHint: keyHint(id),
  onPress: () => void runCommand(id),
});

/** What is called so comes before what only has the words: `report` is the screen before it is a report to verify. */
const namedFirst = (items: readonly PaletteItem[], wanted: string): PaletteItem[] => {
  const isNamed = ({ words }: PaletteItem): boolean => words.toLowerCase() === wanted;
  return [...items.filter(isNamed), ...items.filter((item) => !isNamed(item))];
};

const hasWords = ({ words, note = '' }: PaletteItem, wanted: string): boolean =>
  wanted.split(/\s+/).every((word) => `${words} ${note}`.toLowerCase().includes(word));
