// From an act to the rows of the new view drawn, against the same statements alone, in turns.
import { noteCalls, untilQuiet, untilRows } from './in-page.mjs';
import { load, median, ms } from './numbers.mjs';
import { startOn } from './running.mjs';
import { sqlAlone } from './sql-alone.mjs';

const BY_TURN = { column: 'turn', descending: false };
const BY_LATENCY = { column: 'latency_ms', descending: true };
const views = [
  { row: 'first page of 1,000,000 turns', filter: '', sort: BY_TURN, from: 'home' },
  { row: 'a sort of them, by latency', filter: '', sort: BY_LATENCY, head: 'Latency' },
  { row: 'a filter of them, by model', filter: 'model:gpt-4o-mini', sort: BY_TURN },
  { row: 'a filter of them, by a word', filter: 'voucher', sort: BY_TURN },
];

let asked = 0;
/** Address of a filter that was not asked yet: views are kept by their text, and spaces at its end change nothing else. */
const addressOf = (filter) =>
  `turns?filter=${encodeURIComponent(filter + ' '.repeat((asked += 1)))}`;

export async function measureViews(path, runtime, rounds) {
  const running = await startOn(path, runtime);
  const alone = await sqlAlone(path);
  const measured = [];
  try {
    const { page } = running;
    await page.context().addInitScript(noteCalls);
    await page.reload();
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    const plain = await alone.statements('', BY_TURN);
    const go = (to, { first, length }) =>
      page.evaluate(untilRows, { hash: running.hash(to), first, length });
    for (const { row, filter, sort, from, head } of views) {
      const before = load();
      const statements = await alone.statements(filter, sort);
      const [app, sql, notes] = [[], [], []];
      for (let round = 0; round <= rounds; round++) {
        if (from === 'home')
          await page.evaluate((to) => (location.hash = to), running.hash('home'));
        else await go(addressOf(''), plain);
        await page.evaluate(untilQuiet);
        await alone.statements(filter, sort);
        const spent = await alone.time(statements);
        await page.evaluate(() => window.benchCalls.splice(0));
        const took =
          head === undefined
            ? await go(addressOf(filter), statements)
            : await page.evaluate(untilRows, {
                head,
                first: statements.first,
                length: plain.length,
              });
        // The first one loads what is loaded once, on both sides.
        if (round === 0) continue;
        app.push(took);
        sql.push(spent);
        notes.push(inWords(took, await page.evaluate(() => window.benchCalls)));
      }
      const difference = median(app.map((took, at) => took - sql[at]));
      console.log(`  ${row}: SQL ${sql.map((time) => ms(time)).join(', ')}\n${notes.join('\n')}`);
      measured.push({
        row,
        measured: `${ms(difference)} more (${ms(median(app))}; SQL ${ms(median(sql))}, ${statements.length} rows)`,
        bound: '100 ms more',
        met: difference <= 100,
        load: `${before} to ${load()}`,
      });
    }
  } finally {
    alone.close();
    await running.stop();
  }
  return measured;
}

const inWords = (took, calls) =>
  `    ${ms(took)}: ${calls
    .map(({ path, at, took }) => `${path} ${ms(took)} from ${ms(at - calls[0].at)}`)
    .join(', ')}`;
