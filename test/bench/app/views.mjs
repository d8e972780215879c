// From an act to the rows of the new view drawn, against the same statements alone, in turns.
import { untilRows } from './in-page.mjs';
import { load, median, ms } from './numbers.mjs';
import { startOn } from './running.mjs';
import { sqlAlone } from './sql-alone.mjs';

const BY_TURN = { column: 'turn', descending: false };
const views = [
  { row: 'first page of 1,000,000 turns', filter: '', sort: BY_TURN, hash: 'turns?filter=' },
  {
    row: 'sort of 1,000,000 turns by latency',
    filter: '',
    sort: { column: 'latency_ms', descending: false },
    from: 'turns?filter=',
    head: 'Latency',
  },
  {
    row: 'filter of 1,000,000 turns by model',
    filter: 'model:gpt-4o-mini',
    sort: BY_TURN,
    from: 'turns?filter=',
    hash: 'turns?filter=model%3Agpt-4o-mini',
  },
  {
    row: 'filter of 1,000,000 turns by a word of their texts',
    filter: 'voucher',
    sort: BY_TURN,
    from: 'turns?filter=',
    hash: 'turns?filter=voucher',
  },
];

export async function measureViews(path, runtime, rounds = 7) {
  const running = await startOn(path, runtime);
  const alone = await sqlAlone(path);
  const measured = [];
  try {
    const { page } = running;
    const { first: plainFirst } = await alone.statements('', BY_TURN);
    for (const { row, filter, sort, from = 'home', hash, head } of views) {
      const before = load();
      const statements = await alone.statements(filter, sort);
      const differences = [];
      const [app, sql] = [[], []];
      for (let round = 0; round <= rounds; round++) {
        if (from === 'home') {
          await page.evaluate((to) => (location.hash = to), running.hash('home'));
          await page.getByRole('heading', { level: 1 }).first().waitFor();
        } else await page.evaluate(untilRows, { hash: running.hash(from), first: plainFirst });
        await alone.statements(filter, sort);
        const spent = await alone.time(statements);
        const act = hash === undefined ? { head } : { hash: running.hash(hash) };
        const took = await page.evaluate(untilRows, { ...act, first: statements.first });
        // The first one loads what is loaded once, on both sides.
        if (round === 0) continue;
        app.push(took);
        sql.push(spent);
        differences.push(took - spent);
      }
      const difference = median(differences);
      measured.push({
        row,
        measured: `${ms(difference)} more (${ms(median(app))}; SQL ${ms(median(sql))}, ${statements.length} rows)`,
        bound: '100 ms more',
        met: difference <= 100,
        load: `${before} to ${load()}`,
      });
      console.log(`  ${row}: ${app.map((time) => time.toFixed(0)).join(' ')}; SQL ${sql.map((time) => time.toFixed(0)).join(' ')}`);
    }
  } finally {
    alone.close();
    await running.stop();
  }
  return measured;
}
