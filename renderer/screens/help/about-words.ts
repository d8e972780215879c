import type { About } from '../../../shared/domain/settings.ts';

/** Versions as plain lines, for whoever looks into a fault. Nothing of a case stands in them. */
export const detailsText = (about: About): string =>
  [
    `Exhibit ${about.version}`,
    `DuckDB ${about.duckdb}`,
    ...(about.electron === null ? [] : [`Electron ${about.electron}`]),
    ...(about.chrome === null ? [] : [`Chromium ${about.chrome}`]),
    `Node ${about.node}`,
    about.platform,
  ].join('\n');
