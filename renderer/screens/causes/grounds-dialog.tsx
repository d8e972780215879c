import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Ground } from '../../../shared/domain/cause.ts';
import { PaletteDialog, type PaletteItem } from '../../design/palette.tsx';
import { ask } from '../../engine-client/engine.ts';
import { troubleOf } from '../../engine-client/trouble.ts';

const HANDLE = /^([a-z])-?(\d{1,12})$/i;

/** Finds what is named as grounds: an exhibit, accepted finding or reference by words, anything by its handle. */
export function GroundsDialog(props: {
  /** Null while it is closed. */
  label: string | null;
  onClose: () => void;
  onChoose: (handle: string) => void;
}) {
  const { label, onChoose } = props;
  const [text, setText] = useState('');
  const isOpen = label !== null;
  const { data, error } = useQuery({
    ...ask.causes.grounds.queryOptions({ input: { text } }),
    enabled: isOpen,
  });
  const typed = handleOf(text);
  const found = (data?.grounds ?? []).map((ground) => itemOf(ground, data?.total ?? 0, onChoose));
  // A handle can be chosen before it is looked up: the engine checks it when it is named.
  const items: PaletteItem[] =
    data === undefined && typed !== null
      ? [
          {
            id: typed,
            words: typed,
            group: 'By handle',
            icon: 'pin',
            onPress: () => onChoose(typed),
          },
        ]
      : found;
  return (
    <PaletteDialog
      label={label ?? 'Grounds'}
      placeholder="E-7, F-12, T-1042, D-1 section 4.2, or words of an exhibit, accepted finding or reference"
      isOpen={isOpen}
      onClose={() => {
        setText('');
        props.onClose();
      }}
      text={text}
      onText={setText}
      items={items}
      emptyWords={
        error === null
          ? (data?.fault ??
            (data === undefined
              ? 'Looking…'
              : text.trim() === ''
                ? 'Nothing is pinned, accepted or registered yet: type the handle of a turn or finding.'
                : 'No exhibit, accepted finding or reference has these words.'))
          : troubleOf(error).sentence
      }
    />
  );
}

function handleOf(text: string): string | null {
  const [, letter, digits] = HANDLE.exec(text.trim()) ?? [];
  return letter === undefined ? null : `${letter.toUpperCase()}-${Number(digits)}`;
}

function itemOf(
  { handle, kind, words, quotation, lane }: Ground,
  total: number,
  onChoose: (handle: string) => void,
): PaletteItem {
  const of = total > 50 ? `, the first 50 of ${total.toLocaleString('en')}` : '';
  return {
    id: handle,
    words: `${handle} ${words}${quotation === null ? '' : ` “${quotation}”`}`,
    group:
      {
        exhibit: 'Exhibits',
        finding: 'Findings',
        turn: 'Turns',
        reference: 'References',
        unknown: 'Others',
      }[kind] + of,
    icon:
      kind === 'exhibit'
        ? 'pin'
        : kind === 'turn'
          ? 'replay'
          : kind === 'reference'
            ? 'file'
            : 'triage',
    note: lane ?? undefined,
    onPress: () => onChoose(handle),
  };
}
