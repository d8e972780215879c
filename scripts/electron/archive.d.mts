interface Place {
  readonly start: number;
  readonly size: number;
}
export function checkIntegrity(file: string, integrity: string): Promise<void>;
export function tarMember(file: number, name: string): Place;
export function unzip(
  file: number,
  place: Place,
  destination: string,
  chosen: (name: string) => string | undefined,
): void;
