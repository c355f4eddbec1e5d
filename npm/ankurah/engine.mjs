// Puts an engine, as the compiler leaves it, into the package: node engine.mjs FROM TO. Smaller, and otherwise the same.
import { readFile, writeFile } from 'node:fs/promises';
import { squeezed } from './squeeze/squeeze.mjs';

const [from, to] = process.argv.slice(2);
await writeFile(to, await squeezed(await readFile(from, 'utf8')));
