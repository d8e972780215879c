import * as monaco from 'monaco-editor/editor/editor.api.js';
// The first editor of the window fixes which services there are: also those of the editor that completes.
import 'monaco-editor/editor/contrib/suggest/browser/suggestMemory.js';
import 'monaco-editor/features/codicon/register.js';
import 'monaco-editor/features/find/register.js';
import 'monaco-editor/features/unicodeHighlighter/register.js';
import 'monaco-editor/features/clipboard/register.js';
import 'monaco-editor/languages/definitions/sql/register.js';
import { useEffect, useRef } from 'react';
import type { CodeViewProps } from './code-view.tsx';
import { plainOptions } from './editor-options.ts';
import { followTheme } from './editor-theme.ts';
import { editorLanguage, registerLanguages } from './languages.ts';
import { monoFont } from './mono-font.ts';
import styles from './code-view.module.css';

/** What is shown is evidence: nothing in it is altered, completed, followed or obeyed. */
const options = {
  ...plainOptions,
  readOnly: true,
  domReadOnly: true,
} as const satisfies monaco.editor.IStandaloneEditorConstructionOptions;

/** The editor itself; see CodeView. */
export function CodeEditor({ label, text, language, wrap = false }: CodeViewProps) {
  const element = useRef<HTMLDivElement>(null);
  const editor = useRef<monaco.editor.IStandaloneCodeEditor>(null);

  useEffect(() => {
    if (element.current === null) return;
    registerLanguages();
    const stop = followTheme();
    const { fontFamily, fontSize, lineHeight } = monoFont(element.current);
    const made = monaco.editor.create(element.current, {
      ...options,
      model: null,
      theme: 'exhibit',
      fontFamily,
      fontSize,
      lineHeight,
    });
    editor.current = made;
    return () => {
      stop();
      made.dispose();
      editor.current = null;
    };
  }, []);
  useEffect(() => {
    editor.current?.updateOptions({ ariaLabel: label, wordWrap: wrap ? 'on' : 'off' });
  }, [label, wrap]);
  useEffect(() => {
    const model = monaco.editor.createModel(text, editorLanguage(language));
    editor.current?.setModel(model);
    return () => model.dispose();
  }, [text, language]);
  return <div ref={element} className={styles['editor']} />;
}
