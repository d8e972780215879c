export function ensureSystemLibraries(needed: {
  readonly executable: string;
  readonly display: boolean;
}): void;
