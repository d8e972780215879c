import { join } from 'node:path';

/** The file that says why the sample of a home could not be made. */
export const whyNoSample = (home: string): string => join(home, 'no-sample.txt');
