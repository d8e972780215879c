import { expect, test } from 'vitest';
import { noColumnState, resizeColumn } from '../../../../renderer/design/grid/column-layout.ts';
import {
  chosenState,
  registerState,
} from '../../../../renderer/screens/evidence/narrow-register.ts';

test('a column that a narrow register has no room for is back in a wide one, whatever was resized', () => {
  const narrow = registerState(noColumnState, true);
  expect(narrow.hidden).toEqual(['imported']);
  const columns = [
    { id: 'format', width: 104 },
    { id: 'name', width: 200, grow: true },
  ];
  const kept = chosenState(resizeColumn(columns, narrow, 0, 26));
  expect(kept.hidden).toEqual([]);
  expect(registerState(kept, false)).toEqual({ ...noColumnState, widths: { format: 130 } });
});
