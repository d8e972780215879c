import type { DuckDBConnection } from '@duckdb/node-api';
import type { SortOrder, ViewHead, ViewPage } from '../../../shared/domain/view.ts';
import { facets } from '../search/facets.ts';
import { dropView, openView, positionIn } from '../views/open-view.ts';
import { viewTable } from '../views/view-name.ts';
import { viewPage } from '../views/view-page.ts';
import { ViewLost } from './errors.ts';
import type { Instance } from './instance.ts';
import type { ReadingSide } from './reading-side.ts';

interface View {
  /** The window that opened it. */
  readonly desk: symbol;
  readonly filter: string;
  readonly sort: SortOrder;
  /** Of the tables that it was made over, and bytes of the activity log. */
  readonly tables: number;
  readonly activity: number;
}

let views = 0;

/**
 * Views of one case by id. Their tables live in an instance; where the instance was changed and the rows were not, a
 * view is made again under its id when it is next asked for.
 */
export class CaseViews {
  private readonly side: ReadingSide;
  private readonly open = new Map<string, View>();

  constructor(side: ReadingSide) {
    this.side = side;
  }

  /** With its first `first` rows where that is not 0. */
  async openView(
    desk: symbol,
    filter: string,
    sort: SortOrder,
    first: number,
    signal?: AbortSignal,
  ): Promise<ViewHead> {
    views += 1;
    const view = `view_${views}`;
    const head = await this.side.read(async (connection, instance) => {
      const activity = this.side.activityRead;
      const opened = await openView(connection, view, filter, sort, instance.texts());
      instance.made.set(view, Promise.resolve());
      this.open.set(view, { desk, filter, sort, tables: instance.tables, activity });
      const page = await pageIn(instance, view, 0, first, signal);
      return { view, filter, sort, ...opened, first: page };
    }, signal);
    // Nobody will learn its id.
    if (signal?.aborted === true) await this.close(desk, view);
    return head;
  }

  page(
    desk: symbol,
    view: string,
    offset: number,
    limit: number,
    signal?: AbortSignal,
  ): Promise<ViewPage> {
    return this.ask(
      desk,
      view,
      (_, instance) => pageIn(instance, view, offset, limit, signal),
      signal,
    );
  }

  /** Of the turns that match a filter: those of this window's view of it, where that has found them already. */
  facets(desk: symbol, filter: string, signal?: AbortSignal): ReturnType<typeof facets> {
    return this.side.read(async (connection, instance) => {
      const found = this.standing(desk, filter, instance);
      if (found !== undefined)
        try {
          return await facets(connection, filter, instance.texts(), viewTable(found));
        } catch (error) {
          if (this.open.has(found)) throw error;
          // It was closed meanwhile.
        }
      return facets(connection, filter, instance.texts());
    }, signal);
  }

  /** A view that stands in an instance and was opened over what it shows now: acts may change what matches. */
  private standing(desk: symbol, filter: string, { tables, made }: Instance): string | undefined {
    const found = [...this.open].findLast(
      ([id, view]) =>
        view.desk === desk &&
        view.filter === filter &&
        view.tables === tables &&
        view.activity === this.side.activityRead &&
        made.has(id),
    );
    return found?.[0];
  }

  position(desk: symbol, view: string, turn: number, signal?: AbortSignal): Promise<number | null> {
    return this.ask(desk, view, (connection) => positionIn(connection, view, turn), signal);
  }

  async close(desk: symbol, view: string): Promise<void> {
    if (this.open.get(view)?.desk !== desk) return;
    this.open.delete(view);
    try {
      await this.side.read(async (connection, instance) => {
        if (instance.made.delete(view)) await dropView(connection, view);
      });
    } catch {
      // An instance that cannot be asked any more takes its views with it.
    }
  }

  /** The window is gone. */
  async closeAllOf(desk: symbol): Promise<void> {
    const own = [...this.open].filter(([, view]) => view.desk === desk);
    await Promise.all(own.map(([view]) => this.close(desk, view)));
  }

  private async ask<Answer>(
    desk: symbol,
    id: string,
    work: (connection: DuckDBConnection, instance: Instance) => Promise<Answer>,
    signal: AbortSignal | undefined,
  ): Promise<Answer> {
    const view = this.open.get(id);
    if (view?.desk !== desk) throw new ViewLost();
    return this.side.read(async (connection, instance) => {
      if (instance.tables !== view.tables) {
        this.open.delete(id);
        throw new ViewLost();
      }
      await made(instance, id, view);
      return work(connection, instance);
    }, signal);
  }
}

/** What it asks side by side is withdrawn with it. */
async function pageIn(
  { connections, texts }: Instance,
  view: string,
  offset: number,
  limit: number,
  signal: AbortSignal | undefined,
): Promise<ViewPage> {
  if (limit === 0) return { offset, columns: {} };
  return viewPage((work) => connections.ask(work, signal), view, offset, limit, texts());
}

/** Makes the view once, however many pages wait for it; a page that is withdrawn does not stop it for the others. */
async function made(instance: Instance, id: string, { filter, sort }: View): Promise<void> {
  const begun = instance.made.get(id);
  if (begun !== undefined) return begun;
  const making = instance.connections
    .ask((connection) => openView(connection, id, filter, sort, instance.texts()))
    .then(
      () => undefined,
      (error: unknown) => {
        instance.made.delete(id);
        throw error;
      },
    );
  instance.made.set(id, making);
  return making;
}
