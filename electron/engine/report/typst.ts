import { existsSync, readFileSync } from 'node:fs';
import { basename, parse } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { z } from 'zod';
import { type DrawnDocument, drawnDocument } from './drawn-document.ts';
import type { PagesRequest, TypesetAnswer, TypesetRequest } from './typst-messages.ts';

// A workspace that does not exist: a template can then read nothing but what came with the request.
const workspace = `${parse(process.execPath).root}exhibit-has-no-such-folder`;

/** What Typst has not used in so many compilations it forgets. */
const KEPT_COMPILATIONS = 3;

/** Longer ones are drawn by a PDF reader: their drawing would be larger than a text can be. */
const MOST_PAGES_TO_DRAW = 400;

/**
 * Compiles to PDF/A-3b or to drawings of the pages with Typst. Synchronous, and hostile text can abort the whole
 * process: only the typeset child may call it.
 */
export function compile(request: TypesetRequest): TypesetAnswer {
  if (existsSync(workspace)) return failed(`the folder ${workspace} must not exist`);
  const compiler = compilerWith(request.fonts);
  compiler.resetShadow();
  for (const { name, bytes } of request.files)
    compiler.mapShadow(`${workspace}/${name}`, Buffer.from(bytes));
  const result = compiler.compile({ mainFilePath: `${workspace}/${request.main}` });
  if (result.result === null) return failed(firstOf(compiler, result.takeDiagnostics()));
  if (request.form === 'svg') return drawn(compiler, result.result);
  const pdf = compiler.pdf(result.result, {
    pdfStandard: 'a-3b',
    creationTimestamp: request.created,
  });
  const boxes = boxQuery.parse(
    compiler.query(result.result, { selector: '<signature-box>', field: 'value' }),
  );
  return {
    ok: true,
    form: 'pdf',
    pdf: new Uint8Array(pdf),
    pages: result.result.numOfPages,
    signatureBox: boxes[0],
  };
}

type Document = NonNullable<ReturnType<NodeCompiler['compile']>['result']>;

function drawn(compiler: NodeCompiler, document: Document): TypesetAnswer {
  if (document.numOfPages > MOST_PAGES_TO_DRAW)
    return failed(
      `it has ${document.numOfPages} pages, and only ${MOST_PAGES_TO_DRAW} can be shown here`,
    );
  const drawing = drawnDocument(compiler.plainSvg(document));
  if (drawing.pages !== document.numOfPages)
    return failed(`${document.numOfPages} pages were set and ${drawing.pages} drawn`);
  looked = drawing;
  return { ok: true, form: 'svg', pages: drawing.pages };
}

let looked: DrawnDocument | undefined;

/** Pages of the document that this process drew last. */
export function drawnPages({ from, to }: PagesRequest): TypesetAnswer {
  if (looked === undefined) return failed('no document was drawn');
  const last = Math.min(to, looked.pages);
  const drawings: string[] = [];
  for (let page = from; page <= last; page++) drawings.push(looked.page(page));
  return { ok: true, form: 'pages', drawings };
}

let kept: { readonly fonts: string; readonly compiler: NodeCompiler } | undefined;

/** A child that draws one preview after the other reads its fonts once, and Typst keeps what did not change. */
function compilerWith(fonts: readonly string[]): NodeCompiler {
  const key = fonts.join('\n');
  if (kept?.fonts !== key)
    kept = {
      fonts: key,
      compiler: NodeCompiler.create({
        workspace,
        fontArgs: [{ fontBlobs: fonts.map((path) => readFileSync(path)) }],
      }),
    };
  kept.compiler.evictCache(KEPT_COMPILATIONS);
  return kept.compiler;
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
