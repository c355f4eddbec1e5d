import { defineConfig } from 'vite';

const packages = new URL('../../npm/', import.meta.url).pathname;

export default defineConfig({
  // The packages of this repository stand beside this page; an app of its own installs them.
  resolve: {
    alias: [
      { find: /^ankurah$/, replacement: `${packages}ankurah/dist/index.js` },
      { find: /^ankurah\/(.*)$/, replacement: `${packages}ankurah/dist/$1.js` },
      { find: /^ankurah-react$/, replacement: `${packages}ankurah-react/src/index.ts` },
      { find: /^ankurah-react\/(.*)$/, replacement: `${packages}ankurah-react/src/$1.ts` },
    ],
    dedupe: ['react', 'react-dom', 'yjs'],
  },
  build: { outDir: 'dist', emptyOutDir: true, chunkSizeWarningLimit: 1_500, modulePreload: { polyfill: false } },
  server: { proxy: { '/sync': { target: 'ws://127.0.0.1:9797', ws: true } } },
});
