/** `rgb(35, 83, 196)`, `rgba(38, 86, 204, 0.1)` as a browser computes them, as `#2353c4`, `#2656cc1a`. */
export function hexColour(computed: string): string {
  const numbers = computed.match(/[\d.]+/g)?.map(Number) ?? [];
  const [red = 0, green = 0, blue = 0, alpha = 1] = numbers;
  const solid = [red, green, blue].map(pair).join('');
  return alpha >= 1 ? `#${solid}` : `#${solid}${pair(alpha * 255)}`;
}

const pair = (value: number): string =>
  Math.round(Math.max(0, Math.min(255, value)))
    .toString(16)
    .padStart(2, '0');
