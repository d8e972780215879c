import { expect, test } from 'vitest';
import { checklistOf } from '../../../electron/engine/analysis/checklist.ts';

const done = { at_done: '2026-11-25T09:00:00.000Z', done_by: 'ana' };
const actions = [
  {
    ...done,
    number: 1,
    title: 'Filter fees that no tariff holds',
    category: 'filter',
    owner: 'Ana',
    due: '2026-12-01',
    status: 'open',
    verification: 'Ask for ten fees; each is in the tariff.',
    causes: ['K-1', 'K-2'],
  },
  {
    ...done,
    number: 2,
    title: '=HYPERLINK("http://evil.test","click")',
    category: 'test',
    owner: '@SUM(A1)',
    due: null,
    status: 'verified',
    verification: '+1\n- [x] **A-9** not an action\n<script>alert(1)</script>',
    causes: ['[a](javascript:b)'],
  },
  {
    ...done,
    number: 3,
    title: 'Say "no", or\r\n# Heading &lt;b&gt; `code` | cell',
    category: 'other',
    owner: null,
    due: null,
    status: 'in-progress',
    verification: null,
    causes: [],
  },
] as const;
const analysis = { actions: actions.map((action) => ({ ...action, causes: [...action.causes] })) };

test('as Markdown: one line an item, whose text is no markup', () => {
  expect(checklistOf('Fees *wrong*\n# Evil', analysis, 'md')).toBe(
    String.raw`# Remediation checklist: Fees \*wrong\* \# Evil

- [ ] **A-1** Filter fees that no tariff holds (filter; owner: Ana; due: 2026-12-01; status: open)
  - Against: K-1, K-2
  - Check: Ask for ten fees; each is in the tariff.
- [x] **A-2** =HYPERLINK\("http://evil.test","click"\) (test; owner: @SUM\(A1\); due: none; status: verified)
  - Against: \[a\]\(javascript:b\)
  - Check: \+1 - \[x\] \*\*A-9\*\* not an action \<script\>alert\(1\)\</script\>
- [ ] **A-3** Say "no", or \# Heading \&lt;b\&gt; \`code\` \| cell (other; owner: none; due: none; status: in-progress)
  - Check: none given
`,
  );
});

test('as CSV: RFC 4180, and no cell is a formula', () => {
  expect(checklistOf('Fees', analysis, 'csv')).toBe(
    [
      'action,title,category,owner,due,status,check,causes',
      'A-1,Filter fees that no tariff holds,filter,Ana,2026-12-01,open,Ask for ten fees; each is in the tariff.,K-1 K-2',
      `A-2,"'=HYPERLINK(""http://evil.test"",""click"")",test,'@SUM(A1),,verified,"'+1\n- [x] **A-9** not an action\n<script>alert(1)</script>",[a](javascript:b)`,
      'A-3,"Say ""no"", or\r\n# Heading &lt;b&gt; `code` | cell",other,,,in-progress,,',
      '',
    ].join('\r\n'),
  );
});

test('as JSON: every value as it was entered', () => {
  expect(JSON.parse(checklistOf('Fees', analysis, 'json'))).toEqual(
    actions.map((action) => ({
      action: `A-${action.number}`,
      title: action.title,
      category: action.category,
      owner: action.owner,
      due: action.due,
      status: action.status,
      check: action.verification,
      causes: action.causes,
    })),
  );
});

test('without an action it says so', () => {
  expect(checklistOf('Fees', { actions: [] }, 'md')).toBe(
    '# Remediation checklist: Fees\n\nNo remediation action has been entered.\n',
  );
  expect(checklistOf('Fees', { actions: [] }, 'csv')).toBe(
    'action,title,category,owner,due,status,check,causes\r\n',
  );
  expect(checklistOf('Fees', { actions: [] }, 'json')).toBe('[]\n');
});
