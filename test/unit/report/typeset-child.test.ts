import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { reportFonts } from '../../../electron/engine/report/fonts.ts';
import { typesetInChild } from '../../../electron/engine/report/typeset-child.ts';

const fixture = (name: string) =>
  fileURLToPath(new URL(`../../fixtures/report/${name}`, import.meta.url));

const preamble =
  '#set document(date: datetime(year: 2026, month: 1, day: 1))\n#set text(font: "Exhibit Serif", fallback: false)\n';
const request = (template: string) => ({
  form: 'pdf' as const,
  main: 'main.typ',
  files: [{ name: 'main.typ', bytes: Buffer.from(preamble + template) }],
  fonts: reportFonts(),
  created: 1_767_225_600,
});

describe('the typesetter in its own process', () => {
  test('dies of text that was not made fit, and the engine lives on with a sentence', async () => {
    await expect(typesetInChild(request('#"\\u{202e}abc \\u{202c}"'), {})).rejects.toThrow(
      /^the typesetter ended before the report was set \(SIG[A-Z]+\); no report was made$/,
    );
  });

  test('a crash is a sentence, not an unhandled error', async () => {
    await expect(
      typesetInChild(request('x'), { entry: fixture('aborting-child.mjs') }),
    ).rejects.toThrow('ended before the report was set (SIGABRT)');
  });

  test('an answer that is none is refused', async () => {
    await expect(
      typesetInChild(request('x'), { entry: fixture('babbling-child.mjs') }),
    ).rejects.toThrow('an answer that is none');
  });

  test('one that hangs is stopped', async () => {
    await expect(
      typesetInChild(request('x'), {
        entry: fixture('hanging-child.mjs'),
        longestMilliseconds: 50,
      }),
    ).rejects.toThrow('took too long');
  });

  test('cancelling before or during the work ends it as cancelled', async () => {
    await expect(
      typesetInChild(request('x'), { signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ code: 'cancelled' });
    const controller = new AbortController();
    const running = typesetInChild(request('x'), {
      signal: controller.signal,
      entry: fixture('hanging-child.mjs'),
    });
    controller.abort();
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('a template can read no file of the machine', async () => {
    for (const path of ['/etc/hostname', '../../../../etc/hostname', '/../etc/hostname']) {
      expect(await typesetInChild(request(`#read("${path}")`), {})).toMatchObject({ ok: false });
    }
  });

  test('a mistake in a template is named with its line', async () => {
    expect(await typesetInChild(request('\n#unheard()'), {})).toEqual({
      ok: false,
      reason: 'unknown variable: unheard (main.typ, line 4)',
    });
  });

  test('a letter that the bundled fonts do not hold is never taken from the machine', async () => {
    expect(await typesetInChild(request('請'), {})).toMatchObject({ ok: false });
  });
});
