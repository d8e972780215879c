import { existsSync, statSync } from 'node:fs';
import type { ReportExtract } from '../../../../shared/domain/report-extract.ts';
import { pathOfEvidence, readInPlace } from '../../evidence/store.ts';
import { shellWord } from '../../evidence/stock-command.ts';
import type { Material } from '../material.ts';
import { rulesOfCase } from './findings.ts';

export function methodsSection({ open }: Material): ReportExtract['methods'] {
  return rulesOfCase(open).map(
    ({ id, version, title, description, severity, lane, failure_type, sha256 }) => ({
      id,
      version,
      name: title,
      text: description,
      parameters: [
        { name: 'severity', value: severity },
        { name: 'lane', value: lane },
        { name: 'failure type', value: failure_type },
      ],
      sha256,
    }),
  );
}

/** Fill-in forms for a human declarant; Exhibit never claims that anything is admissible. */
export function certificatesSection(
  { info }: Material,
  report: ReportExtract['report'],
): ReportExtract['certificates'] {
  const blank = (label: string) => ({ label, value: null });
  const declarant = ['Name of the declarant', 'Title', 'Employer', 'Qualifications'].map(blank);
  const program = {
    label: 'Program',
    value: `${report.tool.name} ${report.tool.version}, build ${report.tool.build}`,
  };
  const files = info.evidence
    .map(({ name, sha256, in_place }) =>
      in_place === null
        ? `${name}: ${sha256}`
        : `${name}: ${sha256} (left in place and not copied: ${in_place})`,
    )
    .join('; ');
  return [
    {
      rule: '902(13)',
      fields: [
        ...declarant,
        program,
        {
          label: 'How the process works',
          value:
            'Each file is copied, unless section 3 says that it was left in place, and hashed, split into records, and each record mapped to turns by the format named in section 3; the same input gives the same tables, which verify --full repeats.',
        },
        blank('Why the process gives an accurate result (tests, validation, known error rate)'),
        blank('Whether the system was working normally at the time'),
      ],
    },
    {
      rule: '902(14)',
      fields: [
        ...declarant,
        program,
        { label: 'Hash algorithm', value: 'SHA-256' },
        { label: 'Files and hash values', value: files === '' ? null : files },
        blank('Original source (device, medium, path, owner)'),
        blank('Date, time and zone of acquisition'),
        blank('Result of comparing the hash of the original with that of the copy'),
      ],
    },
  ];
}

export function manifestSection({ open, info }: Material): ReportExtract['manifest'] {
  const files = [
    ...info.evidence.map(({ sha256 }) => sha256),
    ...info.references.map(({ sha256 }) => sha256),
  ];
  const listed = [...new Set(files)].map((sha256) => {
    const path = pathOfEvidence(open.evidence, sha256);
    const inPlace = readInPlace(open.evidence, sha256);
    return {
      path: inPlace?.path ?? `evidence/${sha256}`,
      sha256,
      bytes: existsSync(path) ? statSync(path).size : 0,
      ...(inPlace === null ? {} : { left_in_place: true as const }),
    };
  });
  return {
    files: listed,
    checks: [
      { purpose: 'The signature of this document', command: 'pdfsig report.pdf' },
      { purpose: 'Everything in the package', command: 'unzip package.zip && sh verify.sh' },
      { purpose: 'An evidence file against its name', command: 'sha256sum evidence/*' },
      ...listed
        .filter(({ left_in_place }) => left_in_place)
        .map(({ path, sha256 }) => ({
          purpose: `A file that was left in place against its SHA-256, ${sha256}`,
          command: `sha256sum ${shellWord(path)}`,
        })),
      {
        purpose: 'A record against its hash (annex B gives each command)',
        command:
          'dd if=evidence/… iflag=skip_bytes,count_bytes skip=… count=… status=none | sha256sum',
      },
      { purpose: 'The whole case, with Exhibit', command: 'exhibit verify CASE --full' },
    ],
  };
}
