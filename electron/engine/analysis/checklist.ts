import type { ChecklistFormat } from '../../../shared/domain/action-list.ts';
import { csvText } from '../../../shared/text/csv.ts';
import type { Analysis } from './analysis.ts';

type Action = Omit<Analysis['actions'][number], 'act_seq'>;

/** The checklist in one of its formats, as text. */
export function checklistOf(
  title: string,
  { actions }: { readonly actions: readonly Action[] },
  format: ChecklistFormat,
): string {
  if (format === 'md') return checklistMarkdown(title, actions);
  return format === 'csv'
    ? checklistCsv(actions)
    : `${JSON.stringify(checklistJson(actions), null, 2)}\n`;
}

/** The remediation checklist, for the tools in which people work it off. Text from evidence is never a formula there. */
export function checklistMarkdown(title: string, actions: readonly Action[]): string {
  const lines = actions.map(
    ({ number, title: what, owner, due, status, verification, category, causes }) =>
      `- [${status === 'done' || status === 'verified' ? 'x' : ' '}] **A-${number}** ${plain(what)} (${category}; ` +
      `owner: ${plain(owner ?? 'none')}; due: ${due ?? 'none'}; status: ${status})` +
      (causes.length > 0 ? `\n  - Against: ${plain(causes.join(', '))}` : '') +
      `\n  - Check: ${plain(verification ?? 'none given')}`,
  );
  const body = lines.length > 0 ? lines.join('\n') : 'No remediation action has been entered.';
  return `# Remediation checklist: ${plain(title)}\n\n${body}\n`;
}

const COLUMNS = [
  'action',
  'title',
  'category',
  'owner',
  'due',
  'status',
  'check',
  'causes',
] as const;

export function checklistCsv(actions: readonly Action[]): string {
  const rows = actions.map(
    ({ number, title, category, owner, due, status, verification, causes }) => [
      `A-${number}`,
      title,
      category,
      owner ?? '',
      due ?? '',
      status,
      verification ?? '',
      causes.join(' '),
    ],
  );
  return csvText([[...COLUMNS], ...rows]);
}

export function checklistJson(
  actions: readonly Action[],
): Record<(typeof COLUMNS)[number], string | string[] | null>[] {
  return actions.map(({ number, title, category, owner, due, status, verification, causes }) => ({
    action: `A-${number}`,
    title,
    category,
    owner,
    due,
    status,
    check: verification,
    causes: [...causes],
  }));
}

/** One line, with Markdown's marks made plain. */
function plain(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]()#+!|<>~&]/g, (mark) => `\\${mark}`);
}
