export function withLock<Answer>(folder: string, work: () => Promise<Answer>): Promise<Answer>;
