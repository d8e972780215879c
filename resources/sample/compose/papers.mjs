/** The policy and the page that explains the folder. All of it is invented. */
import { QUESTIONS } from './evaluation.mjs';

export const policy = () => `# Returns and refunds policy 2026

Hallowby Ltd, Northampton. In force from 1 January 2026 until replaced. Owner: Customer Relations.

*Hallowby is a fictional company. This policy was written for the sample of Exhibit.*

1. **Return period.** A customer may return an item for any reason within **30 days of delivery**. For purchases in a
   shop the 30 days count from the day of purchase.
2. **Large appliances** are collected on request. The collection is booked within the same 30 days and costs £25,
   unless the appliance is faulty.
3. **Gifts** are returned with the gift receipt within 30 days of delivery. The refund is a gift card.
4. **Sale and clearance items** follow the same rules. Display models can be returned only if faulty.
5. **Used items.** The refund may be reduced to reflect use beyond what is needed to look at the item.
6. **Refunds** go to the original payment method within 5 working days of the item reaching the Daventry warehouse.
7. **Faulty items** are repaired, replaced or refunded under the 2-year guarantee. Nothing here limits rights by law.
8. **Vouchers.** Hallowby issues vouchers only through its own newsletter. Marketplace sellers may not advertise
   vouchers in chat.
9. **What the assistant may promise.** The chat assistant states this policy as it is written. It grants no extension.
`;

export const readme = (truth) => `# The bundled incident

Everything in this folder is invented: the company Hallowby, its customers, orders, staff, suppliers, keys, account
numbers and the model names. We wrote it for Exhibit's demo and tests, and it may be used under the licence of the
project. Telephone numbers come from the range that Ofcom keeps free for drama, domains end in \`.example\`, and keys
begin with \`exk_\`, which no provider uses.

\`node resources/sample/generate.mjs\` writes the same files again, from the texts in \`pieces/\` and a fixed seed.

| file | what it is |
|---|---|
| \`gateway-2026-03.jsonl\`, \`gateway-2026-04.jsonl\` | the model gateway's log: one OpenAI-style call a line, with its retrieval passages (\`context\`) beside the request, as the gateway sees them before they are put into the prompt |
| \`evaluation-2026-04.parquet\` | the evaluation before the update: ${QUESTIONS} questions to both versions |
| \`policy-refunds-2026.md\` | what was right |
| \`changes.jsonl\`, \`alerts.json\`, \`complaints.csv\` | what was changed, what was noticed, what customers wrote |
| \`investigation.yaml\` | what the demo's examiner registers, pins and concludes |
| \`truth.json\` | what is true of all this, counted while it was made |

The story: on 7 April 2026 an alias moves to a new model version. From then on ${truth.versions.after.wrong} of ${truth.versions.after.return_period_answers} answers about the return period
say 60 days, although policy and passages say 30. The version is rolled back on 21 April, but one route is missed for
two days. In the same weeks a marketplace page with a hidden instruction sits in the index, some customers try to talk
the assistant out of its rules, and a few answers show what they must not.

A few lines are damaged on purpose, as real exports are: one cut off, one with a byte that is not UTF-8, one with NaN,
one with half an emoji, one that ends in CR LF, two that belong to another log, three blank ones. \`truth.json\` says
which.

## Shape of investigation.yaml

Ids of turns are the \`id\` of the gateway log. \`exhibits[].quote\` is an exact passage of the side named
(\`input\`, \`output\`, or \`context\`, there with \`document\`). \`causes[].for\` and \`against\` name exhibits by \`ref\`;
\`standing\` is \`root\`, \`contributing\` or \`not-indicated\`; \`on\` names the turns on which the cause is tagged. Sides of
\`compare\` are filters in the filter language.
`;
