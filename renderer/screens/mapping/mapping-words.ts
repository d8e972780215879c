import type { MappingTrial, TrialTurn } from '../../../shared/domain/mapping-trial.ts';
import type { Mapping } from '../../../shared/domain/mapping.ts';
import { count, counted } from '../../../shared/text/numbers.ts';
import { visibleLine } from '../../../shared/text/visible.ts';

type Place = readonly (string | number)[];

/** `turn.model`, `input.1.content` */
export const placeWords = (at: Place): string => at.join('.');

/** What a mapping says at a place: a path, `took_s × 1,000`; empty where it says nothing there. */
export function saidAt(mapping: Mapping, at: Place): string {
  const said = at.reduce<unknown>(within, mapping);
  if (typeof said === 'string') return visibleLine(said);
  const path = within(said, 'path');
  const times = within(said, 'times');
  if (typeof path !== 'string') return '';
  return typeof times === 'number' ? `${visibleLine(path)} × ${count(times)}` : visibleLine(path);
}

function within(value: unknown, step: string | number): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  const entries: [string, unknown][] = Object.entries(value);
  return entries.find(([name]) => name === String(step))?.[1];
}

/** `5 records = 4 mapped + 1 unmapped + 0 quarantined` */
export const recordWords = ({ records, mapped, unmapped, quarantined }: MappingTrial): string =>
  `${counted(records, 'record')} = ${count(mapped)} mapped + ${count(unmapped)} unmapped + ${count(quarantined)} quarantined`;

/** What the mapped records give; what there is none of is left out, but for turns. */
export const yieldWords = (trial: MappingTrial): string =>
  [
    counted(trial.turns, 'turn'),
    trial.steps === 0 ? '' : counted(trial.steps, 'other step'),
    counted(trial.conversations, 'conversation'),
    counted(trial.messages, 'message'),
    trial.undated === 0 ? '' : `${count(trial.undated)} without a time`,
  ]
    .filter((part) => part !== '')
    .join(', ');

/** `Turn 2`, `Step 3, message` */
export const turnWords = ({ turn, kind }: TrialTurn): string =>
  kind === 'model' ? `Turn ${count(turn)}` : `Step ${count(turn)}, ${visibleLine(kind)}`;
