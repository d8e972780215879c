import { expect, it } from 'vitest';
import type { JsonObject } from '../../../../electron/engine/formats/format.ts';
import { mappedFormat } from '../../../../electron/engine/formats/mapping/mapped-format.ts';
import { suggest } from '../../../../electron/engine/formats/mapping/suggest.ts';
import { turnOf } from '../map-fixture.ts';

/** Calls of a seed shop, each with what was looked up for it: the documents of the first call are those that were given. */
const call = (index: number, beside: JsonObject): JsonObject => ({
  question: `How deep do I sow seed ${index + 40}, please?`,
  ...beside,
  answer: `Seed ${index + 40} is sown two fingers deep, and watered in the evening.`,
});

function given(beside: (index: number) => JsonObject) {
  const records = Array.from({ length: 12 }, (_, index) => call(index, beside(index)));
  const suggestion = suggest(records, { id: 'log', title: 'A log' });
  if (suggestion === null) throw new Error('nothing was suggested');
  const { mapping } = suggestion;
  const { contexts } = turnOf(mappedFormat(mapping, 'm'), records[0]);
  return { mapping, contexts };
}

const SHEETS = ['Sheet 4 s. 7', 'Price list', 'Sheet 9 s. 2', 'Terms of sale'];
const sheet = (index: number): string => SHEETS[index % SHEETS.length] ?? '';
const text = (index: number): string =>
  `Sow batch ${index} under glass and keep it dark for a week.`;

it.each<[string, (index: number) => JsonObject, readonly (string | number)[]]>([
  [
    'things of the house under a key that says they are its context',
    (index) => ({
      contextSeeds: [
        { sku: `SD-${index * 7}`, score: 0.5 },
        { sku: 'SD-1', score: 0.25 },
      ],
    }),
    ['SD-0', 'SD-1'],
  ],
  [
    'places of files that were retrieved',
    (index) => ({
      retrieved_snippets: [{ path: `garden/beds.ts`, lines: `${index}-${index + 9}` }],
    }),
    ['garden/beds.ts'],
  ],
  [
    'ids of which no two are the same',
    (index) => ({ kb_articles: [`KB${index}7`, `KB${index}8`] }),
    ['KB07', 'KB08'],
  ],
  ['pages of documents', (index) => ({ passages: [`sowing.pdf p.${index}`] }), ['sowing.pdf p.0']],
  [
    'names of which some have a page',
    (index) => ({ src: [0, 1, 2].slice(index % 3).map((more) => sheet(index + more)) }),
    ['Sheet 4 s. 7', 'Price list', 'Sheet 9 s. 2'],
  ],
  [
    'what was supplied, in French',
    (index) => ({ fiches_fournies: [`FI-${index}`, 'FI-SOL-3'] }),
    ['FI-0', 'FI-SOL-3'],
  ],
  [
    'what stood in the context, in Portuguese',
    (index) => ({ trechos_no_contexto: [`JUR-${index}#3`] }),
    ['JUR-0#3'],
  ],
  [
    'what the model was given, whatever it is',
    (index) => ({ given_to_model: [`row-${index}`, 'row-x9'] }),
    ['row-0', 'row-x9'],
  ],
  [
    'a list whose object says what it holds',
    (index) => ({ retrieval: { k: 2, items: [{ id: `C-${index}`, score: 0.5 }] } }),
    ['C-0'],
  ],
  [
    'numbers of articles',
    (index) => ({ article_ids: index % 2 === 0 ? [1000 + index] : [7, 8, index, 9] }),
    [1000],
  ],
  [
    'results of a search by their addresses',
    (index) => ({ search_results: [{ url: `https://x.example/${index}`, title: sheet(index) }] }),
    ['https://x.example/0'],
  ],
  [
    'names of files in one text',
    (index) => ({ sources: index % 4 === 3 ? '' : `Sowing ${index}.pdf; Return policy.pdf` }),
    ['Sowing 0.pdf', 'Return policy.pdf'],
  ],
  [
    'files that are called sources',
    (index) => ({ 'Source files': index % 4 === 3 ? '' : `Sowing ${index}.pdf; Prices.xlsx` }),
    ['Sowing 0.pdf', 'Prices.xlsx'],
  ],
  ['the one article that fitted', (index) => ({ kb_article: `KB-${index % 4}` }), ['KB-0']],
  [
    'articles, in Dutch',
    (index) => ({ gevonden_artikelen: [`A-${index}`, `A-${index + 1}`, 'A-9'] }),
    ['A-0', 'A-1', 'A-9'],
  ],
  ['ids of documents', (index) => ({ retrieved_doc_ids: [`d${index}`, 'd99'] }), ['d0', 'd99']],
])('documents by what names them: %s', (_, beside, names) => {
  const { contexts } = given(beside);
  expect(contexts.map(({ document_id, source }) => document_id ?? source)).toEqual(names);
});

