import { defineConfig } from 'vite';

const packages = new URL('../../npm/', import.meta.url).pathname;

export default defineConfig({
  // The packages of this repository, built beside this page; an app of its own installs them.
  resolve: {
    alias: { ankurah: `${packages}ankurah/dist/index.js` },
    dedupe: ['react', 'react-dom', 'yjs', 'y-protocols'],
  },
  build: { outDir: 'dist', emptyOutDir: true, chunkSizeWarningLimit: 1_500, modulePreload: { polyfill: false } },
  server: { proxy: { '/sync': { target: 'ws://127.0.0.1:7717', ws: true } } },
});
