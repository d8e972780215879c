import type { ReactNode } from 'react';

/** Words for a screen reader only. */
export function Hidden({ children }: { children: ReactNode }) {
  return <span className="u-hidden">{children}</span>;
}
