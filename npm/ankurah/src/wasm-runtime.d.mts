// Loads what was compiled from Java to WebAssembly; it stands beside the compiled package as wasm-runtime.mjs, and comes with the compiler.
import type { EngineModule } from './engine.js';

export function load(url: string): Promise<{ readonly exports: EngineModule }>;
