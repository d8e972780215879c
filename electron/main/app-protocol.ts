import { net, protocol, type Session } from 'electron';
import { join, normalize, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

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
  // The one way out that no other line shuts: a call between browsers asks servers that its script names.
  "webrtc 'block'",
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
    if (host !== 'exhibit' || file === null) return underPolicy(notHere(403));
    const found = await net.fetch(pathToFileURL(file).href).catch(() => notHere(404));
    return underPolicy(found);
  });
}

const notHere = (status: number): Response => new Response('Not here.', { status });

function underPolicy({ body, status, headers: given }: Response): Response {
  const headers = new Headers(given);
  headers.set('Content-Security-Policy', POLICY);
  headers.set('X-Content-Type-Options', 'nosniff');
  return new Response(body, { status, headers });
}

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
