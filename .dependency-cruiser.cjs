/**
 * Imports run one way (docs/architecture.md): the core knows nobody, doors stand at the top, and the command line and
 * the examples use the package as a stranger would.
 *
 * @type {import('dependency-cruiser').IConfiguration}
 */

const doors = '^src/[^/]+\\.ts$'
const npm = ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown', 'npm-bundled']

/** A room of `src` may import from the named rooms, and from npm; nothing else of ours. */
const room = (name, ...mayImport) => ({
  name: `${name}-knows-only-${['itself', ...mayImport].join('-')}`,
  comment: `src/${name} may import ${['itself', ...mayImport].join(', ')}; nothing else of src`,
  severity: 'error',
  from: { path: `^src/${name}/` },
  to: {
    path: '^(src|tests|examples|bench|scripts)/',
    pathNot: [name, ...mayImport].map((folder) => `^src/${folder}/`),
  },
})

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'What needs each other is one thing: put it in one file, or turn one arrow round',
      severity: 'error',
      from: { path: '^(src|examples|bench)/' },
      to: { circular: true },
    },
    {
      name: 'nothing-missing',
      comment: 'An import that leads nowhere',
      severity: 'error',
      from: { path: '^(src|examples|tests|bench)/', pathNot: '^tests/types/' },
      to: { couldNotResolve: true, pathNot: '^evenhanded(/|$)' },
    },
    {
      name: 'core-knows-nobody',
      comment: 'The core is pure: nothing outside src/core, no Node, no package (their types may be named)',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { pathNot: '^src/core/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'core-types-only-from-packages',
      comment: 'The core does not even name the types of the rooms above it',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { path: '^(src|tests|examples)/', pathNot: '^src/core/' },
    },
    room('ports', 'core'),
    {
      name: 'ports-are-interfaces',
      comment: 'A port is an interface with its laws: it needs no Node and no package',
      severity: 'error',
      from: { path: '^src/ports/' },
      to: { dependencyTypes: ['core', ...npm], dependencyTypesNot: ['type-only'] },
    },
    room('client', 'core', 'ports'),
    room('server', 'core', 'ports'),
    room('store', 'core', 'ports'),
    room('basket', 'core', 'ports'),
    room('standards', 'core', 'ports'),
    room('testing', 'core', 'ports'),
    {
      name: 'ui-knows-the-doors-of-the-client',
      comment: 'The UI does what any page could: it uses src/client.ts and src/index.ts',
      severity: 'error',
      from: { path: '^src/ui/' },
      to: { path: '^(src|tests|examples|bench)/', pathNot: ['^src/ui/', '^src/client\\.ts$', '^src/index\\.ts$'] },
    },
    {
      name: 'cli-is-a-stranger',
      comment: 'The command line imports evenhanded by name',
      severity: 'error',
      from: { path: '^src/(cli/|cli\\.ts$)' },
      to: { path: '^(src|tests|examples|bench|dist)/', pathNot: '^src/cli/' },
    },
    {
      name: 'examples-are-strangers',
      comment: 'The examples import evenhanded by name',
      severity: 'error',
      from: { path: '^examples/' },
      to: { path: '^(src|tests|bench|dist|scripts)/' },
    },
    {
      name: 'no-door-from-inside',
      comment: 'Doors are for those outside; inside, import the file that you mean',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/ui/' },
      to: { path: doors },
    },
    {
      name: 'nothing-built-on-tests',
      comment: 'Nothing that is published rests on tests, examples or the bench',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(tests|examples|bench|scripts)/' },
    },
    {
      name: 'only-published-dependencies',
      comment: 'What src imports, its users must get: a dependency or a peer (a type may come from a devDependency)',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg'], dependencyTypesNot: ['npm-peer', 'type-only'] },
    },
    {
      name: 'no-node-in-the-browser',
      comment: 'These run in a page, or on any Fetch runtime',
      severity: 'error',
      from: { path: '^src/(client|ui|basket|standards|testing|server|store)/' },
      to: { dependencyTypes: ['core'], dependencyTypesNot: ['type-only'] },
    },
    ...['react', 'vue', 'pg', '@electric-sql/pglite'].map((peer) => ({
      name: `only-its-door-needs-${peer.replace(/\W+/g, '-')}`,
      comment: `${peer} is an optional peer: only the room behind its own door may import it`,
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: { react: '^src/ui/react', vue: '^src/ui/vue' }[peer] ?? '^src/cli/',
      },
      to: { path: `(^|/)node_modules/${peer}/`, dependencyTypesNot: ['type-only'] },
    })),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.build.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^dist/', '^examples/dist/', '^coverage/'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.vue', '.json', '.d.ts'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}
