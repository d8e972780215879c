/** `Refund policy 2026, section 4.2`: a reference and where in it. */
export const referenceWords = ({
  title,
  passage,
}: {
  readonly title: string;
  readonly passage: string | null;
}): string => (passage === null ? title : `${title}, ${passage}`);
