import * as monaco from 'monaco-editor/editor/editor.api.js';
import 'monaco-editor/features/bracketMatching/register.js';
import 'monaco-editor/features/clipboard/register.js';
import 'monaco-editor/features/codicon/register.js';
import 'monaco-editor/features/comment/register.js';
import 'monaco-editor/features/find/register.js';
import 'monaco-editor/editor/contrib/suggest/browser/suggestController.js';
import 'monaco-editor/features/unicodeHighlighter/register.js';
import 'monaco-editor/features/wordOperations/register.js';
import 'monaco-editor/languages/definitions/sql/register.js';
import { useEffect, useImperativeHandle, useRef } from 'react';
import { isFocusFree } from '../free-focus.ts';
import { plainOptions } from './editor-options.ts';
import { followTheme } from './editor-theme.ts';
import { registerLanguages } from './languages.ts';
import { monoFont } from './mono-font.ts';
import type { SqlFieldProps, Suggestion } from './sql-field.tsx';
import styles from './code-view.module.css';

const options = {
  ...plainOptions,
  quickSuggestions: { other: true, comments: false, strings: false },
  suggestOnTriggerCharacters: true,
  suggest: { showStatusBar: false, preview: false, showWords: false },
  acceptSuggestionOnCommitCharacter: false,
  tabSize: 2,
  wordWrap: 'on',
} as const satisfies monaco.editor.IStandaloneEditorConstructionOptions;

const OWNER = 'engine';

/** The editor itself; see SqlField. */
export function SqlEditor({ ref, label, text, onText, complete, fault }: SqlFieldProps) {
  const element = useRef<HTMLDivElement>(null);
  const editor = useRef<monaco.editor.IStandaloneCodeEditor>(null);
  const current = useRef({ text, onText, complete });
  useEffect(() => {
    current.current = { text, onText, complete };
  });

  useEffect(() => {
    if (element.current === null) return;
    registerLanguages();
    const stop = followTheme();
    const model = monaco.editor.createModel(current.current.text, 'sql');
    const made = monaco.editor.create(element.current, {
      ...options,
      ...monoFont(element.current),
      model,
      theme: 'exhibit',
    });
    editor.current = made;
    if (isFocusFree()) made.focus();
    const changes = model.onDidChangeContent(() => current.current.onText(model.getValue()));
    const provider = monaco.languages.registerCompletionItemProvider('sql', {
      triggerCharacters: ['.'],
      provideCompletionItems: (asked, position) =>
        asked === model
          ? {
              suggestions: current.current
                .complete(model.getValue(), model.getOffsetAt(position))
                .map((one, index) => completionItem(one, index, wordAt(model, position))),
            }
          : null,
    });
    return () => {
      stop();
      provider.dispose();
      changes.dispose();
      made.dispose();
      model.dispose();
      editor.current = null;
    };
  }, []);
  useEffect(() => editor.current?.updateOptions({ ariaLabel: label }), [label]);
  useEffect(() => {
    const model = editor.current?.getModel() ?? null;
    if (model === null || model.getValue() === text) return;
    // As an edit, so that it can be undone.
    editor.current?.executeEdits('given', [{ range: model.getFullModelRange(), text }]);
  }, [text]);
  useEffect(() => {
    const model = editor.current?.getModel() ?? null;
    if (model === null) return;
    monaco.editor.setModelMarkers(model, OWNER, fault === null ? [] : [marker(model, fault)]);
  }, [fault]);

  useImperativeHandle(ref, () => ({
    focus: () => editor.current?.focus(),
    chosen: () => {
      const range = editor.current?.getSelection() ?? null;
      const model = editor.current?.getModel() ?? null;
      return model === null || range === null || range.isEmpty()
        ? { text: current.current.text, line: 1, column: 1 }
        : {
            text: model.getValueInRange(range),
            line: range.startLineNumber,
            column: range.startColumn,
          };
    },
    insert: (given) => {
      editor.current?.trigger('given', 'type', { text: given });
      editor.current?.focus();
    },
    goTo: (line, column) => {
      editor.current?.setPosition({ lineNumber: line, column });
      editor.current?.revealPositionInCenterIfOutsideViewport({ lineNumber: line, column });
      editor.current?.focus();
    },
  }));
  return <div ref={element} className={styles['editor']} />;
}

const KINDS = {
  table: monaco.languages.CompletionItemKind.Class,
  column: monaco.languages.CompletionItemKind.Field,
  function: monaco.languages.CompletionItemKind.Function,
  keyword: monaco.languages.CompletionItemKind.Keyword,
} as const;

const completionItem = (
  { label, kind, detail, says, insert }: Suggestion,
  index: number,
  range: monaco.IRange,
): monaco.languages.CompletionItem => ({
  label: { label, description: detail },
  kind: KINDS[kind],
  documentation: says,
  insertText: insert,
  range,
  sortText: String(index).padStart(5, '0'),
});

function wordAt(model: monaco.editor.ITextModel, position: monaco.Position): monaco.IRange {
  const { startColumn, endColumn } = model.getWordUntilPosition(position);
  return {
    startLineNumber: position.lineNumber,
    endLineNumber: position.lineNumber,
    startColumn,
    endColumn,
  };
}

function marker(
  model: monaco.editor.ITextModel,
  { line, column, words }: { line: number; column: number; words: string },
): monaco.editor.IMarkerData {
  const place = model.validatePosition({ lineNumber: line, column });
  const word = model.getWordAtPosition(place);
  return {
    severity: monaco.MarkerSeverity.Error,
    message: words,
    startLineNumber: place.lineNumber,
    startColumn: place.column,
    endLineNumber: place.lineNumber,
    endColumn: word?.endColumn ?? place.column + 1,
  };
}
