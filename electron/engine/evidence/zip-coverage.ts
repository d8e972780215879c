import { closeSync } from 'node:fs';
import { Coverage, containerOf } from './coverage.ts';
import type { RecordPath } from './document-records.ts';
import { readZipDirectory, type ZipDirectory } from './zip-directory.ts';
import { type MemberContent, openMember } from './zip-member.ts';

/**
 * The same as `Coverage` for a zip: every byte of every member, in the order of the directory, and every byte of the file
 * that belongs neither to a member nor to the zip's structure.
 */
export class ZipCoverage {
  fault: string | null = null;
  private readonly zip: number;
  private readonly directory: ZipDirectory;
  private nextMember = 0;
  private nextStray = 0;
  private member: string | null = null;
  private open: { content: MemberContent; coverage: Coverage } | null = null;

  private readonly paths: ReadonlyMap<string | null, readonly RecordPath[]>;

  /** `paths`: where records stand within documents of a member. */
  constructor(zip: number, paths: ReadonlyMap<string | null, readonly RecordPath[]> = new Map()) {
    this.zip = zip;
    this.paths = paths;
    this.directory = readZipDirectory(zip);
  }

  async record(member: string | null, offset: number, length: number): Promise<void> {
    if (this.fault !== null) return;
    if (member === null) {
      const stray = this.directory.strays[this.nextStray++];
      if (stray?.start !== offset || stray.end !== offset + length)
        this.fault = `the record at byte ${offset} of the zip file is no stretch that belongs to no member`;
      return;
    }
    while (this.open === null || this.member !== member) {
      this.close();
      if (!(await this.openNext())) {
        this.fault ??= `no member ${member} stands in the zip file, or its records are not in order`;
        return;
      }
    }
    this.open.coverage.record(offset, length);
  }

  /** Says that no record follows. */
  async end(): Promise<void> {
    this.close();
    while (this.fault === null && (await this.openNext())) this.close();
    if (this.nextStray !== this.directory.strays.length)
      this.fault ??= 'bytes of the zip file belong to no member and to no record';
  }

  /** Frees what is held; `end` need not have been called. */
  release(): void {
    if (this.open !== null) closeSync(this.open.content.file);
    this.open = null;
  }

  private async openNext(): Promise<boolean> {
    const member = this.directory.members[this.nextMember++];
    if (member === undefined) return false;
    const content = await openMember(this.zip, member);
    this.member = member.name;
    this.open = {
      content,
      coverage: new Coverage(content, containerOf(content), this.paths.get(member.name)),
    };
    return true;
  }

  private close(): void {
    if (this.open === null) return;
    const { coverage } = this.open;
    coverage.end();
    if (coverage.fault !== null) this.fault ??= `${this.member ?? ''}: ${coverage.fault}`;
    this.release();
  }
}
