import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Job } from '../../../electron/engine/base/job.ts';
import { createTableSql, TABLE_LIST } from '../../../electron/engine/case/schema.ts';
import { memorySide } from '../../../electron/engine/case/views.ts';
import {
  type DerivedFile,
  type DeriveOptions,
  deriveFile,
} from '../../../electron/engine/import/derive.ts';
import { type Lent, lendInstance } from '../../fixtures/lent-instance.ts';

/** A case's tables in memory, into which files are derived one after the other. */
export class TrialCase {
  readonly connection: DuckDBConnection;
  readonly folder: string;
  private readonly lent: Lent;
  private files = 0;
  private isSeen = false;

  private constructor(lent: Lent) {
    this.lent = lent;
    this.connection = lent.connection;
    this.folder = mkdtempSync(path.join(tmpdir(), 'exhibit-import-'));
  }

  static async open(): Promise<TrialCase> {
    const lent = await lendInstance(':memory:');
    await lent.connection.run(TABLE_LIST.map(createTableSql).join(';'));
    return new TrialCase(lent);
  }

  /** Derives a file of these bytes; the transaction is rolled back when it is refused. */
  async derive(
    content: string | Uint8Array,
    options: Partial<DeriveOptions> = {},
    job: Job = {},
  ): Promise<DerivedFile> {
    const source = path.join(this.folder, `source-${this.files + 1}`);
    writeFileSync(source, content);
    return this.deriveFrom(source, options, job);
  }

  async deriveFrom(
    source: string,
    options: Partial<DeriveOptions> = {},
    job: Job = {},
  ): Promise<DerivedFile> {
    this.files++;
    await this.connection.run('BEGIN');
    try {
      const derived = await deriveFile(
        {
          connection: this.connection,
          source,
          copyTo: this.copyPath(),
          evidence: { evidence_id: this.files, name: 'log.jsonl' },
          format: null,
          zone: 'UTC',
          mapping: null,
          clockOffsetMs: 0,
          checkpoints: null,
          partitions: [],
          repairs: [],
          joinWindowMs: null,
          ...options,
        },
        job,
      );
      await this.connection.run('COMMIT');
      return derived;
    } catch (error) {
      await this.connection.run('ROLLBACK');
      throw error;
    }
  }

  copyPath(): string {
    return path.join(this.folder, `copy-${this.files}`);
  }

  copy(): Buffer {
    return readFileSync(this.copyPath());
  }

  async rows(sql: string): Promise<Record<string, unknown>[]> {
    const reader = await this.connection.runAndReadAll(sql);
    return reader.getRowObjectsJson();
  }

  /** The first column of each row. */
  async values(sql: string): Promise<unknown[]> {
    const reader = await this.connection.runAndReadAll(sql);
    return reader.getRowsJson().map((row) => row[0]);
  }

  /** Every row of every table, as text. */
  async everything(): Promise<string> {
    const tables = TABLE_LIST.map(async ({ name }) => {
      const { rows } = { rows: await this.rows(`SELECT * FROM store.${name} ORDER BY ALL`) };
      return JSON.stringify([name, rows]);
    });
    return (await Promise.all(tables)).join('\n');
  }

  /** The views through which features see the tables. */
  async see(): Promise<void> {
    this.isSeen = true;
    await this.connection.run(memorySide().join(';'));
  }

  async close(): Promise<void> {
    if (this.isSeen) this.lent.end();
    else await this.lent.giveBack();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export async function withCase(test: (trial: TrialCase) => Promise<void>): Promise<void> {
  const trial = await TrialCase.open();
  try {
    await test(trial);
  } finally {
    await trial.close();
  }
}

/** A call as a gateway logs it; what is given replaces what stands here. */
export function call(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 'call-1',
    conversation_id: 'conv-1',
    created: 1760000000,
    request: {
      model: 'm-1',
      temperature: 0.5,
      messages: [{ role: 'user', content: 'What is the fee?' }],
    },
    response: {
      object: 'chat.completion',
      model: 'm-1-0613',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: 'The fee is 5 €.' },
          finish_reason: 'stop',
        },
      ],
      usage: { prompt_tokens: 12, completion_tokens: 7 },
    },
    ...fields,
  };
}

export const line = (fields: Record<string, unknown> = {}): string => JSON.stringify(call(fields));
