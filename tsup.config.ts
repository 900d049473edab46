import { defineConfig, type Options } from 'tsup'

const doors = ['index', 'client', 'react', 'vue', 'server', 'postgres', 'testing']

const shared: Options = {
  tsconfig: 'tsconfig.build.json',
  outDir: 'dist',
  target: ['es2022', 'node20'],
  platform: 'neutral',
  splitting: true,
  treeshake: true,
  sourcemap: false,
  loader: { '.sql': 'text' },
  // The command line uses the package by its own name, as a stranger would; Node resolves that to the doors beside it.
  external: [/^node:/, /^evenhanded($|\/)/],
}

export default defineConfig([
  {
    ...shared,
    entry: Object.fromEntries(doors.map((door) => [door, `src/${door}.ts`])),
    format: ['esm', 'cjs'],
    // tsup hands TypeScript 6 a `baseUrl`, which that version calls deprecated.
    dts: { compilerOptions: { ignoreDeprecations: '6.0' } },
  },
  {
    ...shared,
    entry: { cli: 'src/cli.ts' },
    format: ['esm'],
    platform: 'node',
    dts: false,
  },
])
