export function isStale(): boolean;
export function buildNode(): Promise<void>;
