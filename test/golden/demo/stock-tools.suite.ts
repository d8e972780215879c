import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hasProgram } from '../../fixtures/command-line.ts';
import {
  answered,
  demo,
  exhibit,
  extractOf,
  fileOf,
  printedChecklists,
  said,
  sha256,
} from './demo-cases.ts';

const SECTIONS = [
  'Executive summary',
  'Scope, authority and questions',
  'Evidence, completeness and custody',
  'System and versions at failure',
  'Timeline of events',
  'Findings of rules',
  'Replay exhibits',
  'Version comparison',
  'Causes: the examiner’s opinion',
  'Impact and affected users',
  'Containment and rollback',
  'Remediation checklist',
  'Notifications',
  'Limitations, gaps and error rates',
  'Changes to playbooks',
  'Annex A Methods and rule cards',
  'Annex B Sources cited',
  'Annex C Certificate forms',
  'Annex D Manifest and how to verify',
];

const needs = (...programs: string[]) => test.skipIf(!programs.every(hasProgram));

function run(program: string, args: readonly string[], cwd?: string) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  return { status, out: `${stdout}${stderr}` };
}

/** The package as unzip leaves it, in a folder of its own. */
function unpacked(name: string): string {
  const at = exhibit.path(name);
  mkdirSync(at);
  const { status, out } = run('unzip', ['-qq', demo().package, '-d', at]);
  if (status !== 0) throw new Error(out);
  return join(at, 'R-0001');
}

const words = (text: string): string => text.replace(/\s+/g, ' ');

