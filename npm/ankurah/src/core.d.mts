// The engine, compiled from Java; it stands beside the compiled package as core.mjs.
import type { EngineOptions, LeadingNode } from './engine.js';

export function open(options: EngineOptions): Promise<LeadingNode>;
