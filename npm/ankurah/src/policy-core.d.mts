// The rules, compiled from Java; it stands beside the compiled package as policy-core.mjs.
export function ask(policy: string, question: string): string | Error;
