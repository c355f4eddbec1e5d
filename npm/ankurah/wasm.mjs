// Puts the engine in WebAssembly into the package, from where the compiler leaves it: node wasm.mjs FOLDER.
//
// The compiler's loader makes functions from text, which a page forbids that allows no scripts but its own. It makes all of them while it
// loads, and always the same; so here it is let load once, in Chromium, and the functions that it made are written into it.
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { closing } from './test/closing.mjs';
import { browser, site, WASM_SCRIPTS_FROM_TEXT } from './test/pages.mjs';

const [ENGINE, LOADER] = ['engine.wasm', 'wasm-runtime.mjs'];
const FROM_TEXT = /new Function\(/g;
/** A global, by its name; which ones are asked for depends on what a program does. */
const GLOBAL = /^return ([\w$.]+);$/;

/** What functions the loader in the package asks for, each by the names of its parameters and its body. */
const asked = () =>
  closing(async (context) => {
    const [address, chrome] = [await site(context, { scripts: WASM_SCRIPTS_FROM_TEXT }), await browser(context)];
    const page = await chrome.newPage();
    await page.addInitScript(() => {
      globalThis.asked = [];
      globalThis.make = (...texts) => {
        globalThis.asked.push(texts.map(String));
        return new Function(...texts);
      };
    });
    await page.goto(address);
    return page.evaluate(async ([loader, engine]) => {
      const { load } = await import(`/dist/${loader}`);
      await load(`/dist/${engine}`);
      return globalThis.asked;
    }, [LOADER, ENGINE]);
  });

function written(texts) {
  const body = texts.at(-1);
  return `${JSON.stringify(JSON.stringify(texts))}:function(${texts.slice(0, -1).join()}){${body}\n}`;
}

const [from] = process.argv.slice(2);
await copyFile(join(from, ENGINE), join('dist', ENGINE));
const text = (await readFile(join(from, LOADER), 'utf8')).replace(FROM_TEXT, 'make(');
await writeFile(join('dist', LOADER), text);
const table = [...new Set((await asked()).filter((texts) => texts.length > 1 || !GLOBAL.test(texts[0])).map(written))];
const make = `const made={${table.join(',')}};
function make(...texts){const global=texts.length===1&&${GLOBAL}.exec(texts[0]);
if(global){return()=>global[1].split('.').reduce((of,name)=>of[name],globalThis);}
const known=made[JSON.stringify(texts.map(String))];
if(known===undefined){throw new Error('the engine asks for a function that it did not ask for when it was built: '+texts.at(-1));}
return known;}
`;
await writeFile(join('dist', LOADER), make + text);
console.log(`${table.length} functions are written out`);
