import { loadavg } from 'node:os';

const sorted = (values) => values.toSorted((a, b) => a - b);

export const median = (values) => sorted(values)[Math.floor((values.length - 1) / 2)];
/** The value that 95 of 100 do not exceed. */
export const p95 = (values) => sorted(values)[Math.max(0, Math.ceil(values.length * 0.95) - 1)];
export const load = () => loadavg()[0].toFixed(1);
export const ms = (value, digits = 0) => `${value.toFixed(digits)} ms`;
