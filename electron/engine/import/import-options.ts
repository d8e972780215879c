import type { IntakeFacts } from '../../../shared/domain/intake.ts';
import type { MappingText } from './mapping-text.ts';

export interface ImportOptions {
  /** A format id, or null to recognise the format by content. */
  readonly format: string | null;
  /** A mapping that reads the files instead of a known format. */
  readonly mapping?: MappingText | undefined;
  /** IANA zone in which zone-less times are read. */
  readonly zone: string;
  readonly clockOffsetMs: number;
  readonly intake: IntakeFacts | null;
  /** Milliseconds within which halves of the files may be joined by time; without it none are. */
  readonly joinWindowMs?: number | undefined;
  /** Files are not copied: they stay where they are, and are watched. */
  readonly inPlace?: boolean | undefined;
  /** Bytes of lines after which a large import commits what it has; a file of less than twice that is done in one go. */
  readonly checkpointEvery?: number | undefined;
}
