/** Put in by the build: the hash of names, sizes and times of all sources. */
declare const EXHIBIT_BUILD: string;

/** Of which build main and page are. */
export const BUILD = EXHIBIT_BUILD;
