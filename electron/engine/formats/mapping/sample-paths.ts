import { isList, isObject, nameOf, numberOf } from '../json-values.ts';
import { opened, type Step, writePath } from './field-path.ts';

/** What stands at one path of the sample records. */
export interface SamplePath {
  readonly steps: readonly Step[];
  /** As a mapping writes it. */
  readonly path: string;
  /** Sample records that have something there. */
  records: number;
  /** Values there; lists on the way make them more than records. */
  values: number;
  objects: number;
  lists: number;
  /** Texts, numbers and booleans that stand there, the first of them. */
  readonly scalars: Scalar[];
}
export interface Scalar {
  readonly value: string | number | boolean;
  /** Number of the sample record. */
  readonly record: number;
}

/** Every path of the sample records, in the order in which they first appear. */
export class SamplePaths {
  readonly sample: readonly unknown[];
  readonly all: readonly SamplePath[];
  private readonly children = new Map<string, SamplePath[]>();

  constructor(sample: readonly unknown[]) {
    const found = new Map<string, SamplePath>();
    for (const [number, record] of sample.entries()) walk([], record, number, found, new Set());
    found.delete('.');
    this.sample = sample;
    this.all = [...found.values()];
    for (const one of this.all) {
      const parent = writePath(one.steps.slice(0, -1));
      this.children.set(parent, [...(this.children.get(parent) ?? []), one]);
    }
  }

  at(steps: readonly Step[]): SamplePath | undefined {
    const path = writePath(steps);
    return this.under(steps.slice(0, -1)).find((one) => one.path === path);
  }

  /** What stands right under these steps. */
  under(steps: readonly Step[]): readonly SamplePath[] {
    return this.children.get(writePath(steps)) ?? [];
  }

  /** What stands under these steps by one or two names. */
  fieldsOf(steps: readonly Step[]): SamplePath[] {
    const near = this.under(steps).filter(isNamed);
    return [...near, ...near.flatMap((one) => this.under(one.steps).filter(isNamed))];
  }
}

const isNamed = ({ steps }: SamplePath): boolean => {
  const last = steps.at(-1);
  return last !== undefined && 'name' in last;
};

/** How deep, how wide and how many: a record that is built to be large ends somewhere. */
const DEEPEST = 10;
const MOST_PATHS = 4000;
const MOST_KEYS = 300;
const MOST_ELEMENTS = 60;
const MOST_SCALARS = 400;

function walk(
  steps: readonly Step[],
  given: unknown,
  record: number,
  found: Map<string, SamplePath>,
  seen: Set<string>,
): void {
  if (given === null || given === undefined || steps.length > DEEPEST) return;
  const path = writePath(steps);
  let at = found.get(path);
  if (at === undefined) {
    if (found.size >= MOST_PATHS) return;
    at = { steps, path, records: 0, values: 0, objects: 0, lists: 0, scalars: [] };
    found.set(path, at);
  }
  at.values += 1;
  if (!seen.has(path)) at.records += 1;
  seen.add(path);
  const value = opened(given, true);
  if (isObject(value)) {
    at.objects += 1;
    for (const name of Object.keys(value).slice(0, MOST_KEYS))
      walk([...steps, { name }], value[name], record, found, seen);
  } else if (isList(value)) {
    at.lists += 1;
    for (const element of value.slice(0, MOST_ELEMENTS))
      walk([...steps, { each: true }], element, record, found, seen);
  } else {
    const scalar =
      typeof value === 'string' || typeof value === 'boolean'
        ? value
        : (numberOf(value) ?? nameOf(value));
    if (scalar !== undefined && at.scalars.length < MOST_SCALARS)
      at.scalars.push({ value: scalar, record });
  }
}

export const startsWith = (steps: readonly Step[], first: readonly Step[]): boolean =>
  steps.length >= first.length && writePath(steps.slice(0, first.length)) === writePath(first);

/** Whether the path goes on into the elements of a list. */
export const isListed = (steps: readonly Step[]): boolean => steps.some((step) => 'each' in step);
