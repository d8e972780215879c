import { expect, onTestFinished, test } from 'vitest';
import { PageDrawing } from '../../../electron/engine/report/page-drawing.ts';
import { requestFor } from '../../../electron/engine/report/typeset.ts';
import { emptyExtract, fullExtract } from '../../fixtures/report/extract.ts';

function drawing(): PageDrawing {
  const pages = new PageDrawing();
  onTestFinished(() => pages.end());
  return pages;
}

test('each page is a drawing of its own that holds every outline it uses', async () => {
  const { request } = requestFor(fullExtract(), 'svg');
  const drawn = drawing();
  const count = await drawn.draw(request);
  expect(count).toBeGreaterThan(10);
  const pages = await drawn.pages(1, count + 5);
  expect(pages.map(({ page }) => page)).toEqual(Array.from({ length: count }, (_, at) => at + 1));
  for (const { svg } of pages) {
    expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 595\.2756 841\.8898"/);
    const held = new Set([...svg.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id));
    for (const [, id] of svg.matchAll(/(?:href="#|url\(#)([^")]+)/g)) expect(held).toContain(id);
    const number = (tag: RegExp): number => [...svg.matchAll(tag)].length;
    const opened = number(/<g\b[^>]*>/g) - number(/<g\b[^>]*\/>/g);
    expect(opened).toBe(number(/<\/g>/g));
  }
});

test('the child stays warm: what is drawn again is equal, whatever was drawn between', async () => {
  const pages = drawing();
  const full = requestFor(fullExtract(), 'svg').request;
  const count = await pages.draw(full);
  const first = await pages.pages(1, count);
  await pages.draw(requestFor(emptyExtract(), 'svg').request);
  expect(await pages.draw(full)).toBe(count);
  expect(await pages.pages(1, count)).toEqual(first);
});

test('pages are there after the child was ended, and none where nothing was drawn', async () => {
  const pages = drawing();
  await expect(pages.pages(1, 1)).rejects.toMatchObject({ code: 'cancelled' });
  await pages.draw(requestFor(emptyExtract(), 'svg').request);
  const [first] = await pages.pages(1, 1);
  pages.end();
  const asked = [pages.pages(1, 1), pages.pages(1, 1)];
  expect(await Promise.all(asked)).toEqual([[first], [first]]);
});

test('a new drawing stops the one under way, and an abort stops the last', async () => {
  const pages = drawing();
  const { request } = requestFor(fullExtract(), 'svg');
  const older = expect(pages.draw(request)).rejects.toMatchObject({ code: 'cancelled' });
  const newer = await pages.draw(request);
  await older;
  expect(newer).toBeGreaterThan(10);
  const stop = new AbortController();
  const aborted = expect(pages.draw(request, stop.signal)).rejects.toMatchObject({
    code: 'cancelled',
  });
  stop.abort();
  await aborted;
});

test('what cannot be set is a sentence, and the next drawing is made', async () => {
  const pages = drawing();
  const { request } = requestFor(emptyExtract(), 'svg');
  const broken = { ...request, main: 'main.typ', files: [{ name: 'main.typ', bytes: BROKEN }] };
  await expect(pages.draw(broken)).rejects.toThrow(/^The pages cannot be shown: .*\.$/);
  expect(await pages.draw(request)).toBeGreaterThan(1);
});

const BROKEN = Buffer.from('#panic("no page")');
