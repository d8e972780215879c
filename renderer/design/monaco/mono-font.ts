/** The font of code, as the editor wants it told. */
export function monoFont(element: HTMLElement): {
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
