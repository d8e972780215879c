export interface Electron {
  readonly folder: string;
  readonly executable: string;
  readonly version: string;
  readonly kind: 'named' | 'installed' | 'downloaded' | 'fallback';
}
export function findElectron(): Promise<Electron>;
