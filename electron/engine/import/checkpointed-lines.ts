import type { LostPiece, Piece, PieceTaker } from './piece.ts';
import type { TextRecords } from './text-records.ts';

/** Where a line begins in the content, and its number. */
export interface LinePlace {
  readonly offset: number;
  readonly line: number;
}

/** Hands lines on in portions that end where a checkpoint is due. */
export class CheckpointedLines implements PieceTaker {
  private readonly records: TextRecords;
  private readonly every: number;
  private readonly reached: (next: LinePlace) => void;
  private last: number;

  /** `reached` is called between two lines, `every` bytes after `from` and so on. */
  constructor(
    records: TextRecords,
    every: number,
    from: number,
    reached: (next: LinePlace) => void,
  ) {
    this.records = records;
    this.every = every;
    this.last = from;
    this.reached = reached;
  }

  take(window: Buffer, offset: number, pieces: readonly Piece[]): void {
    // How lines are mapped is settled by as many as without checkpoints; before it is, none is due.
    this.records.settle(window, pieces);
    let rest = pieces;
    for (let due = this.due(offset, rest); due >= 0; due = this.due(offset, rest)) {
      if (due > 0) this.records.take(window, offset, rest.slice(0, due));
      rest = rest.slice(due);
      this.checkpoint(offset, rest);
    }
    this.records.take(window, offset, rest);
  }

  lost(piece: LostPiece): void {
    this.records.lost(piece);
  }

  /** The first line that is to come after a checkpoint; -1 where none is. */
  private due(offset: number, pieces: readonly Piece[]): number {
    return this.records.chosen
      ? pieces.findIndex(({ start }) => offset + start - this.last >= this.every)
      : -1;
  }

  private checkpoint(window: number, [next]: readonly Piece[]): void {
    if (next?.line == null) return;
    this.last = window + next.start;
    this.reached({ offset: this.last, line: next.line });
  }
}
