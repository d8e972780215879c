export interface Entry {
  readonly word: string;
  readonly means: string;
}

/** The words of the field as every screen uses them, in the order of the alphabet. */
export const glossary: readonly Entry[] = [
  {
    word: 'Action',
    means: 'Something to be done about the incident: owner, due date, how to check that it worked.',
  },
  {
    word: 'Activity log',
    means:
      'The chained list of an examiner’s own work: marks, notes, tags, reviews. It is sealed; only its root is disclosed.',
  },
  {
    word: 'Candidate',
    means: 'The lowest lane: a rule hit, and means little before somebody has looked at it.',
  },
  {
    word: 'Capture level',
    means:
      'How near the log is to what the model got. Wire: the request as it was sent. Application: logged before templating or truncation. Reconstructed: put together from pieces.',
  },
  {
    word: 'Case',
    means:
      'A folder NAME.exhibit that holds evidence, tables, logs and reports. Copy the folder and you have copied the case.',
  },
  {
    word: 'Cause',
    means:
      'An entry of the taxonomy tagged on a conversation, turn or passage: root, contributing or not indicated, with grounds. It is the examiner’s opinion.',
  },
  {
    word: 'Context document',
    means: 'A passage that retrieval gave the model for a turn, with rank, source and score.',
  },
  {
    word: 'Conversation',
    means: 'The turns that belong together: by conversation, session, thread or trace.',
  },
  {
    word: 'Custody log',
    means:
      'The chained list of what was done to the evidence: taken in, derived, verified, issued. It is disclosed with reports.',
  },
  {
    word: 'Event',
    means: 'A dated entry of the incident’s timeline: first harm, detected, contained, notified.',
  },
  {
    word: 'Evidence',
    means: 'One imported file, kept byte for byte, read-only, named by its SHA-256.',
  },
  {
    word: 'Exhibit',
    means:
      'A place in the evidence that an examiner pinned: numbered, captioned, cited by reports.',
  },
  {
    word: 'Finding',
    means:
      'A rule or statistic that hit a turn, with the exact characters. As a lane it is the highest: what stands for itself.',
  },
  {
    word: 'Handle',
    means:
      'A short name that stays true: T-1042 a turn, C-12 a conversation, E-7 an exhibit, N-3 a note, F-12 a finding.',
  },
  {
    word: 'Head hash',
    means:
      'The hash of the last entry of a log. Whoever holds it can show that no earlier entry changed.',
  },
  {
    word: 'Identity',
    means: 'A name with a key and a certificate of this machine, with which reports are signed.',
  },
  {
    word: 'Job',
    means:
      'Long work that changes tables or makes a document: import, detect, compare, verify, report.',
  },
  {
    word: 'Lane',
    means:
      'How sure a hit is: candidate, lead or finding. Screens, counts and reports never mix them.',
  },
  {
    word: 'Lead',
    means: 'The middle lane: a hit that is worth following, and proves nothing yet.',
  },
  {
    word: 'Quarantined',
    means: 'A record that is malformed. It is kept, shown and counted, never dropped.',
  },
  {
    word: 'Record',
    means:
      'The smallest piece that a format names: a line, a row, an element, with its place and hash.',
  },
  {
    word: 'Reference',
    means: 'A file that says what was right, such as a policy, kept unparsed, with dates in force.',
  },
  { word: 'Report', means: 'An issued, signed document with its package. It is never changed.' },
  {
    word: 'Review',
    means: 'An examiner’s word on a finding: accepted, or dismissed with a reason.',
  },
  {
    word: 'Span',
    means:
      'A step that is no answered model call: retrieval, tool, guardrail, a call without answer.',
  },
  {
    word: 'Stale',
    means: 'Made before evidence came in that it has not seen. Make it again to take that in.',
  },
  {
    word: 'Turn',
    means: 'One model call: what the model was given, what it answered, and with which settings.',
  },
  { word: 'Unmapped', means: 'A record that can be read, but that no format or mapping knows.' },
  { word: 'View', means: 'One filter and order over the turns.' },
];
