import packageFile from '../../../package.json' with { type: 'json' };

/** The version of Exhibit that works on a case; custody entries and reports name it. */
export const VERSION: string = packageFile.version;
