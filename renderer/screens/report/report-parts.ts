/** What every report holds, in its order: a root cause analysis is the one kind that there is. */
export const SECTIONS = [
  'Executive summary',
  'Scope, authority and questions',
  'Evidence, completeness and custody',
  'System and versions at failure',
  'Timeline of events',
  'Findings of rules',
  'Replay exhibits',
  'Version comparison',
  'Causes: the examiner’s opinion',
  'Impact and affected users',
  'Containment and rollback',
  'Remediation checklist',
  'Notifications',
  'Limitations, gaps and error rates',
  'Changes to playbooks',
] as const;

export const ANNEXES = [
  'Methods and rule cards',
  'Sources cited',
  'Certificate forms',
  'Manifest and how to verify',
] as const;
