import { existsSync, readFileSync } from 'node:fs';
import { basename, parse } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { z } from 'zod';
import type { TypesetAnswer, TypesetRequest } from './typst-messages.ts';

/**
 * Compiles to PDF/A-3b with Typst. Synchronous, and hostile text can abort the whole process: only the typeset child
 * may call it.
 */
export function compile(request: TypesetRequest): TypesetAnswer {
  // A workspace that does not exist: a template can then read nothing but what came with the request.
  const workspace = `${parse(process.execPath).root}exhibit-has-no-such-folder`;
  if (existsSync(workspace)) return failed(`the folder ${workspace} must not exist`);
  const compiler = NodeCompiler.create({
    workspace,
    fontArgs: [{ fontBlobs: request.fonts.map((path) => readFileSync(path)) }],
  });
  for (const { name, bytes } of request.files)
    compiler.mapShadow(`${workspace}/${name}`, Buffer.from(bytes));
  const result = compiler.compile({ mainFilePath: `${workspace}/${request.main}` });
  if (result.result === null) return failed(firstOf(compiler, result.takeDiagnostics()));
  const pdf = compiler.pdf(result.result, {
    pdfStandard: 'a-3b',
    creationTimestamp: request.created,
  });
  const boxes = boxQuery.parse(
    compiler.query(result.result, { selector: '<signature-box>', field: 'value' }),
  );
  return {
    ok: true,
    pdf: new Uint8Array(pdf),
    pages: result.result.numOfPages,
    signatureBox: boxes[0],
  };
}

/** As the template writes it: from the top left of the page. */
const boxQuery = z.tuple(
  [
    z
      .object({
        page: z.int(),
        x: z.number(),
        top: z.number(),
        width: z.number(),
        height: z.number(),
        page_height: z.number(),
      })
      .transform(({ page, x, top, width, height, page_height }) => ({
        page,
        x,
        y: page_height - top - height,
        width,
        height,
      })),
  ],
  z.unknown(),
);

function failed(reason: string): TypesetAnswer {
  return { ok: false, reason };
}

type Diagnostics = ReturnType<ReturnType<NodeCompiler['compile']>['takeDiagnostics']>;

const diagnostic = z.object({
  message: z.string(),
  path: z.string(),
  range: z.object({ start: z.object({ line: z.int() }) }).nullish(),
});

/** The first complaint of Typst, with template and line. */
function firstOf(compiler: NodeCompiler, diagnostics: Diagnostics): string {
  if (diagnostics === null) return 'Typst gave no reason';
  const [first] = z.array(diagnostic).parse(compiler.fetchDiagnostics(diagnostics));
  if (first === undefined) return 'Typst gave no reason';
  return `${first.message} (${basename(first.path)}, line ${(first.range?.start.line ?? 0) + 1})`;
}
