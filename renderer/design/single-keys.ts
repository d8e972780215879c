let areOn = true;

/** Whether a letter alone acts while a list or grid has the focus. Someone who dictates may turn that off. */
export function singleKeysAreOn(): boolean {
  return areOn;
}

/** Turns letters that act alone on or off. */
export function setSingleKeys(isOn: boolean): void {
  areOn = isOn;
}
