import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createIdentity, openIdentity } from '../../../electron/engine/seal/identity.ts';
import type { Signer } from '../../../electron/engine/seal/identity.ts';

export const passphrase = 'correct horse battery staple';
export const font = readFileSync(
  createRequire(import.meta.url).resolve(
    '@expo-google-fonts/jetbrains-mono/400Regular/JetBrainsMono_400Regular.ttf',
  ),
);

export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'exhibit-seal-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

const signers = new Map<string, Promise<Signer>>();

/** A signer of this name, one for each test file: keys are made slow to guess, which takes its time. */
export function newSigner(name = 'Zoë Müller'): Promise<Signer> {
  const known = signers.get(name) ?? strangerNamed(name);
  signers.set(name, known);
  return known;
}

/** Another signer, who may say to be called as one that there is. */
export async function strangerNamed(name: string): Promise<Signer> {
  const home = folder();
  await createIdentity(home, { name, organisation: 'Forensics, Ltd.', passphrase });
  return openIdentity(home, name, passphrase);
}

/** A small PDF/A-3b of two pages. */
export function smallPdf(text = 'The agent dropped the wrong table.'): Buffer {
  const compiler = NodeCompiler.create({
    workspace: '/nowhere',
    fontArgs: [{ fontBlobs: [font] }],
  });
  const source = `#set document(title: "Report", date: datetime(year: 2026, month: 11, day: 25))
#set text(font: "JetBrains Mono", fallback: false)
${JSON.stringify(text).slice(1, -1)}
#pagebreak()
Signatures`;
  return compiler.pdf(
    { mainFileContent: source },
    { pdfStandard: 'a-3b', creationTimestamp: 1764063000 },
  );
}

/** Runs a stock program; null, with a printed word, where the machine lacks it. */
export function stock(
  program: string,
  args: readonly string[],
  options: { cwd?: string; input?: string | Uint8Array } = {},
): { status: number | null; out: string } | null {
  const result = spawnSync(program, args, { ...options, encoding: 'utf8' });
  if (result.error !== undefined) {
    console.log(`skipped: ${program} is not installed`);
    return null;
  }
  return { status: result.status, out: `${result.stdout}${result.stderr}` };
}

export function flipped(bytes: Uint8Array, bit: number): Buffer {
  const changed = Buffer.from(bytes);
  const at = Math.floor(bit / 8);
  changed.writeUInt8(changed.readUInt8(at) ^ (1 << (bit % 8)), at);
  return changed;
}

export function failures(checks: readonly { name: string; ok: boolean }[]): string[] {
  return checks.filter((check) => !check.ok).map((check) => check.name);
}
