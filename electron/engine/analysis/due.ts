import type { ActionDue } from '../../../shared/domain/action-list.ts';
import type { ActionEntered } from '../../../shared/domain/analysis.ts';
import { timestamp } from '../base/clock.ts';

/** The day that it is, UTC: `2026-11-25`. */
export const today = (): string => timestamp().slice(0, 10);

const DAY = 86_400_000;

/** How a due date stands to a day. What is done, verified or dropped is not late any more. */
export function dueOf(
  { due, status }: Pick<ActionEntered, 'due' | 'status'>,
  day: string,
): ActionDue {
  if (due === null) return { state: 'none', days: null };
  const days = Math.round((Date.parse(due) - Date.parse(day)) / DAY);
  if (status !== 'open' && status !== 'in-progress') return { state: 'settled', days };
  return { state: days < 0 ? 'overdue' : days === 0 ? 'today' : 'later', days };
}
