import { isList, isObject, nameOf, numberOf } from '../json-values.ts';
import {
  isNothing,
  opened,
  parsePath,
  type Step,
  valuesAt,
  within,
  writePath,
} from './field-path.ts';
import { type Shapes, shapesIn } from './sample-shapes.ts';

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
  /** Objects and lists that stand there as their JSON texts. */
  jsonTexts: number;
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
    const shapes = shapesIn(sample);
    for (const [number, record] of sample.entries())
      walk({ record: number, found, shapes, seen: new Set() }, [], record);
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

  /** What stands under these steps by one to three names. */
  fieldsOf(steps: readonly Step[]): SamplePath[] {
    const inner = (all: readonly SamplePath[]): SamplePath[] =>
      all.flatMap((one) => this.under(one.steps).filter(isNamed));
    const near = this.under(steps).filter(isNamed);
    const next = inner(near);
    return [...near, ...next, ...inner(next)];
  }
}

const isNamed = ({ steps }: SamplePath): boolean => {
  const last = steps.at(-1);
  return last !== undefined && ('name' in last || 'index' in last);
};

/** How deep, how wide and how many: a record that is built to be large ends somewhere. */
const DEEPEST = 12;
const MOST_PATHS = 4000;
const MOST_KEYS = 300;
const MOST_ELEMENTS = 60;
const MOST_SCALARS = 400;

interface Walk {
  readonly record: number;
  readonly found: Map<string, SamplePath>;
  readonly shapes: Shapes;
  readonly seen: Set<string>;
}

function walk(of: Walk, steps: readonly Step[], given: unknown): void {
  if (isNothing(given) || steps.length > DEEPEST) return;
  const path = writePath(steps);
  const { found, seen, shapes, record } = of;
  let at = found.get(path);
  if (at === undefined) {
    if (found.size >= MOST_PATHS) return;
    at = { steps, path, records: 0, values: 0, objects: 0, lists: 0, jsonTexts: 0, scalars: [] };
    found.set(path, at);
  }
  at.values += 1;
  if (!seen.has(path)) at.records += 1;
  seen.add(path);
  const value = shapes.texts.has(path) && typeof given === 'string' ? given : opened(given, true);
  if (isObject(value)) at.objects += 1;
  else if (isList(value)) at.lists += 1;
  if (value !== given) at.jsonTexts += 1;
  const inner = innerOf(path, value, shapes);
  if (inner !== null) for (const { step, one } of inner) walk(of, [...steps, step], one);
  else {
    const scalar =
      typeof value === 'string' || typeof value === 'boolean'
        ? value
        : (numberOf(value) ?? nameOf(value));
    if (scalar !== undefined && at.scalars.length < MOST_SCALARS)
      at.scalars.push({ value: scalar, record });
  }
}

/** What stands in an object or a list, each with the step to it; null for what holds nothing. */
function innerOf(
  path: string,
  value: unknown,
  { keyed, tuples, fields, kinds }: Shapes,
): { step: Step; one: unknown }[] | null {
  if (isObject(value)) {
    const names = Object.keys(value).slice(0, keyed.has(path) ? MOST_ELEMENTS : MOST_KEYS);
    return keyed.has(path)
      ? names.map((key) => ({ step: { entries: true }, one: { key, value: value[key] } }))
      : names.map((name) => ({ step: { name }, one: value[name] }));
  }
  if (!isList(value)) return null;
  const naming = fields.get(path);
  if (naming !== undefined) return value.slice(0, MOST_ELEMENTS).map((one) => fieldOf(one, naming));
  const kind = kinds.get(path);
  if (kind !== undefined) return value.slice(0, MOST_ELEMENTS).map((one) => partOf(one, kind));
  return value
    .slice(0, MOST_ELEMENTS)
    .map((one, index) => ({ step: tuples.has(path) ? { index } : { each: true }, one }));
}

/** A field of a list of fields, with the step to it by its name, which is no value of it. */
function fieldOf(given: unknown, naming: string): { step: Step; one: unknown } {
  const one = opened(given, true);
  if (!isObject(one)) return { step: { each: true }, one };
  const { [naming]: name, ...rest } = one;
  return { step: { each: true, where: { name: naming, is: nameOf(name) ?? '' } }, one: rest };
}

/** A part of a list of kinds, with the step to those of its kind. */
function partOf(given: unknown, key: string): { step: Step; one: unknown } {
  const one = opened(given, true);
  const is = isObject(one) ? nameOf(one[key]) : undefined;
  return is === undefined
    ? { step: { each: true }, one }
    : { step: { each: true, where: { name: key, is } }, one };
}

/** What stands at a path, by the number of the record; of several in a record the last. */
export const valuesByRecord = (at: SamplePath | undefined): ReadonlyMap<number, string> =>
  new Map(at?.scalars.map(({ record, value }) => [record, String(value)]));

export const startsWith = (steps: readonly Step[], first: readonly Step[]): boolean =>
  steps.length >= first.length && writePath(steps.slice(0, first.length)) === writePath(first);

/** Whether the path goes on into the elements of a list, or the entries of an object. */
export const isListed = (steps: readonly Step[]): boolean => steps.some(isEach);

/** Whether the step leads to several things. */
export const isEach = (step: Step): boolean =>
  ('each' in step && step.where === undefined) || 'entries' in step;

/** The step to each of what stands at a list, or at an object whose keys are ids; undefined for anything else. */
export const eachStep = (paths: SamplePaths, at: readonly Step[]): Step | undefined =>
  paths
    .under(at)
    .flatMap(({ steps }) => steps.slice(-1))
    .find(isEach);

/** So many parts of records tell what they are. */
const MOST_PARTS = 400;

/** What stands at a path, each as a record of its own. */
export function elementsAt({ sample }: SamplePaths, steps: readonly Step[]): SamplePaths {
  const path = parsePath(writePath(steps));
  return new SamplePaths(
    sample
      .flatMap((record) => valuesAt(path, within(record), true))
      .slice(0, MOST_PARTS)
      .map((element) => opened(element, true)),
  );
}
