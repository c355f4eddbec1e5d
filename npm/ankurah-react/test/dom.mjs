// A document for React, made before React is loaded.
import { Window } from 'happy-dom';

const window = new Window({ url: 'http://localhost/' });
globalThis.window = window;
globalThis.document = window.document;
Object.defineProperty(globalThis, 'navigator', { value: window.navigator, configurable: true });
for (const name of ['Node', 'Element', 'HTMLElement', 'HTMLIFrameElement', 'Event', 'MutationObserver']) {
  globalThis[name] = window[name];
}

/** Waits until the element shows this text. */
export function shows(element, text) {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (element.textContent === text) {
        clearTimeout(timer);
        observer.disconnect();
        resolve();
      }
    };
    const observer = new window.MutationObserver(look);
    const timer = setTimeout(() => {
      observer.disconnect();
      reject(new Error(`this is shown: '${element.textContent}', and this was expected: '${text}'`));
    }, 60_000);
    observer.observe(element, { childList: true, subtree: true, characterData: true, attributes: true });
    look();
  });
}

export function element() {
  const made = document.createElement('div');
  document.body.appendChild(made);
  return made;
}
