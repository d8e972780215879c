import { expect, test } from 'vitest';
import { startOnSample } from './running-app.ts';
test('look', async () => {
  for (const size of ['1440x900', '1180x760']) {
    const r = await startOnSample({ size: `${size}x24` });
    const { page } = r;
    const [width, height] = size.split('x').map(Number);
    await r.app.evaluate(({ BrowserWindow }, [w, h]) => { BrowserWindow.getAllWindows()[0]?.setBounds({ x: 0, y: 0, width: w ?? 0, height: h ?? 0 }); }, [width, height]);
    await page.getByRole('link', { name: 'Triage' }).click();
    await page.getByText(/worst first$/).waitFor();
    for (const theme of ['light', 'dark']) {
      await page.evaluate((t) => { document.documentElement.dataset['theme'] = t; }, theme);
      await page.screenshot({ path: `/tmp/triage/${size}-${theme}.png` });
    }
    await r.remove();
  }
});