it('what was looked up under a name of the house’s own has a text and how far off it is', () => {
  const { contexts } = given((index) => ({
    growers_looked_up: [
      { grower: `Bed ${index}`, blurb: text(index), closeness: 0.25 + index / 100 },
    ],
  }));
  expect(contexts).toMatchObject([{ content: text(0), score: 0.25 }]);
});

it('how far away a search found a text tells that it was looked up, and is no score', () => {
  const { mapping, contexts } = given((index) => ({
    growers_looked_up: [
      { grower: `Bed ${index}`, blurb: text(index), cosine_dist: 0.25 + index / 100 },
    ],
  }));
  expect(mapping.context[0]?.score).toBeUndefined();
  expect(contexts).toEqual([{ content: text(0), document_id: 'Bed 0' }]);
});

it.each([
  ...[
    'distanz',
    'vektorAbstand',
    'odległość',
    'afstand',
    'distancia',
    'distância',
    'distanceToQuery',
    '距離',
  ],
  ...['거리', 'similarity_distance', 'l2'],
])('a distance is no score in any language, under any longer name: %s', (name) => {
  const { contexts } = given((index) => ({
    growers_looked_up: [{ grower: `Bed ${index}`, blurb: text(index), [name]: 0.25 + index / 100 }],
  }));
  expect(contexts).toEqual([{ content: text(0), document_id: 'Bed 0' }]);
});

it('of two distances neither is a score, and beside a score both are none', () => {
  const far = (index: number) => ({ l2_distance: 0.5 + index / 100, cosine_distance: 0.25 });
  const looked = (more: (index: number) => JsonObject) =>
    given((index) => ({
      growers_looked_up: [{ grower: `Bed ${index}`, blurb: text(index), ...more(index) }],
    })).contexts[0];
  expect(looked(far)).not.toHaveProperty('score');
  expect(looked((index) => ({ ...far(index), closeness: 0.75 }))).toMatchObject({ score: 0.75 });
});

it('of candidates those are given that a flag says are in the context', () => {
  const { mapping, contexts } = given((index) => ({
    candidates: [
      { doc: `D-${index}`, page: 3, score: 0.75, in_context: true },
      { doc: `D-${index + 50}`, page: 4, score: 0.5, in_context: false },
    ],
  }));
  expect(mapping.context[0]?.each).toBe('candidates[in_context=true]');
  expect(contexts.map(({ document_id }) => document_id)).toEqual(['D-0']);
});

it('citations and ids beside texts name documents that were given already', () => {
  const { contexts } = given((index) => ({
    documents: [
      { doc_id: `S-${index}`, text: text(index) },
      { doc_id: `S-${index + 30}`, text: text(index + 30) },
    ],
    citations: [`S-${index}`],
  }));
  expect(contexts.map(({ content }) => content)).toEqual([text(0), text(30)]);
  const apart = given((index) => ({
    doc_ids: [`S-${index}`, `S-${index + 30}`],
    passages: [text(index), text(index + 30)],
  }));
  expect(apart.contexts.map(({ content }) => content)).toEqual([text(0), text(30)]);
});

it.each<[string, (index: number) => JsonObject]>([
  ['what the search was for', (index) => ({ retrieval_queries: [`seed ${index} depth`] })],
  ['how large a context is', (index) => ({ context_window: [4096 + index, 8192] })],
  ['files that somebody sent', (index) => ({ attachments: [`photo-${index}.jpg`] })],
  ['documents that somebody sent', (index) => ({ uploaded_documents: [`scan-${index}.pdf`] })],
  ['which knowledge there was', (index) => ({ kb_version: `kb-2026-0${1 + (index % 3)}` })],
  ['where somebody came from', (index) => ({ source_page: `/beds/${index % 4}.html` })],
  [
    'labels with how sure they are',
    (index) => ({ intents: [{ name: `sow-${index}`, score: 0.5 }] }),
  ],
])('what is no document: %s', (_, beside) => expect(given(beside).mapping.context).toEqual([]));

