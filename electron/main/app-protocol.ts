import { protocol, type Session } from 'electron';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';

/** Where the page lives: a scheme of our own, so that neither files nor the network are near it. */
export const PAGE_ORIGIN = 'app://exhibit';
const SCHEME = 'app';

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'none'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Before the app is ready. */
export function announceScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** Serves the built page from its folder, with the page policy on every answer, and nothing outside the folder. */
export function servePage(session: Session, folder: string): void {
  session.protocol.handle(SCHEME, async (request) => {
    const { host, pathname } = new URL(request.url);
    const file = fileIn(folder, pathname);
    if (host !== 'exhibit' || file === null) return notHere(403);
    const type = TYPES[extname(file)];
    if (type === undefined) return notHere(404);
    return readFile(file).then(
      (bytes) => underPolicy(bytes, 200, type),
      () => notHere(404),
    );
  });
}

/** What a page is built of: nothing else is served. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

const notHere = (status: number): Response => underPolicy('Not here.', status, 'text/plain');

const underPolicy = (body: string | Buffer, status: number, type: string): Response =>
  new Response(body, {
    status,
    headers: {
      'Content-Type': type,
      'Content-Security-Policy': POLICY,
      'X-Content-Type-Options': 'nosniff',
    },
  });

/** Routes live behind the hash, so that every page address is the index. */
function fileIn(folder: string, pathname: string): string | null {
  const name = pathname === '/' ? 'index.html' : decoded(pathname);
  if (name === null || name.includes('\0')) return null;
  const file = normalize(join(folder, name));
  return file.startsWith(folder + sep) ? file : null;
}

function decoded(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}
