import { loadEngine } from '../million-turns.mjs';

/** The statements with which the engine opens a view and reads its first page, and a way to run them with nothing around. */
export async function sqlAlone(path) {
  const { openAnalysedCase, openView, viewPage, lendOne } = await loadEngine('bench-app', [
    'analysis/open-analysed',
    'views/open-view',
    'views/view-page',
    'views/lend',
  ]);
  const open = await openAnalysedCase(path, 'measuring');
  const { connection } = open.database;
  const statements = async (filter, sort) => {
    const noted = [];
    const noting = new Proxy(connection, {
      get(target, name) {
        const value = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        return (sql, parameters) => {
          noted.push({ sql, parameters });
          return value.call(target, sql, parameters);
        };
      },
    });
    const { length } = await openView(noting, 'view_1', filter, sort);
    const { columns } = await viewPage(lendOne(noting), 'view_1', 0, 200);
    return { noted, length, first: columns.turn_id[0] };
  };
  return {
    statements,
    time: async ({ noted }) => {
      const start = performance.now();
      for (const { sql, parameters } of noted) await connection.runAndReadAll(sql, parameters);
      return performance.now() - start;
    },
    close: () => open.close(),
  };
}
