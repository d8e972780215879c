import type { ActionCategory, ActionStatus, EventKind } from '../domain/analysis.ts';

/** What is chosen from lists for events and actions, as forms, refusals and reports say it. */

export const eventKindWords: Readonly<Record<EventKind, string>> = {
  change: 'Change',
  'first-harm': 'First harm',
  'missed-signal': 'Missed signal',
  detected: 'Detected',
  triaged: 'Triaged',
  mitigated: 'Mitigated',
  contained: 'Contained',
  'rolled-back': 'Rolled back',
  notified: 'Notified',
  remediated: 'Remediated',
  closed: 'Closed',
  other: 'Other',
};

export const actionCategoryWords: Readonly<Record<ActionCategory, string>> = {
  filter: 'Filter',
  'dataset-curation': 'Dataset curation',
  'human-review': 'Human review',
  prompt: 'Prompt',
  retrieval: 'Retrieval',
  test: 'Test',
  monitoring: 'Monitoring',
  rollout: 'Rollout',
  access: 'Access',
  notification: 'Notification',
  other: 'Other',
};

export const actionStatusWords = {
  open: 'open',
  'in-progress': 'in progress',
  done: 'done',
  verified: 'verified',
  dropped: 'dropped',
} as const satisfies Readonly<Record<ActionStatus, string>>;
