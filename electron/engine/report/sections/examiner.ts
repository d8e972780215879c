import type { ReportExtract } from '../../../../shared/domain/report-extract.ts';
import { actionStatusWords } from '../../../../shared/text/course-words.ts';
import type { Material } from '../material.ts';
import { said } from '../said.ts';

/** Sections that hold the examiner's own words: events, actions, notifications, playbook. */

export function eventsSection({ open }: Material): ReportExtract['events'] {
  return open.analysis.events.map(({ kind, at, text, basis, grounds }) => ({
    kind,
    at,
    text,
    basis: basis ?? 'stated by the examiner',
    citations: exhibitsAmong(open, grounds),
  }));
}

export function actionsSection({ open }: Material): ReportExtract['actions'] {
  return open.analysis.actions.map(({ number, title, owner, due, status, verification }) => ({
    id: `A-${number}`,
    title,
    owner,
    due,
    status: actionStatusWords[status],
    check: verification,
    citations: [],
  }));
}

export function notificationsSection({ open }: Material): ReportExtract['notifications'] {
  return (open.analysis.fields.notifications ?? []).map(({ to, at, text }) => ({
    addressee: to,
    basis: 'as entered by the examiner',
    due_at: null,
    sent_at: at,
    reference: null,
    note: text,
    citations: [],
  }));
}

export function playbookSection({ open }: Material): ReportExtract['playbook_changes'] {
  return (open.analysis.fields.playbook_changes ?? []).map((change) => ({
    playbook: said(open.analysis.fields.playbook) ?? 'incident response',
    from_version: null,
    to_version: 'next',
    change,
    reason: 'lesson of this incident, in the examiner’s opinion',
    citations: [],
  }));
}

/** The exhibits that the examiner names as grounds; handles of other things are no citations. */
export function exhibitsAmong(open: Material['open'], grounds: readonly string[]): string[] {
  const known = new Set(open.analysis.exhibits.map(({ number }) => `E-${number}`));
  return grounds.filter((handle) => known.has(handle));
}