it.each<[string, (index: number) => JsonObject, readonly (string | number)[]]>([
  [
    'codes of which many are different',
    (index) => ({ trays: index % 4 === 1 ? [] : [`b${index}931`, `b${index}940`] }),
    ['b0931', 'b0940'],
  ],
  [
    'codes in one text, consulted in Spanish',
    (index) => ({ fichas_consultadas: [`MAR-${index}8`, `MAR-1${index}`].join('|') }),
    ['MAR-08', 'MAR-10'],
  ],
  [
    'titles that were used, in French',
    (index) => ({ memos_utilises: [0, 1, 2].slice(index % 3).map((more) => sheet(index + more)) }),
    ['Sheet 4 s. 7', 'Price list', 'Sheet 9 s. 2'],
  ],
  [
    'texts that were read, in Portuguese',
    (index) => ({ textos_lidos: [0, 1, 2].slice(index % 3).map((more) => sheet(index + more)) }),
    ['Sheet 4 s. 7', 'Price list', 'Sheet 9 s. 2'],
  ],
  [
    'numbers that were read, in German',
    (index) => ({
      herangezogene_akten: [4100, 4200, 4300].slice(index % 3).map((no) => no + index),
    }),
    [4100, 4200, 4300],
  ],
  [
    'rules by their keys and versions',
    (index) => ({ policies: [{ key: sheet(index), version: 2 + (index % 3) }] }),
    ['Sheet 4 s. 7'],
  ],
  [
    'titles of chapters among names of files',
    (index) => ({
      leaves: [`Ch. ${index % 4} – Bulbs`, ['frost.pdf', 'bed_2.pdf', 'soil.md'][index % 3]],
    }),
    ['Ch. 0 – Bulbs', 'frost.pdf'],
  ],
  [
    'texts with their source in what was sent',
    (index) => ({
      request: { model: 'tiny-3', notes: [{ src: `promo#${index % 4}`, text: text(index % 3) }] },
    }),
    ['promo#0'],
  ],
])('documents by how they change from call to call: %s', (_, beside, names) => {
  const { contexts } = given(beside);
  expect(contexts.map(({ document_id, source }) => document_id ?? source)).toEqual(names);
});

it.each<[string, (index: number) => JsonObject]>([
  ['products of an order', (index) => ({ order_items: [`SKU-${index}7`, `SKU-${index}8`] })],
  ['the same list in every call', () => ({ trays: ['b931', 'b940'] })],
  ['words for things', (index) => ({ trays: [`${sheet(index).split(' ')[0]}`, 'garden'] })],
  ['tools that were used', (index) => ({ tools_used: [`sow_v${index}`, 'water_v2'] })],
  [
    'notes that somebody took',
    (index) => ({ notes: [{ src: `desk#${index}`, text: text(index) }] }),
  ],
])('what changes and is no document: %s', (_, beside) =>
  expect(given(beside).mapping.context).toEqual([]),
);

it('what is called documents is meant before codes that nobody names', () => {
  const { mapping } = given((index) => ({
    trays: [`b${index}931`],
    sources: [`SRC-${index}`, `SRC-${index + 1}`],
  }));
  expect(mapping.context).toEqual([{ each: 'sources', document_id: '.' }]);
});

it('files of texts that many calls share are documents, whatever the list and its fields are called', () => {
  const records = Array.from({ length: 8 }, (_, index) => ({
    question: `How do I oil the loom number ${index} before the winter?`,
    answer: `Two drops at each of the ${index + 3} bearings, and wipe the rest away.`,
    loom_leaves: [
      { manual: index % 2 ? 'looms_v7.pdf' : 'oils_2022.pdf', page: index + 20 },
      { manual: 'oils_2022.pdf', page: index + 90 },
    ],
  }));
  expect(suggest(records, { id: 'log', title: 'A log' })?.mapping.context).toEqual([
    { each: 'loom_leaves', document_id: 'manual' },
  ]);
});
