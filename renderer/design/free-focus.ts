/** Whether nothing that a person works in has the focus: a screen then takes it to where its work is. */
export function isFocusFree(): boolean {
  const at = document.activeElement;
  return at === null || at === document.body || at.matches('[data-screen-title]');
}