export function stockToolsSuite(): void {
  describe('the report', () => {
    needs('pdfsig')('is signed, all of it, and pdfsig finds the signature valid', () => {
      const { out } = run('pdfsig', [demo().pdf]);
      expect(out).toContain('Signature is Valid.');
      expect(out).toContain('Total document signed');
      expect(out).toContain('Signer Certificate Common Name: Demo examiner');
      expect(out).not.toContain('Signature #2');
    });

    needs('qpdf')('is a sound PDF', () => {
      const { status, out } = run('qpdf', ['--check', demo().pdf]);
      expect(out).toContain('No syntax or stream encoding errors found');
      expect(status).toBe(0);
    });

    needs('pdffonts')('holds its own fonts and no other', () => {
      const [, , ...rows] = run('pdffonts', [demo().pdf]).out.trimEnd().split('\n');
      const fonts = rows.map((row) => row.split(/\s+/));
      expect(fonts.length).toBeGreaterThan(3);
      for (const [name = '', ...rest] of fonts) {
        expect(name).toMatch(/^[A-Z]{6}\+Exhibit(Sans|Serif|Mono)-/);
        // emb sub uni: embedded, a subset, with the characters behind the glyphs.
        expect(rest.slice(-5, -2)).toEqual(['yes', 'yes', 'yes']);
      }
    });

    needs('pdftotext')('has every section', () => {
      const text = words(run('pdftotext', ['-layout', demo().pdf, '-']).out);
      for (const title of SECTIONS) {
        // Once in the contents, once above the section at least.
        const times = text.split(title).length - 1;
        expect(times, title).toBeGreaterThanOrEqual(2);
      }
      const cause = extractOf('first').causes[0];
      expect(text).toContain(`${cause?.cause_id} ${cause?.name}`);
    });

    needs('pdftotext')('says the same in both makings', () => {
      const [first, second] = (['first', 'second'] as const).map(
        (which) => run('pdftotext', [demo(which).pdf, '-']).out,
      );
      expect(first?.length).toBeGreaterThan(10_000);
      expect(second).toBe(first);
    });

    needs('pdfdetach')('carries its extract', () => {
      const at = exhibit.path('attached.json');
      expect(run('pdfdetach', ['-save', '1', '-o', at, demo().pdf]).status).toBe(0);
      expect(readFileSync(at).equals(fileOf('first', 'reports/R-0001/extract.json'))).toBe(true);
      expect(run('pdfdetach', ['-list', demo().pdf]).out).toContain('1 embedded files');
    });
  });

  describe('the package', () => {
    needs('unzip', 'openssl', 'ssh-keygen')('verifies by the script that it brings', () => {
      const folder = unpacked('by-script');
      const { status, out } = run('sh', ['verify.sh'], folder);
      expect(out).not.toContain('FAIL');
      expect(out.match(/^PASS/gm)?.length).toBe(7);
      expect(status).toBe(0);
      const fingerprint = extractOf('first').report.signer?.fingerprint ?? '';
      expect(run('sh', ['verify.sh', fingerprint], folder).status).toBe(0);
      expect(run('sh', ['verify.sh', '0'.repeat(64)], folder).status).toBe(1);
    });

    needs('unzip', 'sha256sum')('is what its manifests list', () => {
      const folder = unpacked('by-manifest');
      for (const manifest of ['manifest-sha256.txt', 'tagmanifest-sha256.txt'])
        expect(run('sha256sum', ['--strict', '--quiet', '-c', manifest], folder)).toEqual({
          status: 0,
          out: '',
        });
    });

    needs('unzip', 'openssl')('bears a CMS signature that openssl accepts', () => {
      const folder = unpacked('by-openssl');
      const signature = ['-in', 'signatures/tagmanifest-sha256.txt.p7s', '-inform', 'DER'];
      const verify = ['cms', '-verify', '-binary', '-cades', ...signature, '-out', '/dev/null'];
      const trusted = ['-CAfile', 'signatures/certificate.pem', '-purpose', 'any'];
      const accepted = (content: string): number | null =>
        run('openssl', [...verify, ...trusted, '-no_check_time', '-content', content], folder)
          .status;
      expect(accepted('tagmanifest-sha256.txt')).toBe(0);
      expect(accepted('manifest-sha256.txt')).not.toBe(0);
    });

    needs('unzip')('holds report, extract, checklist, custody and the records of the exhibits', async () => {
      const folder = unpacked('contents');
      const data = (...parts: string[]): Buffer => readFileSync(join(folder, 'data', ...parts));
      expect(data('report/report.pdf').equals(readFileSync(demo().pdf))).toBe(true);
      expect(
        data('report/extract.json').equals(fileOf('first', 'reports/R-0001/extract.json')),
      ).toBe(true);
      for (const [format, printed] of await printedChecklists())
        expect(data('checklist', `checklist.${format}`).toString()).toBe(printed);
      const custody = fileOf('first', 'custody.jsonl').toString();
      expect(custody.startsWith(data('custody/custody.jsonl').toString())).toBe(true);
      const { exhibits } = extractOf('first');
      expect(readdirSync(join(folder, 'data/exhibits'))).toHaveLength(exhibits.length);
      for (const { id, place } of exhibits)
        expect(sha256(data('exhibits', `${id.toLowerCase()}.record`)), id).toBe(place.sha256);
    });
  });

  describe('Exhibit itself', () => {
    test('verifies case, report and package', async () => {
      for (const path of [demo().case, demo().pdf, demo().package]) {
        const { status, stdout } = await said(['verify', path]);
        expect(stdout, basename(path)).not.toContain('FAIL');
        expect(status, basename(path)).toBe(0);
      }
    });

    test('says of a signer whom you trust that you do', async () => {
      const { fingerprint } = extractOf('first').report.signer ?? {};
      const trusted = await answered(['verify', demo().pdf, '--trust', fingerprint ?? '']);
      expect(trusted).toMatchObject({ ok: true, trust: { state: 'trusted', fingerprint } });
      const other = await answered(['verify', demo().pdf, '--trust', '0'.repeat(64)]);
      expect(other).toMatchObject({ ok: true, trust: { state: 'unknown', fingerprint } });
    });

    test('finds a flipped bit in report and package', () => {
      for (const source of [demo().pdf, demo().package]) {
        const copy = exhibit.path(`flipped-${basename(source)}`);
        copyFileSync(source, copy);
        const { status, stdout } = exhibit.shell(
          `printf '\\377' | dd of='${copy}' bs=1 seek=5000 conv=notrunc status=none && $EXHIBIT verify '${copy}'`,
        );
        expect(stdout, basename(source)).toContain('FAIL');
        expect(status, basename(source)).toBe(1);
      }
    });
  });
}
