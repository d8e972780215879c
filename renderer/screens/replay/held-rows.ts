import type { GridRows } from '../../design/grid/grid-types.ts';

type Pages<Row> = GridRows<Row> & { dispose(): void };

/** Pages that are made when first asked for, and anew when they were let go before: a screen may come back. */
export interface HeldRows<Row> {
  readonly rows: () => GridRows<Row>;
  /** Follows what arrives; answers how to stop, which lets all pages go. */
  readonly hold: (onChange: () => void) => () => void;
}

export function heldRows<Row>(make: () => Pages<Row>): HeldRows<Row> {
  let pages: Pages<Row> | undefined;
  const rows = (): Pages<Row> => {
    pages ??= make();
    return pages;
  };
  return {
    rows,
    hold: (onChange) => {
      const held = rows();
      const stop = held.subscribe(onChange);
      return () => {
        stop();
        held.dispose();
        if (pages === held) pages = undefined;
      };
    },
  };
}
