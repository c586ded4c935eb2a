// Who may import what. test/architecture/import-rules.spec.ts breaks every rule once.

const ledger = '^libs/ledger/src/';
const merkle = '^libs/merkle/src/';
const tests = '\\.(spec|e2e-spec|contract|fixture)\\.ts$|-example\\.ts$|^test/|^libs/ledger/src/given\\.ts$';
const npm = (...names) => `(^|/)node_modules/(${names.join('|')})/`;
const builtin = (...names) => `^(node:)?(${names.join('|')})$`;
const fields = npm('class-validator', 'class-transformer', 'reflect-metadata');
// Nest, and the two that its own signatures speak.
const nest = npm('@nestjs', 'fastify', 'rxjs');
// The files of capabilities that speak HTTP.
const http = '^libs/capabilities/src/(.+\\.(controller|module)|controllers|asked)\\.ts$';
// What the files at the top of the capabilities put together, they put together last.
const composed = '^libs/capabilities/src/(index|commands|views|controllers)\\.ts$';
const kernel = '^libs/capabilities/src/(?!(index|commands|views|controllers)\\.ts$)[^/]+\\.ts$';
// Two files that another capability asks by name:
const shared = [
  '^libs/capabilities/src/calendar/working-(days|time)\\.ts$', // due dates of rules: arithmetic over published calendars
  '^libs/capabilities/src/violations/findings-of\\.ts$', // a history names its findings by the query that lists them
  '^libs/capabilities/src/violations/explanations-of\\.ts$', // and how its look-ups are explained
];

/** Nothing but what is listed may be imported from there. */
const only = (name, comment, from, ...allowed) => ({
  name,
  comment,
  severity: 'error',
  from,
  to: { pathNot: allowed },
});
const never = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    never('no-circle', 'a file that needs itself has no first line to read', {}, { circular: true }),
    never(
      'found',
      'what is imported exists; the bench imports the built product, which a clean checkout does not have yet',
      {},
      { couldNotResolve: true, pathNot: '^(\\.\\./)+dist/' },
    ),
    never(
      'no-tests-in-the-product',
      'what is shipped does not need what tries it, nor a development dependency',
      { pathNot: tests },
      { path: tests },
    ),
    never(
      'no-development-dependency-in-the-product',
      'npm ci --omit=dev must leave a product that runs',
      { path: '^(apps|libs)/', pathNot: tests },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
    never(
      'libraries-by-their-index',
      'a library is its index, beside what only its tests or the server are to see',
      { path: '^(?:apps|libs|test)/([^/]+)/' },
      {
        path: '^libs/[^/]+/src/',
        pathNot: [
          '^libs/$1/',
          '/src/index\\.ts$',
          '\\.(contract|fixture)\\.ts$|-example\\.ts$|^libs/ledger/src/given\\.ts$',
          '^libs/capabilities/src/controllers\\.ts$', // brings Nest, which rules and the CLI do without
        ],
      },
    ),
    never(
      'libraries-statically',
      'the build knows the name of a library in a static import only; import() takes a file of the application',
      { path: '^(apps|libs)/', pathNot: tests },
      { path: '^libs/[^/]+/src/index\\.ts$', dynamic: true },
    ),
    only(
      'ledger-alone',
      'the kernel knows no framework and no machine: hash and clock are passed in',
      { path: ledger, pathNot: tests },
      ledger,
    ),
    only(
      'ledger-tests',
      "the kernel's own tests and contracts need a test runner and generated cases, never an adapter",
      { path: '^libs/ledger/src/.*(\\.(spec|contract)|-example)\\.ts$|^libs/ledger/src/given\\.ts$' },
      ledger,
      npm('fast-check', '@jest', '@types/jest'),
      builtin('crypto', 'fs', 'path', 'timers/promises'),
    ),
    only(
      'merkle-alone',
      'whoever verifies can lift the tree out',
      { path: merkle, pathNot: tests },
      merkle,
      builtin('crypto'),
    ),
    only(
      'timestamp-alone',
      'a token is checked with what came with it: no file, no network',
      { path: '^libs/timestamp/src/', pathNot: tests },
      '^libs/timestamp/src/',
      merkle,
      npm('pkijs', 'asn1js'),
      builtin('crypto'),
    ),
    only(
      'capabilities-pure',
      'rules, views and deciders are functions of facts',
      { path: '^libs/capabilities/src/', pathNot: [tests, http] },
      '^libs/capabilities/src/(?!(.+\\.(controller|module)|controllers|asked)\\.ts$)',
      ledger,
      merkle,
      fields,
    ),
    only(
      'controllers',
      'a controller asks views and speaks HTTP through Nest',
      { path: http },
      '^libs/capabilities/src/',
      ledger,
      merkle,
      fields,
      '^libs/nest/src/index\\.ts$',
      nest,
    ),
    {
      name: 'capabilities-apart',
      comment: 'a capability knows of another only which events it has; what two share moves down',
      severity: 'error',
      from: { path: '^libs/capabilities/src/([^/]+)/' },
      to: {
        path: '^libs/capabilities/src/',
        pathNot: ['^libs/capabilities/src/$1/', '^libs/capabilities/src/[^/]+/events\\.ts$', kernel, ...shared],
      },
    },
    never(
      'kernel-of-capabilities',
      'what all capabilities stand on (facts, fields, time, life, pages) knows none of them; the catalogue, their events',
      { path: kernel, pathNot: tests },
      { path: ['^libs/capabilities/src/[^/]+/(?!events\\.ts$)', composed] },
    ),
    only(
      'nest-general',
      'what serves every capability over HTTP knows none',
      { path: '^libs/nest/src/', pathNot: tests },
      '^libs/nest/src/',
      ledger,
      nest,
      builtin('crypto', 'buffer', 'stream', 'net'),
    ),
    ...[
      ['sqlite', '@photostructure/sqlite'],
      ['eventstore', '@eventstore/db-client'],
      ['postgres', 'pg', '@types/pg'],
    ].map(([lib, ...driver]) =>
      only(
        `${lib}-adapter`,
        'a store knows the port that it fills, its driver and the machine',
        { path: `^libs/${lib}/src/`, pathNot: tests },
        `^libs/${lib}/src/`,
        ledger,
        npm(...driver),
        builtin('[a-z_/]+'),
      ),
    ),
    only(
      'sealing-general',
      'what seals knows the log as a port, the tree and its file, and no capability',
      { path: '^libs/sealing/src/', pathNot: tests },
      '^libs/sealing/src/',
      ledger,
      merkle,
      '^libs/sqlite/src/index\\.ts$',
      builtin('crypto', 'fs', 'path', 'timers/promises'),
    ),
    only(
      'evidence-above-seal',
      'a package is a history with its proofs: it knows the queries and the tree, not Nest, and reads no file but its fonts',
      { path: '^libs/evidence/src/', pathNot: tests },
      '^libs/evidence/src/',
      ledger,
      merkle,
      '^libs/(sealing|capabilities)/src/index\\.ts$',
      npm('pdfkit', '@types/pdfkit', '@expo-google-fonts'),
      builtin('crypto', 'zlib', 'fs', 'module'),
    ),
    never(
      'apps-apart',
      'applications share libraries, not each other',
      { path: '^apps/([^/]+)/' },
      { path: '^apps/', pathNot: '^apps/$1/' },
    ),
    never(
      'demo-apart',
      'the city is made by code that shares nothing with the rules that judge it',
      { path: '^apps/cli/src/demo/', pathNot: tests },
      { path: '^libs/' },
    ),
    never('libraries-below', 'no library knows an application', { path: '^libs/' }, { path: '^apps/' }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
