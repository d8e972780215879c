import { inflateSync } from 'node:zlib';
import type { DrawnPage } from '../../../shared/domain/report-draft.ts';
import { type Child, startChild } from '../base/child.ts';
import { entryPoint } from '../base/entry-point.ts';
import { Refusal } from '../base/errors.ts';
import { typesetEnvironment } from './typeset-child.ts';
import { type TypesetRequest, typesetAnswer } from './typst-messages.ts';

/** A child that nobody asked for so long is ended: it holds fonts and the last document. */
const IDLE_MS = 60_000;

interface Asked {
  readonly resolve: (pages: readonly Uint8Array[]) => void;
  readonly reject: (reason: Error) => void;
}

/**
 * Draws the pages of drafts, one draft after the other, in a child that stays warm between them. A new draft stops the
 * one under way, which then ends as cancelled.
 */
export class PageDrawing {
  private child: Child | null = null;
  private asked: Asked | null = null;
  private idle: NodeJS.Timeout | null = null;

  /** Pages packed by zlib. Refused where the text cannot be set. */
  draw(request: TypesetRequest, signal?: AbortSignal): Promise<readonly Uint8Array[]> {
    this.stop();
    if (signal?.aborted === true) return Promise.reject(cancelled());
    const child = this.child ?? this.start();
    return new Promise<readonly Uint8Array[]>((resolve, reject) => {
      const asked: Asked = { resolve, reject };
      this.asked = asked;
      signal?.addEventListener(
        'abort',
        () => {
          if (this.asked === asked) this.stop();
        },
        { once: true },
      );
      child.send(request);
    }).finally(() => this.wait());
  }

  /** Ends what is under way, and the child with it: Typst cannot be interrupted. */
  stop(): void {
    if (this.asked === null) return;
    const { reject } = this.asked;
    this.end();
    reject(cancelled());
  }

  end(): void {
    this.asked = null;
    if (this.idle !== null) clearTimeout(this.idle);
    this.child?.kill();
    this.child = null;
  }

  private start(): Child {
    const child = startChild(entryPoint('typeset'), typesetEnvironment());
    this.child = child;
    child.onMessage((message) => {
      if (this.child === child) this.heard(message);
    });
    child.onEnd((how) => {
      if (this.child !== child) return;
      this.child = null;
      this.settle(({ reject }) => reject(notDrawn(`the typesetter ended (${how})`)));
    });
    return child;
  }

  private heard(message: unknown): void {
    const answer = typesetAnswer.safeParse(message);
    this.settle(({ resolve, reject }) => {
      if (!answer.success) reject(notDrawn('the typesetter gave an answer that is none'));
      else if (!answer.data.ok) reject(notDrawn(answer.data.reason));
      else if (answer.data.form === 'svg') resolve(answer.data.pages);
      else reject(notDrawn('the typesetter gave a document for pages'));
    });
  }

  private settle(how: (asked: Asked) => void): void {
    const { asked } = this;
    this.asked = null;
    if (asked !== null) how(asked);
  }

  private wait(): void {
    if (this.idle !== null) clearTimeout(this.idle);
    this.idle = setTimeout(() => this.end(), IDLE_MS).unref();
  }
}

/** `page` counts from 1. */
export const unpacked = (page: number, packed: Uint8Array): DrawnPage => ({
  page,
  svg: inflateSync(packed).toString(),
});

function notDrawn(reason: string): Refusal {
  return new Refusal(
    'input-refused',
    `The pages cannot be shown: ${reason}. Nothing in the case was changed by it.`,
  );
}

function cancelled(): Refusal {
  return new Refusal('cancelled', 'A newer preview took its place.');
}
