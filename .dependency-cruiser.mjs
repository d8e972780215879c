// Who may import whom. Everything that is not allowed here is an error; test/architecture plants violations to prove it.
const own = (room) => ({ from: { path: `^(${room})/` }, to: { path: '^$1/' } });
const allow = (from, to) => ({ from: { path: from }, to: { path: to } });
const room = (name, ...others) => allow(`^electron/engine/${name}/`, `^electron/engine/(${['base', ...others].join('|')})/`);
const packages = (from, ...names) => allow(from, `(^|node_modules/)(${names.join('|')})(/|$)`);

export default {
  allowedSeverity: 'error',
  allowed: [
    own('shared/[^/]+'),
    own('electron/(?:cli|engine-host)'),
    own('electron/engine/[^/]+'),
    allow('^shared/contract/', '^shared/(domain|text)/'),
    allow('^electron/', '^shared/'),
    room('custody'),
    room('evidence'),
    room('case', 'custody', 'evidence'),
    room('import', 'case', 'custody', 'evidence', 'formats'),
    room('search', 'case'),
    room('replay', 'case'),
    room('compare', 'case', 'statistics', 'search', 'analysis'),
    room('detect', 'case', 'custody', 'search'),
    room('analysis', 'case', 'custody'),
    room('console', 'case', 'analysis'),
    room('seal'),
    room('rebuild', 'case', 'custody', 'evidence', 'import', 'detect'),
    room('verify', 'case', 'seal', 'rebuild'),
    room('report', 'case', 'custody', 'evidence', 'analysis', 'replay', 'compare', 'detect', 'statistics', 'search', 'seal', 'verify'),
    room('demo', 'case', 'import', 'analysis', 'compare', 'detect', 'report', 'seal', 'search', 'replay', 'verify'),
    allow('^electron/engine/index', '^electron/engine/'),
    allow('^electron/(cli|engine-host)/', '^electron/engine/index'),
    allow('^electron/engine/case/version', '^package.json$'),
    packages('^shared/', 'zod'),
    packages('^electron/engine/', 'zod', '@duckdb/node-api'),
    packages('^electron/engine/base/', 'canonicalize'),
    packages('^electron/engine/(import|formats)/', '@duckdb/node-bindings', 'lossless-json'),
    packages('^electron/engine/import/', 'picomatch'),
    packages('^electron/engine/(search|detect)/', 're2js'),
    packages('^electron/engine/(detect|analysis|demo)/', 'yaml'),
    packages('^electron/engine/(compare|statistics)/', 'simple-statistics'),
    packages('^electron/engine/seal/', '@libpdf/core', 'pkijs', 'asn1js', '@peculiar/x509', 'reflect-metadata', 'yazl', 'yauzl'),
    packages('^electron/(engine/report|engine-host)/', '@myriaddreamin/typst-ts-node-compiler'),
    packages('^electron/cli/', 'commander', 'zod'),
    { from: { path: '^electron/' }, to: { dependencyTypes: ['core'] } },
  ],
  forbidden: [
    {
      name: 'offline',
      severity: 'error',
      from: { path: '^(electron|shared)/' },
      to: { path: '^(node:)?(net|http|https|http2|dgram|tls|dns)(/|$)' },
    },
    {
      name: 'engine-is-free-of-electron',
      severity: 'error',
      from: { path: '^electron/(engine|cli)/' },
      to: { path: '^electron$|node_modules/electron/' },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.mjs', '.json'], exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
