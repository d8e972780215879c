import { useEffect } from 'react';
import { meaningOf, withSameKeys } from '../commands/keys.ts';
import { runCommand } from '../commands/offers.ts';
import { isInList } from './focus-in-list.ts';

const TYPING =
  'input:not([type=checkbox]):not([type=radio]), textarea, [contenteditable], .monaco-editor, [role=menu]';
const CHOOSING = '[aria-haspopup=listbox]';
/** What is asked comes before everything else: no key acts on the screen behind it. */
const QUESTIONS = '[role=dialog], [role=alertdialog]';
/** What a press of Enter presses, whatever is held with it. */
const PRESSED = 'button, a[href], [role=tab]';
/** A second key that comes later than this begins anew. */
const SEQUENCE_MS = 1500;

/** Listens to keys for the whole window; what a control used itself is not taken again. */
export function useKeys(letters: boolean): void {
  useEffect(() => {
    let pending: { readonly first: string; readonly at: number } | null = null;
    const pressed = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest(QUESTIONS) != null) return;
      const fresh = pending !== null && event.timeStamp - pending.at < SEQUENCE_MS;
      const meaning = meaningOf(
        {
          key: event.key,
          ctrl: event.ctrlKey || event.metaKey,
          alt: event.altKey,
          shift: event.shiftKey,
          held: event.repeat,
          typing: target?.closest(TYPING) != null,
          choosing: target?.closest(CHOOSING) != null,
          inList: isInList(target),
        },
        { letters, pending: fresh && pending !== null ? pending.first : null },
      );
      pending = meaning.what === 'wait' ? { first: meaning.first, at: event.timeStamp } : null;
      // Who goes on by keys leaves the navigation: the screen then takes the focus.
      const goes = meaning.what === 'run' && meaning.id.startsWith('go.');
      if (goes && target instanceof HTMLElement && target.closest('nav') !== null) target.blur();
      if (
        meaning.what === 'wait' ||
        meaning.what === 'held' ||
        (meaning.what === 'run' && withSameKeys(meaning.id).some(runCommand))
      )
        event.preventDefault();
    };
    // A button, link or tab would take Ctrl+Enter for Enter: it gives the screen's command, where there is one.
    const beforeButtons = (event: KeyboardEvent): void => {
      const isEnter = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
      const target = event.target instanceof Element ? event.target : null;
      if (!isEnter || target?.closest(PRESSED) == null || target.closest(QUESTIONS) !== null)
        return;
      pressed(event);
      if (event.defaultPrevented) event.stopPropagation();
    };
    // A code editor takes Ctrl+K for the first half of keys of its own, so that it must not hear of it.
    const beforeEditors = (event: KeyboardEvent): void => {
      const isInEditor =
        event.target instanceof Element && event.target.closest('.monaco-editor') !== null;
      const isPalette = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k';
      if (!isInEditor || !isPalette || event.altKey || event.shiftKey) return;
      event.stopPropagation();
      if (runCommand('palette.open')) event.preventDefault();
    };
    window.addEventListener('keydown', pressed);
    window.addEventListener('keydown', beforeButtons, true);
    window.addEventListener('keydown', beforeEditors, true);
    return () => {
      window.removeEventListener('keydown', pressed);
      window.removeEventListener('keydown', beforeButtons, true);
      window.removeEventListener('keydown', beforeEditors, true);
    };
  }, [letters]);
}
