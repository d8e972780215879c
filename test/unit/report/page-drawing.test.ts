import { expect, onTestFinished, test } from 'vitest';
import { PageDrawing, unpacked } from '../../../electron/engine/report/page-drawing.ts';
import { requestFor } from '../../../electron/engine/report/typeset.ts';
import { emptyExtract, fullExtract } from '../../fixtures/report/extract.ts';

function drawing(): PageDrawing {
  const pages = new PageDrawing();
  onTestFinished(() => pages.end());
  return pages;
}

test('each page is a drawing of its own that holds every outline it uses', async () => {
  const { request } = requestFor(fullExtract(), 'svg');
  const pages = await drawing().draw(request);
  expect(pages.length).toBeGreaterThan(10);
  for (const [index, packed] of pages.entries()) {
    const { svg } = unpacked(index + 1, packed);
    expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 595\.2756 841\.8898"/);
    const held = new Set([...svg.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id));
    for (const [, id] of svg.matchAll(/(?:href="#|url\(#)([^")]+)/g)) expect(held).toContain(id);
    const count = (tag: RegExp): number => [...svg.matchAll(tag)].length;
    const opened = count(/<g\b[^>]*>/g) - count(/<g\b[^>]*\/>/g);
    expect(opened).toBe(count(/<\/g>/g));
  }
});

test('the child stays warm: what is drawn again is equal, whatever was drawn between', async () => {
  const pages = drawing();
  const full = requestFor(fullExtract(), 'svg').request;
  const first = await pages.draw(full);
  await pages.draw(requestFor(emptyExtract(), 'svg').request);
  expect(await pages.draw(full)).toEqual(first);
});

test('a new drawing stops the one under way, and an abort stops the last', async () => {
  const pages = drawing();
  const { request } = requestFor(fullExtract(), 'svg');
  const older = expect(pages.draw(request)).rejects.toMatchObject({ code: 'cancelled' });
  const newer = await pages.draw(request);
  await older;
  expect(newer.length).toBeGreaterThan(10);
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
  expect((await pages.draw(request)).length).toBeGreaterThan(1);
});

const BROKEN = Buffer.from('#panic("no page")');
