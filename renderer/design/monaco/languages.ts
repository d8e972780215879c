import * as monaco from 'monaco-editor/editor/editor.api.js';

/** What text can be coloured as. */
export type CodeLanguage = 'json' | 'sql' | 'text';

const jsonTokens: monaco.languages.IMonarchLanguage = {
  tokenizer: {
    root: [
      [/"(?:[^"\\]|\\.)*"(?=\s*:)/, 'key'],
      [/"/, 'string', '@string'],
      [/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/, 'number'],
      [/\b(?:true|false|null|NaN|-?Infinity)\b/, 'keyword'],
      [/[{}[\]:,]/, 'delimiter'],
    ],
    // A string may be broken over lines for display.
    string: [
      [/[^"\\]+/, 'string'],
      [/\\(?:u[0-9a-fA-F]{4}|.)/, 'escape'],
      [/"/, 'string', '@pop'],
    ],
  },
};

let registered = false;

/** Makes the editor know the languages; the one of JSON is ours, for the editor's own brings a worker and reads the text. */
export function registerLanguages(): void {
  if (registered) return;
  registered = true;
  monaco.languages.register({ id: 'json' });
  monaco.languages.setMonarchTokensProvider('json', jsonTokens);
}

/** The editor's name of a language. */
export const editorLanguage = (language: CodeLanguage): string =>
  language === 'text' ? 'plaintext' : language;
