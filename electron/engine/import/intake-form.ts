import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { INTAKE_FACTS, type IntakeFacts, intakeFacts } from '../../../shared/domain/intake.ts';
import { reasonOf, Refusal } from '../base/errors.ts';
import { readYamlWords, WrongLine } from '../base/yaml-text.ts';
import { requireFile } from './intake.ts';
import { ZoneClock } from './zone-offset.ts';

/** The form that those fill in who export a log: YAML whose comments ask. */
export function intakeForm(): string {
  return [
    '# Intake form of Exhibit: how a log was exported and handed over.',
    '#',
    '# Fill in what you know after the colons, and leave blank what you do not: reports print "not stated" for it. What you',
    '# write is kept word for word in the custody log and printed in reports. Put words that hold a colon or a # in quotes.',
    '# It is read with: exhibit import CASE FILE --intake THIS_FILE, or in the app when evidence is added.',
    ...Object.entries(INTAKE_FACTS).flatMap(([key, { asks }]) => ['', `# ${asks}`, `${key}:`]),
    '',
  ].join('\n');
}

const filled = z.record(z.string(), z.string());

/** A filled-in form (YAML or JSON); what is blank is not stated. Throws a Refusal that names the file and the line. */
export function readIntakeFacts(path: string): IntakeFacts {
  const file = requireFile(path);
  try {
    const { data, lineOf } = readYamlWords(readFileSync(file, 'utf8'), filled, 'the intake form');
    const stated = Object.entries(data).filter(([, value]) => !isBlank(value));
    const facts = intakeFacts.safeParse(Object.fromEntries(stated));
    if (!facts.success) {
      const [issue] = facts.error.issues;
      const at =
        issue?.code === 'unrecognized_keys' ? (issue.keys[0] ?? '') : String(issue?.path[0]);
      const known = issue?.code === 'unrecognized_keys' ? 'is no fact of the form' : issue?.message;
      throw new WrongLine(lineOf([at]), `${at} ${known ?? ''}`);
    }
    // Refuses what is no zone, before anything is copied.
    if (facts.data.zone !== undefined) new ZoneClock(facts.data.zone);
    return facts.data;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const where = error instanceof WrongLine ? `, line ${error.line}` : '';
    throw new Refusal(
      'bad-usage',
      `The intake form ${file}${where} cannot be read: ${reasonOf(error)}.`,
      { cause: error, way: 'empty-intake-form' },
    );
  }
}

const isBlank = (value: string): boolean => ['', '~', 'null'].includes(value.trim());

export interface StatedClock {
  readonly zone: string;
  readonly clockOffsetMs: number;
}

/** Zone and clock offset of an import: as given, else as the form states, else UTC and none. Refuses two that differ. */
export function clockOf(
  given: { readonly zone: string | undefined; readonly clockOffsetMs: number | undefined },
  facts: IntakeFacts | null,
): StatedClock {
  const offset = facts?.clock_offset_ms;
  return {
    zone: agreed('zone', given.zone, facts?.zone) ?? 'UTC',
    clockOffsetMs:
      agreed(
        'clock offset',
        given.clockOffsetMs,
        offset === undefined ? undefined : Number(offset),
      ) ?? 0,
  };
}

function agreed<T>(what: string, given: T | undefined, stated: T | undefined): T | undefined {
  if (given !== undefined && stated !== undefined && given !== stated)
    throw new Refusal(
      'bad-usage',
      `The intake form states the ${what} ${String(stated)}, and ${String(given)} was asked for; say which holds.`,
    );
  return given ?? stated;
}
