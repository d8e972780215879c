export function buildWhatIsStale(): Promise<void>;
