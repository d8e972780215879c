import { expect, test } from 'vitest';
import { hexColour } from '../../../../renderer/design/monaco/hex-colour.ts';

test('a colour as a browser computes it becomes one of six or eight digits', () => {
  expect(hexColour('rgb(35, 83, 196)')).toBe('#2353c4');
  expect(hexColour('rgb(0, 0, 0)')).toBe('#000000');
  expect(hexColour('rgba(38, 86, 204, 0.1)')).toBe('#2656cc1a');
});
