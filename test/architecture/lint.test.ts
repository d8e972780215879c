import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { z } from 'zod';

const root = join(import.meta.dirname, '../..');

/** Of a project with the rules and the compiler options of this one, what its linter says: file and rule. */
function lint(files: Readonly<Record<string, string>>): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'exhibit-lint-'));
  try {
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    for (const name of ['.oxlintrc.json', 'tsconfig.base.json', 'renderer/tsconfig.json'])
      cpSync(join(root, name), join(folder, name));
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        extends: './tsconfig.base.json',
        compilerOptions: { types: ['node'] },
        include: ['electron', 'test'],
      }),
    );
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const { stdout } = spawnSync(
      join(root, 'node_modules/.bin/oxlint'),
      ['--type-aware', '--deny-warnings', '--format', 'json', '.'],
      { cwd: folder, encoding: 'utf8' },
    );
    const { diagnostics } = z
      .object({ diagnostics: z.array(z.object({ filename: z.string(), code: z.string() })) })
      .parse(JSON.parse(stdout));
    return [...new Set(diagnostics.map(({ filename, code }) => `${filename}: ${code}`))].sort();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const careless = `
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
export function careless(given: any, side: 'a' | 'b', text: string | null): string {
  readFile('a');
  const told: number = given;
  given();
  side.concat(given);
  [1].forEach(async () => { await readFile('b'); });
  switch (side) { case 'a': return given.b; }
  if (told == 1) return \`\${{ text }}\`;
  return (fetch('c'), connect, text!, told as unknown as string);
}
`;

test('lint refuses what the laws of this project forbid', () => {
  const rulesOfTests = [
    'eslint(eqeqeq)',
    'eslint(no-restricted-globals)',
    'eslint(no-restricted-imports)',
    'typescript(no-base-to-string)',
    'typescript(no-explicit-any)',
    'typescript(no-floating-promises)',
    'typescript(no-misused-promises)',
    'typescript(no-unsafe-argument)',
    'typescript(no-unsafe-assignment)',
    'typescript(no-unsafe-call)',
    'typescript(no-unsafe-member-access)',
    'typescript(no-unsafe-return)',
    'typescript(restrict-template-expressions)',
    'typescript(switch-exhaustiveness-check)',
  ];
  const page = `
import { useEffect, useState } from 'react';
export function Page(props: { readonly id: string }) {
  const [at, setAt] = useState('');
  useEffect(() => { document.title = props.id; }, []);
  if (props.id === '') useState(1);
  setAt(props.id);
  return <div onClick={() => {}}><img src={at} /></div>;
}
`;
  expect(
    lint({
      'electron/careless.ts': careless,
      'test/careless.ts': careless,
      'renderer/page.tsx': page,
    }),
  ).toEqual(
    [
      ...rulesOfTests.flatMap((rule) => [
        `electron/careless.ts: ${rule}`,
        `test/careless.ts: ${rule}`,
      ]),
      'electron/careless.ts: typescript(consistent-type-assertions)',
      'electron/careless.ts: typescript(no-non-null-assertion)',
      'renderer/page.tsx: jsx-a11y(alt-text)',
      'renderer/page.tsx: jsx-a11y(click-events-have-key-events)',
      'renderer/page.tsx: jsx-a11y(no-static-element-interactions)',
      'renderer/page.tsx: react(set-state-in-render)',
      'renderer/page.tsx: react-hooks(exhaustive-deps)',
      'renderer/page.tsx: react-hooks(rules-of-hooks)',
    ].sort(),
  );
});

/** Classes that an object of another kind could stand for: they keep nothing private and are no errors. */
function openClasses(name: string, text: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isClassDeclaration(node) && node.heritageClauses === undefined) {
      const hasPrivate = node.members.some(
        (member) =>
          (member.name !== undefined && ts.isPrivateIdentifier(member.name)) ||
          (ts.canHaveModifiers(member) &&
            ts.getModifiers(member)?.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword)),
      );
      if (!hasPrivate) found.push(`${name}: ${node.name?.text ?? 'a class'}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(name, text, ts.ScriptTarget.Latest));
  return found;
}

test('where a class is asked for, the compiler takes nothing but its instances', () => {
  expect(
    openClasses(
      'a.ts',
      'class Open { a = 1; } class Shut { #a = 1; } class Kept { private a = 1; }',
    ),
  ).toEqual(['a.ts: Open']);
  const sources = ['electron', 'renderer', 'shared'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => join(folder, name)),
  );
  const open = sources.flatMap((name) => {
    const text = readFileSync(join(root, name), 'utf8');
    return /\bclass\b/.test(text) ? openClasses(name, text) : [];
  });
  expect(open).toEqual([]);
});

/** A screen that was just loaded and defers a value with a first one is drawn anew, again and again, by React 19. */
function deferredWithFirst(name: string, text: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (
      ts.isCallExpression(node) &&
      node.expression.getText() === 'useDeferredValue' &&
      node.arguments.length > 1
    )
      found.push(`${name}: ${node.getText()}`);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX));
  return found;
}

test('no screen defers a value with a first one', () => {
  expect(deferredWithFirst('a.tsx', 'useDeferredValue(a); useDeferredValue(true, false);')).toEqual(
    ['a.tsx: useDeferredValue(true, false)'],
  );
  const renderer = join(root, 'renderer');
  const found = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.tsx'))
    .flatMap((name) => deferredWithFirst(name, readFileSync(join(renderer, name), 'utf8')));
  expect(found).toEqual([]);
});
