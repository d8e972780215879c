/** The list of completions: the editor's own entry for it brings another feature, and this one has no types. */
declare module 'monaco-editor/editor/contrib/suggest/browser/suggestController.js';
/** What it remembers of choices: a service of all editors. */
declare module 'monaco-editor/editor/contrib/suggest/browser/suggestMemory.js';
