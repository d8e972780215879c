export function setFuses(executable: Buffer, expected: string, wanted: string): void;
