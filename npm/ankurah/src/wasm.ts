// The engine in WebAssembly with its garbage collector. The same Java, and the same answers.
import type { Engine, EngineModule } from './engine.js';
import { FaultError } from './errors.js';
import { load } from './wasm-runtime.mjs';

/**
 * The engine in WebAssembly, for `engine` among the options of a client. For browsers that have its garbage collector, which are Chromium
 * from 119, Firefox from 120 and Safari from 18.2 by what their makers say; others fail with `client.engine`, as do pages whose Content-Security-Policy does not say
 * `script-src 'wasm-unsafe-eval'`.
 *
 * @param url where `engine.wasm` is, if a bundler does not find it by itself
 */
export function wasm(url: string | URL = new URL('./engine.wasm', import.meta.url)): Engine {
  let module: Promise<EngineModule> | undefined;
  return {
    load() {
      module ??= loaded(String(url)).catch((error: unknown) => {
        module = undefined;
        throw error;
      });
      return module;
    },
  };
}

async function loaded(url: string): Promise<EngineModule> {
  try {
    return (await load(url)).exports;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new FaultError(
      'client.engine',
      `the engine in WebAssembly cannot be run here: ${why}; leave the option \`engine\` away for the one in JavaScript`,
      { cause: error },
    );
  }
}
