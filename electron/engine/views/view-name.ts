import { Fault } from '../base/errors.ts';

/** The table of a view, as SQL has it. A view's name is ours, `view_<number>`: anything else is a fault. */
export function viewTable(name: string): string {
  if (!/^view_\d+$/.test(name)) throw new Fault(`"${name}" is no name of a view`);
  return `memory.main.${name}`;
}
