import type { FileReading } from '../../../shared/domain/evidence-register.ts';
import type { RepairOfFile } from '../../../shared/domain/repair.ts';
import type { ChainEntry } from './chain.ts';
import { completedJobs } from './acts.ts';
import { rebuildBegun } from './imports.ts';

/** How a file has been read otherwise since it was imported, and why, in order. */
export function readingsOf(entries: readonly ChainEntry[], sha256: string): FileReading[] {
  return completedJobs(entries, 'rebuild', rebuildBegun).flatMap(({ begun }) => {
    const { reading } = begun;
    if (reading?.sha256 !== sha256) return [];
    const said = entries.find(
      ({ act, data }) => act === 'rebuild.completed' && data['job_no'] === begun.job_no,
    );
    return [
      {
        entry: said?.seq ?? 0,
        at: said?.at ?? '',
        by: said?.actor ?? '',
        zone: reading.zone,
        clock_offset_ms: reading.clock_offset_ms,
        method: reading.mapping?.name ?? reading.format,
        reason: reading.reason,
      },
    ];
  });
}

/** The repairs of records of a file, and those that were withdrawn, in order. */
export function repairActsOf(entries: readonly ChainEntry[], sha256: string): RepairOfFile[] {
  return completedJobs(entries, 'rebuild', rebuildBegun).flatMap(
    ({ begun: { job_no, repair } }) => {
      if (repair?.sha256 !== sha256) return [];
      const said = entries.find(
        ({ act, data }) => act === 'rebuild.completed' && data['job_no'] === job_no,
      );
      const { rule, version, withdrawn, reason, records } = repair;
      return [
        {
          entry: said?.seq ?? 0,
          at: said?.at ?? '',
          by: said?.actor ?? '',
          ...{ rule, version, withdrawn, reason, records: records.length },
        },
      ];
    },
  );
}
