import * as monaco from 'monaco-editor/editor/editor.api.js';
import { hexColour } from './hex-colour.ts';

/** Colours of the editor by our tokens. */
const colours = {
  'editor.background': '--bg-2',
  'editor.foreground': '--fg-1',
  'editorLineNumber.foreground': '--fg-3',
  'editorLineNumber.activeForeground': '--fg-1',
  'editorCursor.foreground': '--fg-1',
  'editor.selectionBackground': '--selected',
  'editor.inactiveSelectionBackground': '--selected-idle',
  'editor.lineHighlightBackground': '--bg-2',
  'editor.lineHighlightBorder': '--line-1',
  'editor.findMatchBackground': '--accent-line',
  'editor.findMatchHighlightBackground': '--hit',
  'editor.rangeHighlightBackground': '--hover',
  'editorBracketMatch.background': '--hover',
  'editorBracketMatch.border': '--line-3',
  'editorUnicodeHighlight.border': '--violet-mk',
  'editorUnicodeHighlight.background': '--violet-bg',
  'editorWidget.background': '--bg-3',
  'editorWidget.foreground': '--fg-1',
  'editorWidget.border': '--line-2',
  'editorHoverWidget.background': '--bg-3',
  'editorHoverWidget.foreground': '--fg-1',
  'editorHoverWidget.border': '--line-2',
  'editorSuggestWidget.background': '--bg-3',
  'editorSuggestWidget.border': '--line-2',
  'editorSuggestWidget.foreground': '--fg-1',
  'editorSuggestWidget.selectedBackground': '--selected',
  'editorSuggestWidget.selectedForeground': '--fg-1',
  'editorSuggestWidget.selectedIconForeground': '--fg-2',
  'editorSuggestWidget.highlightForeground': '--accent',
  'editorSuggestWidget.focusHighlightForeground': '--accent',
  'editorSuggestWidgetStatus.foreground': '--fg-2',
  'list.hoverBackground': '--hover',
  'symbolIcon.classForeground': '--fg-2',
  'symbolIcon.fieldForeground': '--fg-2',
  'symbolIcon.functionForeground': '--fg-2',
  'symbolIcon.keywordForeground': '--fg-2',
  'editorError.foreground': '--fail',
  'input.background': '--bg-2',
  'input.foreground': '--fg-1',
  'input.border': '--line-3',
  'input.placeholderForeground': '--fg-3',
  'inputOption.activeBackground': '--selected',
  'inputOption.activeForeground': '--fg-1',
  'inputOption.activeBorder': '--selected-line',
  focusBorder: '--selected-line',
  'icon.foreground': '--fg-2',
  'scrollbarSlider.background': '--line-2',
  'scrollbarSlider.hoverBackground': '--line-3',
  'scrollbarSlider.activeBackground': '--line-3',
  'editorOverviewRuler.border': '--line-1',
} as const satisfies Record<string, `--${string}`>;

const tokenColours = [
  ['key', '--accent'],
  ['string', '--fg-1'],
  ['escape', '--role-system'],
  ['number', '--role-user'],
  ['keyword', '--role-tool'],
  ['delimiter', '--fg-3'],
  ['operator', '--fg-3'],
  ['comment', '--fg-3'],
  ['predefined', '--accent'],
  ['operator.sql', '--role-tool'],
  ['string.sql', '--ok'],
] as const;

/** Dresses all editors as the window is dressed. */
export function dressEditors(): void {
  const read = reader();
  const theme = document.documentElement.dataset['theme'];
  const base = theme === 'hc' ? 'hc-black' : theme === 'dark' ? 'vs-dark' : 'vs';
  monaco.editor.defineTheme('exhibit', {
    base,
    inherit: false,
    rules: [
      { token: '', foreground: read('--fg-1').slice(1, 7) },
      ...tokenColours.map(([token, name]) => ({ token, foreground: read(name).slice(1, 7) })),
    ],
    colors: Object.fromEntries(Object.entries(colours).map(([key, name]) => [key, read(name)])),
  });
  monaco.editor.setTheme('exhibit');
}

/** The editor takes hexadecimal colours of six or eight digits only; what a token holds is resolved by the browser. */
function reader(): (name: string) => string {
  const probe = document.createElement('span');
  return (name) => {
    probe.style.color = `var(${name})`;
    document.body.append(probe);
    const colour = hexColour(getComputedStyle(probe).color);
    probe.remove();
    return colour;
  };
}

/** Keeps the editors dressed as the window is; answers how to stop. */
export function followTheme(): () => void {
  dressEditors();
  const observer = new MutationObserver(dressEditors);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}
