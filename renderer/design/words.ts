import type { ReactNode } from 'react';

/** Text for people: a string, or text with a little markup in it. */
export type Words = ReactNode;
