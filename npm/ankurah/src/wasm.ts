// The engine in WebAssembly with its garbage collector. The same Java, and the same answers; about twice as fast, and twice as large.
import type { Engine, EngineModule } from './engine.js';
import { FaultError } from './errors.js';
import { load } from './wasm-runtime.mjs';

const loading = new Map<string, Promise<EngineModule>>();

/**
 * The engine in WebAssembly, for `engine` among the options of a client. For browsers: Chromium from 119, Firefox from 120 and Safari
 * from 18.2 can run it; others fail with `client.engine`, as do pages whose Content-Security-Policy does not say
 * `script-src 'wasm-unsafe-eval'`.
 *
 * @param url where `engine.wasm` is, if a bundler does not find it by itself
 */
export function wasm(url: string | URL = new URL('./engine.wasm', import.meta.url)): Engine {
  const where = String(url);
  return {
    load() {
      let module = loading.get(where);
      if (module === undefined) {
        module = loaded(where);
        loading.set(where, module);
      }
      return module;
    },
  };
}

async function loaded(where: string): Promise<EngineModule> {
  try {
    return (await load(where)).exports;
  } catch (error) {
    loading.delete(where);
    const why = error instanceof Error ? error.message : String(error);
    throw new FaultError(
      'client.engine',
      `the engine in WebAssembly cannot be run here: ${why}; leave the option \`engine\` away for the one in JavaScript`,
      { cause: error },
    );
  }
}
