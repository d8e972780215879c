/** What the program was asked to open: its arguments without those of the runtime and the folder it was started with. */
export function ownArguments(argv: readonly string[], packaged: boolean): string[] {
  if (packaged) return argv.slice(1);
  const folder = argv.findIndex((argument, index) => index > 0 && !argument.startsWith('-'));
  return folder === -1 ? [] : argv.slice(folder + 1);
}
