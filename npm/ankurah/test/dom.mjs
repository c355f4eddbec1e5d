// A document for what draws, made before that is loaded.
import { Window } from 'happy-dom';

export const window = new Window({ url: 'http://localhost/' });
globalThis.window = window;
Object.defineProperty(globalThis, 'navigator', { value: window.navigator, configurable: true });
for (const name of Object.getOwnPropertyNames(window)) {
  // Not its sockets: the client has its own, as in node.
  if (!(name in globalThis) && /^[A-Z]/.test(name) && name !== 'WebSocket') {
    globalThis[name] = window[name];
  }
}
globalThis.document = window.document;
for (const name of ['getComputedStyle', 'getSelection', 'requestAnimationFrame', 'cancelAnimationFrame']) {
  globalThis[name] = window[name].bind(window);
}

export function element() {
  const made = document.createElement('div');
  document.body.appendChild(made);
  return made;
}

/** Waits until an element shows a text. */
export async function shows(element, text) {
  const deadline = Date.now() + 60_000;
  while (element.textContent !== text) {
    if (Date.now() > deadline) {
      throw new Error(`this is shown: '${element.textContent}', and this was expected: '${text}'`);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
