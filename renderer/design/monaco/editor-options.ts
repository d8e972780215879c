import type * as monaco from 'monaco-editor/editor/editor.api.js';
import EditorWorker from 'monaco-editor/editor/editor.worker.js?worker';

globalThis.MonacoEnvironment = { getWorker: () => new EditorWorker() };

/** What editors that show and that write have in common: nothing in a text is followed or obeyed. */
export const plainOptions = {
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
