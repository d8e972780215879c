import type { Destination } from '../../shared/domain/destination.ts';

export interface NamedPlace {
  readonly words: string;
  readonly icon: 'replay' | 'turns';
  readonly to: Destination;
}

const HANDLE = /^([TC])-?(\d{1,15})$/i;
const MARK = /^([ENLKF])-?(\d{1,9})$/i;
/** What has a screen of its own. With its dash alone: `v2` and `a1` are words of logs. */
const ENTRY = /^([VAD])-(\d{1,9})$/i;

/** The handle of a mark, finding, event, action or reference that a text is: `E-7`; undefined where it is none. */
export function markHandle(text: string): string | undefined {
  const found = MARK.exec(text.trim()) ?? ENTRY.exec(text.trim());
  return found === null ? undefined : `${(found[1] ?? '').toUpperCase()}-${Number(found[2])}`;
}

export const isHandle = (text: string): boolean =>
  HANDLE.test(text.trim()) || markHandle(text) !== undefined;

/** Where a text typed into the palette may lead in a case: a handle to its replay, anything else to the turns it finds. */
export function placesNamed(text: string): NamedPlace[] {
  const wanted = text.trim();
  if (wanted === '') return [];
  const handle = HANDLE.exec(wanted);
  if (handle !== null) {
    const name = `${(handle[1] ?? '').toUpperCase()}-${handle[2] ?? ''}`;
    return [
      {
        words: `Replay ${name}`,
        icon: 'replay',
        to: { screen: 'replay', conversation: name, turn: undefined, finding: undefined },
      },
    ];
  }
  return [
    {
      words: `Turns that match ${wanted}`,
      icon: 'turns',
      to: { screen: 'turns', filter: wanted },
    },
    ...(/\s/.test(wanted)
      ? []
      : [
          {
            words: `Replay the conversation ${wanted}`,
            icon: 'replay' as const,
            to: {
              screen: 'replay' as const,
              conversation: wanted,
              turn: undefined,
              finding: undefined,
            },
          },
        ]),
  ];
}
