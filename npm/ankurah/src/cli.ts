#!/usr/bin/env node
// npx ankurah types URL [-o FILE]
import { writeFile } from 'node:fs/promises';

const HELP = `npx ankurah types URL [-o FILE]

Fetches the models of a server as TypeScript. URL is where the server listens, such as http://127.0.0.1:7717
or ws://127.0.0.1:7717. Without -o the file is printed.
`;

class Usage extends Error {}

/** Where a server has its models. */
function address(given: string): URL {
  let url: URL;
  try {
    url = new URL(given);
  } catch {
    throw new Usage(`'${given}' is no address; write one such as http://127.0.0.1:7717`);
  }
  const protocol = { 'ws:': 'http:', 'wss:': 'https:', 'http:': 'http:', 'https:': 'https:' }[url.protocol];
  if (protocol === undefined) {
    throw new Usage(`'${given}' is no address of a server; it begins with http, https, ws or wss`);
  }
  const at = new URL(url.href.replace(/^[a-z]+:/, protocol));
  at.pathname = at.pathname.replace(/\/(sync|types)?$/, '') + '/types';
  return at;
}

async function fetched(url: URL): Promise<string> {
  let response: Response;
  try {
    response = await fetch(url, { signal: AbortSignal.timeout(30_000) });
  } catch (error) {
    const { cause } = error as { cause?: { code?: string } };
    throw new Error(`no server answers at ${url.origin} (${cause?.code ?? String(error)})`);
  }
  const text = await response.text();
  if (!response.ok || !text.startsWith('// The models of an Ankurah server.')) {
    throw new Error(`${url} is not an Ankurah server's: it answered ${response.status}`);
  }
  if (!text.includes('export const ')) {
    throw new Error(
      `the server at ${url.origin} has no models: they are on its class path where the annotation processor ran (docs/guide.md)`,
    );
  }
  return text;
}

async function run(args: readonly string[]): Promise<void> {
  const [command, ...rest] = args;
  if (command === undefined || command === '--help' || command === '-h') {
    process.stdout.write(HELP);
    return;
  }
  const at = rest.indexOf('-o');
  const file = at < 0 ? undefined : rest[at + 1];
  const [url, ...others] = at < 0 ? rest : rest.filter((_, i) => i !== at && i !== at + 1);
  if (command !== 'types' || url === undefined || others.length > 0 || (at >= 0 && file === undefined)) {
    throw new Usage(`this is not understood: ${args.join(' ')}`);
  }
  const text = await fetched(address(url));
  if (file === undefined) {
    process.stdout.write(text);
  } else {
    await writeFile(file, text);
    process.stderr.write(`${file}: ${text.split('\nexport const ').length - 1} models\n`);
  }
}

run(process.argv.slice(2)).catch((error: unknown) => {
  const isUsage = error instanceof Usage;
  process.stderr.write(`ankurah: ${error instanceof Error ? error.message : String(error)}\n${isUsage ? `\n${HELP}` : ''}`);
  process.exitCode = isUsage ? 2 : 1;
});
