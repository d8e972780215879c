/** Follows the pointer from a press on a column's edge until it is let go. `onMove` and `onDone` are told the way in pixels. */
export function dragEdge(
  edge: HTMLElement,
  press: { pointerId: number; clientX: number },
  tell: { onMove(by: number): void; onDone(by: number): void; onCancel(): void },
): void {
  const start = press.clientX;
  const listening = new AbortController();
  const { signal } = listening;
  edge.setPointerCapture(press.pointerId);
  edge.addEventListener('pointermove', (event) => tell.onMove(event.clientX - start), { signal });
  edge.addEventListener(
    'pointerup',
    (event) => {
      listening.abort();
      tell.onDone(event.clientX - start);
    },
    { signal },
  );
  edge.addEventListener(
    'pointercancel',
    () => {
      listening.abort();
      tell.onCancel();
    },
    { signal },
  );
}
