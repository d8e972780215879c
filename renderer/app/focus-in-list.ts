import { useSyncExternalStore } from 'react';

const LISTS = '[role=grid], [role=listbox], [role=tree], [data-keys]';

/** Whether an element stands in a list, grid or rail, or in the bar over one: there single letters act. */
export const isInList = (element: Element | null): boolean => element?.closest(LISTS) != null;

/** Puts the focus where the work of the screen is: its first list or grid, else its title. */
export function focusWork(): void {
  const main = document.querySelector('main');
  const lists = [...(main?.querySelectorAll<HTMLElement>(LISTS) ?? [])];
  const work =
    lists
      .map((list) =>
        list.tabIndex === 0 ? list : list.querySelector<HTMLElement>('[tabindex="0"]'),
      )
      .find((found) => found !== null) ?? main?.querySelector<HTMLElement>('[data-screen-title]');
  work?.focus({ preventScroll: true });
}

/** Whether the focus does at the moment. */
export function useFocusInList(): boolean {
  return useSyncExternalStore(listen, () => isInList(document.activeElement));
}

function listen(changed: () => void): () => void {
  // While the focus moves, nothing has it; what has it next is known a moment later.
  const soon = (): void => queueMicrotask(changed);
  document.addEventListener('focusin', changed);
  document.addEventListener('focusout', soon);
  return () => {
    document.removeEventListener('focusin', changed);
    document.removeEventListener('focusout', soon);
  };
}
