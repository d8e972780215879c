import type { DrawnPage } from '../../../shared/domain/report-draft.ts';
import { type Child, startChild } from '../base/child.ts';
import { entryPoint } from '../base/entry-point.ts';
import { Refusal } from '../base/errors.ts';
import { typesetEnvironment } from './typeset-child.ts';
import {
  type PagesRequest,
  type TypesetAnswer,
  typesetAnswer,
  type TypesetRequest,
} from './typst-messages.ts';

/** A child that nobody asked for so long is ended: it holds fonts and the last document. */
const IDLE_MS = 60_000;

type Answer = Extract<TypesetAnswer, { ok: true }>;

interface Asked {
  readonly isDraft: boolean;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (reason: Error) => void;
}

/**
 * Draws drafts, one after the other, in a child that stays warm between them, and gives the pages of the last one. A new
 * draft stops the one under way, which then ends as cancelled.
 */
export class PageDrawing {
  private child: Child | null = null;
  /** The child answers in this order. */
  private asked: Asked[] = [];
  private drawn: TypesetRequest | null = null;
  private again: Promise<unknown> | null = null;
  private idle: NodeJS.Timeout | null = null;

  /** How many pages the draft has. Refused where the text cannot be set. */
  async draw(request: TypesetRequest, signal?: AbortSignal): Promise<number> {
    this.stop();
    this.drawn = null;
    if (signal?.aborted === true) throw cancelled();
    const stop = (): void => this.stop();
    signal?.addEventListener('abort', stop, { once: true });
    try {
      const answer = await this.ask(request);
      if (answer.form !== 'svg')
        throw notDrawn('the typesetter gave another answer than a drawing');
      this.drawn = request;
      return answer.pages;
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  }

  /** Pages of the last draft, counted from 1; it is drawn again where its child was ended meanwhile. */
  async pages(from: number, to: number): Promise<DrawnPage[]> {
    if (this.child === null && this.drawn !== null)
      this.again = this.drawAgain(this.drawn).finally(() => {
        this.again = null;
      });
    await this.again;
    if (this.drawn === null) throw cancelled();
    const answer = await this.ask({ form: 'pages', from, to });
    if (answer.form !== 'pages') throw notDrawn('the typesetter gave another answer than pages');
    return answer.drawings.map((svg, index) => ({ page: from + index, svg }));
  }

  /** What fails to be drawn again is no newer preview's fault: it can be asked for once more. */
  private async drawAgain(drawn: TypesetRequest): Promise<void> {
    try {
      await this.draw(drawn);
    } catch (error) {
      const isReplaced = error instanceof Refusal && error.code === 'cancelled';
      if (!isReplaced) this.drawn = drawn;
      throw error;
    }
  }

  /** Ends the draft under way, and the child with it: Typst cannot be interrupted. */
  stop(): void {
    if (this.asked.some(({ isDraft }) => isDraft)) this.end();
  }

  end(): void {
    if (this.idle !== null) clearTimeout(this.idle);
    this.child?.kill();
    this.child = null;
    for (const { reject } of this.asked.splice(0)) reject(cancelled());
  }

  private ask(request: TypesetRequest | PagesRequest): Promise<Answer> {
    const child = this.child ?? this.start();
    this.wait();
    return new Promise((resolve, reject) => {
      this.asked.push({ isDraft: request.form !== 'pages', resolve, reject });
      child.send(request);
    });
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
      for (const { reject } of this.asked.splice(0))
        reject(notDrawn(`the typesetter ended (${how})`));
    });
    return child;
  }

  private heard(message: unknown): void {
    const asked = this.asked.shift();
    const answer = typesetAnswer.safeParse(message);
    if (!answer.success) asked?.reject(notDrawn('the typesetter gave an answer that is none'));
    else if (!answer.data.ok) asked?.reject(notDrawn(answer.data.reason));
    else asked?.resolve(answer.data);
  }

  /** A draft that takes longer is waited for. */
  private endIdle(): void {
    if (this.asked.length === 0) this.end();
    else this.wait();
  }

  private wait(): void {
    if (this.idle !== null) clearTimeout(this.idle);
    this.idle = setTimeout(() => this.endIdle(), IDLE_MS).unref();
  }
}

function notDrawn(reason: string): Refusal {
  return new Refusal(
    'input-refused',
    `The pages cannot be shown: ${reason}. Nothing in the case was changed by it.`,
  );
}

function cancelled(): Refusal {
  return new Refusal('cancelled', 'A newer preview took its place.');
}
