// Builds the tests for each React that is supported, and once more with what the React Compiler makes of their components.
import { transformAsync } from '@babel/core';
import { build } from 'esbuild';
import { readFile, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const out = here('out');
const TESTS = ['hooks', 'text', 'server'].map((name) => here(`${name}.test.jsx`));
const React18 = { react: 'react-18', 'react-dom': 'react-dom-18' };
let compiled = 0;

/** Every component and hook of the tests; a function that the compiler leaves as it is, is an error. */
const compiler = {
  name: 'react-compiler',
  setup(plugins) {
    plugins.onLoad({ filter: /components\.jsx$/ }, async ({ path }) => {
      const made = await transformAsync(await readFile(path, 'utf8'), {
        filename: path,
        configFile: false,
        parserOpts: { plugins: ['jsx'] },
        plugins: [['babel-plugin-react-compiler', { panicThreshold: 'all_errors' }]],
      });
      compiled += made.code.split('_c(').length - 1;
      return { contents: made.code, loader: 'jsx' };
    });
  },
};

async function bundle(name, alias, plugins) {
  await build({
    entryPoints: TESTS,
    outdir: out,
    entryNames: `[name].${name}`,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"development"', REACT: JSON.stringify(name) },
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    alias,
    plugins,
    external: ['ankurah', 'ankurah/*', 'yjs', 'happy-dom'],
    logLevel: 'warning',
  });
}

await rm(out, { recursive: true, force: true });
await bundle('19', {}, []);
await bundle('18', React18, []);
await bundle('compiled', {}, [compiler]);
if (compiled < 5) {
  throw new Error(`the React Compiler compiled ${compiled} components`);
}
