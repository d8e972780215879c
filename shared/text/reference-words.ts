import type { ReferenceKind } from '../domain/reference.ts';

/** `Refund policy 2026, section 4.2`: a reference and where in it. */
export const referenceWords = ({
  title,
  passage,
}: {
  readonly title: string;
  readonly passage: string | null;
}): string => (passage === null ? title : `${title}, ${passage}`);

/** The kinds, as screens name them. */
export const referenceKindWords: Readonly<Record<ReferenceKind, string>> = {
  policy: 'Policy',
  'price-list': 'Price list',
  ticket: 'Ticket',
  evaluation: 'Eval result',
  configuration: 'Config or config diff',
  other: 'Other',
};
