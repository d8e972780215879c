import { protocol, type ProtocolResponse, type Session } from 'electron';
import { readFile } from 'node:fs';
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

/**
 * Serves the built page from its folder, with the page policy on every answer, and nothing outside the folder. What
 * `first` answers when the page is first asked for is sent in its place.
 */
export function servePage(session: Session, folder: string, first: () => string | null): void {
  let isFirst = true;
  // Its successor loads Node's fetch, a tenth of the whole start, before the page is sent.
  // oxlint-disable-next-line typescript/no-deprecated
  session.protocol.registerBufferProtocol(SCHEME, ({ url }, answer) => {
    const { host, pathname } = new URL(url);
    const file = fileIn(folder, pathname);
    const type = file === null ? undefined : TYPES[extname(file)];
    if (host !== 'exhibit' || file === null) answer(notHere(403));
    else if (type === undefined) answer(notHere(404));
    else {
      const instead = pathname === '/' && isFirst ? first() : null;
      if (pathname === '/') isFirst = false;
      if (instead !== null) answer(underPolicy(Buffer.from(instead), 200, type));
      else
        readFile(file, (error, bytes) =>
          answer(error === null ? underPolicy(bytes, 200, type) : notHere(404)),
        );
    }
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

const notHere = (statusCode: number): ProtocolResponse =>
  underPolicy(Buffer.from('Not here.'), statusCode, 'text/plain');

const underPolicy = (data: Buffer, statusCode: number, type: string): ProtocolResponse => ({
  data,
  statusCode,
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
