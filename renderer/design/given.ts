/** The props of T that have a value: none of them is undefined. */
export type Given<T> = { [Name in keyof T]?: Exclude<T[Name], undefined> };

/** Leaves out props that are undefined, for components that tell an absent prop from an undefined one. */
export function given<T extends object>(props: T): Given<T>;
export function given(props: object): object {
  return Object.fromEntries(
    Object.entries(props).filter(([, value]: [string, unknown]) => value !== undefined),
  );
}
