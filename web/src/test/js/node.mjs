// Prints what an export of the browser build, as JavaScript, answers in node.
//   node node.mjs <folder of the build> <name of the export> <file whose text is its argument>
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

const [folder, name, argument] = process.argv.slice(2);
const module = await import(pathToFileURL(join(folder, 'ankurah.mjs')));
process.stdout.write(await module[name](await readFile(argument, 'utf8')));
