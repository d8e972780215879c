// A case of as many turns as a big investigation has, written straight into the tables: for measuring screens. Nothing
// stands in its evidence folder, so that only what reads tables can be measured on it.
// Usage: node test/bench/million-turns.mjs FOLDER [turns]   makes FOLDER/turns.exhibit
import { rmSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const script = fileURLToPath(import.meta.url);

/** Rooms of the engine bundled into dist/<name> and loaded: `modules` are paths below electron/engine without .ts. */
export async function loadEngine(name, modules) {
  const { build } = await import('vite');
  const native = ['@duckdb/node-api', '@duckdb/node-bindings'];
  const outDir = join(root, 'dist', name);
  const entry = (module) => module.replaceAll('/', '-');
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: {
      ssr: true,
      target: 'node20',
      outDir,
      emptyOutDir: true,
      rollupOptions: {
        input: Object.fromEntries(
          modules.map((module) => [entry(module), join(root, 'electron/engine', `${module}.ts`)]),
        ),
        external: [...native, ...builtinModules, /^node:/],
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
    ssr: { noExternal: true, external: native },
  });
  const load = (module) => import(join(outDir, `${entry(module)}.mjs`));
  return Object.assign({}, ...(await Promise.all(modules.map(load))));
}

/** Turns per conversation; every conversation has one user and one route. */
const PER_CONVERSATION = 8;
/** Turns per evidence file. */
const PER_FILE = 250_000;
/** Texts of a side that are said more than once. */
const REPEATED = 500;

/**
 * Makes `<folder>/turns.exhibit` anew and answers its path. Every value follows from the number of the turn, so that two
 * runs give the same rows: a user text and an answer per turn, one turn in twenty a retrieval step, one in twenty-five hit by
 * rules, one in fifty with feedback; one in a hundred has no time.
 */
export async function makeMillionCase(folder, turns = 1_000_000) {
  const { createCase, openDatabaseForWriting, layoutOf } = await loadEngine('bench-million', [
    'case/create',
    'case/database',
    'case/layout',
  ]);
  const target = join(folder, 'turns.exhibit');
  rmSync(target, { recursive: true, force: true });
  const { path } = await createCase(target, `${turns.toLocaleString('en')} turns`);
  const database = await openDatabaseForWriting(layoutOf(path), '3GB');
  try {
    for (const sql of statements(turns)) await database.connection.run(sql);
    await database.connection.run('CHECKPOINT store');
  } finally {
    database.close();
  }
  return path;
}

// A number that looks drawn, from 0 to below `most`, for turn n: the last bits of a multiplied n are not random enough alone.
const drawn = (salt, most) =>
  `(((n * 2654435761 + ${salt} * 40503) % 4294967296) // 65536 % ${most})`;
const pick = (values, index) => `[${values.map((value) => `'${value}'`).join(', ')}][1 + ${index}]`;

const MODELS = [
  'gpt-4o',
  'gpt-4o-mini',
  'gpt-4o-2024-08-06',
  'claude-3-5-sonnet',
  'llama-3.1-70b',
  'o3-mini',
];
const ROUTES = ['support-chat', 'refunds', 'search', 'internal tools'];
const WORDS = [
  'refund',
  'invoice',
  'delayed',
  'shipping',
  'account',
  'password',
  'order',
  'naïve',
  'voucher',
  'café',
];
const word = (salt) => pick(WORDS, drawn(salt, WORDS.length));
const RULES = [
  ['injection-override', 'prompt-injection', 'high', 'candidate'],
  ['unsupported-answer', 'hallucination', 'medium', 'lead'],
  ['leak-card-number', 'data-leak', 'critical', 'finding'],
  ['refusal-wording', 'refusal', 'low', 'candidate'],
];
const rule = (at) =>
  pick(
    RULES.map((values) => values[at]),
    `n % ${RULES.length}`,
  );

function statements(turns) {
  const all = `FROM range(1, ${turns + 1}) r (n)`;
  const files = Math.ceil(turns / PER_FILE);
  const conversation = `(n - 1) // ${PER_CONVERSATION} + 1`;
  const user = `'user-' || lpad((((n - 1) // ${PER_CONVERSATION} * 7919) % 40000)::VARCHAR, 5, '0')`;
  const started = `TIMESTAMPTZ '2026-01-01 00:00:00Z' + to_seconds(n * 7.25)`;
  const kind = `CASE WHEN n % 20 = 0 THEN 'retrieval' ELSE 'model' END`;
  return [
    `INSERT INTO store.evidence BY NAME
     SELECT f AS evidence_id, sha256(f::VARCHAR) AS sha256, 'gateway-' || lpad(f::VARCHAR, 2, '0') || '.jsonl' AS name,
       least(${PER_FILE}, ${turns} - (f - 1) * ${PER_FILE}) * 900 AS bytes, 'openai-chat' AS format, 'jsonl' AS container,
       least(${PER_FILE}, ${turns} - (f - 1) * ${PER_FILE}) AS records, records AS mapped, 0 AS unmapped, 0 AS quarantined,
       0 AS blank, records // ${PER_CONVERSATION} AS conversations, records - records // 20 AS turns, 2 * records AS messages,
       '["gpt-4o"]' AS models, '[]' AS notes, '[]' AS record_paths, '[]' AS headers, 'UTC' AS zone, 0 AS clock_offset_ms, sha256('root') AS merkle_root, 1 AS import_no,
       TIMESTAMPTZ '2026-06-01 00:00:00Z' AS imported_at
     FROM range(1, ${files + 1}) r (f)`,
    `INSERT INTO store.record BY NAME
     SELECT n AS record_id, (n - 1) // ${PER_FILE} + 1 AS evidence_id, (n - 1) % ${PER_FILE} + 1 AS ordinal, ordinal AS line,
       (ordinal - 1) * 900 AS byte_offset, 899 AS byte_length, unhex(sha256(n::VARCHAR)) AS sha256, 'mapped' AS status ${all}`,
    `INSERT INTO store.conversation BY NAME
     SELECT ${conversation} AS conversation_id, 'conv-' || substr(md5(any_value(${conversation})::VARCHAR), 1, 12) AS external_id,
       any_value(${user}) AS user_id, min(${started}) AS started_at, max(${started}) AS ended_at,
       count(*) FILTER (n % 20 <> 0) AS turns, 'id' AS joined_by
     ${all} GROUP BY 1 ORDER BY 1`,
    `INSERT INTO store.turn BY NAME
     SELECT n AS turn_id, n AS record_id, 0 AS turn_index, ${conversation} AS conversation_id, (n - 1) % ${PER_CONVERSATION} + 1 AS seq,
       ${kind} AS kind, 'call-' || n AS external_id, 'wire' AS capture,
       CASE WHEN n % 100 <> 0 THEN ${started} END AS started_at, CASE WHEN n % 100 <> 0 THEN (${started})::VARCHAR END AS raw_time,
       CASE WHEN n % 20 <> 0 THEN 'openai' END AS provider,
       CASE WHEN n % 20 <> 0 THEN ${pick(MODELS, drawn(1, MODELS.length))} END AS model,
       CASE WHEN n % 20 <> 0 THEN ${pick(MODELS, drawn(1, MODELS.length))} END AS requested_model,
       ${pick(ROUTES, `(${conversation}) % ${ROUTES.length}`)} AS route, 'release-' || (n * 12 // ${turns + 1} + 1) AS release,
       'production' AS environment, 0.7 AS temperature,
       100 + ${drawn(2, 4000)} AS prompt_tokens, 10 + ${drawn(3, 700)} AS completion_tokens,
       round(200 + ${drawn(4, 60000)} / 10, 1) AS latency_ms,
       CASE WHEN n % 4 = 0 THEN -round(${drawn(5, 30000)} / 10000, 4) END AS confidence,
       CASE WHEN n % 20 = 0 THEN NULL WHEN ${drawn(6, 30)} = 0 THEN 'length' ELSE 'stop' END AS finish_reason,
       CASE WHEN ${drawn(7, 500)} = 0 THEN 'timeout after 30 s' END AS error, ${user} AS user_id,
       'session-' || ((${conversation}) // 3) AS session_id
     ${all}`,
    // One turn in three says what others say, as greetings do; the others say something of their own.
    `INSERT INTO store.content BY NAME
     SELECT 2 * n - side AS content_id, md5_number_upper(2 * n - side || 'x') AS hash_high,
       md5_number_lower(2 * n - side || 'x') AS hash_low,
       CASE side
         WHEN 1 THEN 'About my ' || ${word(8)} || ' ' || n || ':' || chr(10) || 'the ' || ${word(9)} || ' for my ' || ${word(10)}
           || ' was ' || ${word(11)} || '. Please tell me what I can do about it, and by when.'
         ELSE 'Your ' || ${word(12)} || ' ' || n || ' is with us. We look at the ' || ${word(13)} || ' within ' || n % 30
           || ' days and write to you about the ' || ${word(14)} || '. ' || repeat('Thank you for waiting. ', (n % 5)::INTEGER)
       END AS text, 'text' AS kind
     ${all.replace(' r (n)', ' r (n), (VALUES (1), (0)) s (side)')} WHERE n % 3 <> 0 OR n <= ${REPEATED} ORDER BY 1`,
    `INSERT INTO store.message BY NAME
     SELECT n AS turn_id, CASE side WHEN 1 THEN 'input' ELSE 'output' END AS side, 0 AS seq, 0 AS part, 0 AS choice,
       CASE side WHEN 1 THEN 'user' ELSE 'assistant' END AS role, 'text' AS type,
       2 * CASE WHEN n % 3 <> 0 OR n <= ${REPEATED} THEN n ELSE 1 + ${drawn(16, REPEATED)} END - side AS content_id, n AS record_id
     ${all.replace(' r (n)', ' r (n), (VALUES (1), (0)) s (side)')} ORDER BY n, side DESC`,
    `INSERT INTO store.feedback BY NAME
     SELECT n AS turn_id, 'rating' AS what, CASE WHEN n % 150 = 0 THEN 'positive' ELSE 'negative' END AS value, n AS record_id,
       'record' AS matched_by
     ${all} WHERE n % 50 = 0`,
    `INSERT INTO store.detection BY NAME
     SELECT n AS run_id, ${rule(0)} AS rule_id, '1' AS rule_version, sha256(${rule(0)}) AS rule_sha256, ${rule(2)} AS severity,
       ${rule(3)} AS lane, ${rule(1)} AS failure_type, ${turns} AS could_fire, ${turns} // 100 AS turns, ${turns} // 100 AS findings,
       1 AS import_no, TIMESTAMPTZ '2026-06-02 00:00:00Z' AS ran_at
     FROM range(4, ${4 + RULES.length}) r (n)`,
    `INSERT INTO store.finding BY NAME
     SELECT row_number() OVER (ORDER BY n) AS finding_id, 4 + n % ${RULES.length} AS run_id, ${rule(0)} AS rule_id, '1' AS rule_version,
       ${rule(2)} AS severity, ${rule(3)} AS lane, ${rule(1)} AS failure_type, n AS turn_id, 'output' AS side, 0 AS seq, 0 AS part,
       0 AS char_start, 4 AS char_end, 0.5 AS score, 'because' AS explanation
     FROM (SELECT n ${all} WHERE ${drawn(15, 25)} = 0) ORDER BY n`,
  ];
}

if (process.argv[1] === script) {
  const [folder, turns] = process.argv.slice(2);
  if (folder === undefined) {
    console.error('Usage: node test/bench/million-turns.mjs FOLDER [turns]');
    process.exit(2);
  }
  console.log(await makeMillionCase(folder, Number(turns ?? 1_000_000)));
}
