import { defineConfig, type Options } from 'tsup'

const names = ['index', 'client', 'react', 'vue', 'elements', 'server', 'postgres', 'basket', 'standards', 'testing']
const doors = Object.fromEntries(names.map((name) => [name, `src/${name}.ts`]))

const shared: Options = {
  tsconfig: 'tsconfig.build.json',
  outDir: 'dist',
  target: ['es2022', 'node20'],
  platform: 'neutral',
  splitting: true,
  treeshake: true,
  sourcemap: false,
  silent: true,
  loader: { '.sql': 'text' },
  // The command line uses the package by its own name, as a stranger would; Node resolves that to the doors beside it.
  external: [/^node:/, /^evenhanded($|\/)/],
}

export default defineConfig([
  { ...shared, entry: doors, format: ['esm'] },
  // These come as ES modules alone, which CommonJS on the first releases of Node 20 cannot require: bundled there.
  { ...shared, entry: doors, format: ['cjs'], noExternal: ['canonicalize', 'jose', 'temporal-polyfill'] },
  // tsup hands TypeScript 6 a `baseUrl`, which that version calls deprecated.
  {
    ...shared,
    entry: doors,
    format: ['esm', 'cjs'],
    dts: { only: true, compilerOptions: { ignoreDeprecations: '6.0' } },
  },
  { ...shared, entry: { cli: 'src/cli.ts' }, format: ['esm'], platform: 'node' },
])
