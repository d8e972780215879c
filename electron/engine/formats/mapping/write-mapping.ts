import { isMap, isScalar, parseDocument, stringify } from 'yaml';
import type { Mapping } from '../../../../shared/domain/mapping.ts';
import type { MappingReason } from '../../../../shared/domain/mapping-trial.ts';
import { visibleLine } from '../../../../shared/text/visible.ts';

/** The YAML text of a mapping, which `readMapping` reads as the same; what is left empty is left out. */
export function writeMapping(mapping: Mapping, reasons: readonly MappingReason[] = []): string {
  const document = parseDocument(stringify(written(mapping), { lineWidth: 0 }));
  for (const { at, why, has, of } of reasons) {
    const comment = ` ${visibleLine(why)}; in ${has} of ${of}`;
    const node = document.getIn(at, true);
    // The path of what is read in another unit has the comment.
    const noted = isMap(node) ? node.get('path', true) : node;
    if (isScalar(noted)) noted.comment = comment;
  }
  return document.toString({ lineWidth: 0 });
}

function written(mapping: Mapping): object {
  return Object.fromEntries(
    Object.entries(mapping).filter(([name, value]) =>
      name !== 'capture' || value !== 'application'
        ? typeof value !== 'object' || Object.keys(value).length > 0
        : false,
    ),
  );
}
