export interface Display {
  /** For the DISPLAY variable; undefined where the screen of the machine is used. */
  readonly display: string | undefined;
  readonly stop: () => void;
}
export function startDisplay(size?: string): Promise<Display>;
