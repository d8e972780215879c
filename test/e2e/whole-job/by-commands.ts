import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { exhibit } from '../by-command.ts';
import {
  ACTION,
  CASE,
  CASE_FOLDER,
  CAUSE,
  DISMISSED,
  ENVIRONMENT,
  EVENT,
  FINDING,
  LOGS,
  PAIR,
  PASSPHRASE,
  POLICY,
  REPORT,
  SIDES,
  SIGNER,
} from './story.ts';

/** The whole job by a script of commands; answers the case. */
export function byCommands(place: string): string {
  const path = join(place, CASE_FOLDER);
  const given = { ...ENVIRONMENT, EXHIBIT_HOME: place, EXHIBIT_PASSPHRASE: PASSPHRASE };
  for (const [name, value] of Object.entries(given)) vi.stubEnv(name, value);

  exhibit('new', path, '--title', CASE);
  exhibit('import', path, ...LOGS);
  expect(() => exhibit('import', path, POLICY)).toThrow('Command failed');
  exhibit('detect', path);
  exhibit('review', path, FINDING.handle, 'accept');
  exhibit('review', path, DISMISSED.handle, 'dismiss', '--reason', DISMISSED.reason);
  const passage = ['--caption', FINDING.caption, '--quote', FINDING.quote, '--side', 'output'];
  exhibit('exhibit', path, 'pin', FINDING.turn, ...passage);
  exhibit('compare', path, '--a', SIDES.a, '--b', SIDES.b);
  exhibit('verdict', path, 'give', PAIR.before, PAIR.turn, 'a-better');
  exhibit('exhibit', path, 'pin', PAIR.turn, '--caption', PAIR.caption);
  const opinion = ['--standing', 'contributing', '--confidence', 'low', '--for', 'E-2'];
  exhibit('cause', path, 'tag', CAUSE.id, ...opinion, '--rationale', CAUSE.rationale);
  const known = ['--basis', EVENT.basis, '--grounds', 'E-2'];
  exhibit('event', path, 'add', 'first-harm', EVENT.time, EVENT.text, ...known);
  exhibit('action', path, 'add', ACTION, '--cause', CAUSE.id);
  exhibit('identity', 'new', '--name', SIGNER);
  for (const fields of ENTERED) exhibit('fields', path, 'enter', fileOf(place, fields));
  exhibit('report', path, '--out', place);
  expect(exhibit('verify', join(place, 'R-0001.zip'))).toContain(
    'Everything that was checked holds.',
  );
  return path;
}

const { title, classification, commissioned, scope, question, answer } = REPORT;

/** As they are entered on the screen: each where it is left, the question once more with its answer, and with its grounds. */
const ENTERED = [
  { questions: [{ question, answer: null }] },
  { questions: [{ question, answer }] },
  { questions: [{ question, answer, grounds: ['E-2'] }] },
  { scope },
  { commissioned_by: commissioned },
  { classification },
  { title },
];

function fileOf(place: string, fields: (typeof ENTERED)[number]): string {
  const file = join(place, 'fields.json');
  writeFileSync(file, JSON.stringify(fields));
  return file;
}
