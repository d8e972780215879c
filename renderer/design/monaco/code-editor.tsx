import * as monaco from 'monaco-editor/editor/editor.api.js';
import 'monaco-editor/features/codicon/register.js';
import 'monaco-editor/features/find/register.js';
import 'monaco-editor/features/unicodeHighlighter/register.js';
import 'monaco-editor/features/clipboard/register.js';
import 'monaco-editor/languages/definitions/sql/register.js';
import EditorWorker from 'monaco-editor/editor/editor.worker.js?worker';
import { useEffect, useRef } from 'react';
import type { CodeViewProps } from './code-view.tsx';
import { followTheme } from './editor-theme.ts';
import { editorLanguage, registerLanguages } from './languages.ts';
import styles from './code-view.module.css';

globalThis.MonacoEnvironment = { getWorker: () => new EditorWorker() };

/** What is shown is evidence: nothing in it is altered, completed, followed or obeyed. */
const options = {
  readOnly: true,
  domReadOnly: true,
  // The mouse and the arrows move in the text; Tab leaves it.
  tabFocusMode: true,
  links: false,
  contextmenu: false,
  minimap: { enabled: false },
  automaticLayout: true,
  scrollBeyondLastLine: false,
  fontLigatures: false,
  renderControlCharacters: true,
  renderWhitespace: 'none',
  unusualLineTerminators: 'off',
  unicodeHighlight: {
    invisibleCharacters: true,
    ambiguousCharacters: true,
    nonBasicASCII: false,
    includeComments: true,
    includeStrings: true,
  },
  copyWithSyntaxHighlighting: false,
  occurrencesHighlight: 'off',
  selectionHighlight: false,
  quickSuggestions: false,
  suggestOnTriggerCharacters: false,
  wordBasedSuggestions: 'off',
  parameterHints: { enabled: false },
  dragAndDrop: false,
  dropIntoEditor: { enabled: false },
  folding: false,
  lineDecorationsWidth: 8,
  lineNumbersMinChars: 4,
  glyphMargin: false,
  renderLineHighlight: 'none',
  overviewRulerBorder: false,
  hideCursorInOverviewRuler: true,
  bracketPairColorization: { enabled: false },
  guides: { indentation: false },
  stickyScroll: { enabled: false },
  // Long lines are broken before; nothing is left out here.
  stopRenderingLineAfter: -1,
  fixedOverflowWidgets: true,
  padding: { top: 8, bottom: 8 },
  scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
  find: { addExtraSpaceOnTop: false, seedSearchStringFromSelection: 'selection' },
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

function monoFont(element: HTMLElement): {
  fontFamily: string;
  fontSize: number;
  lineHeight: number;
} {
  const probe = document.createElement('span');
  probe.style.font = 'var(--m-12)';
  element.append(probe);
  const { fontFamily, fontSize, lineHeight } = getComputedStyle(probe);
  probe.remove();
  return {
    fontFamily,
    fontSize: Number.parseFloat(fontSize),
    lineHeight: Number.parseFloat(lineHeight),
  };
}
