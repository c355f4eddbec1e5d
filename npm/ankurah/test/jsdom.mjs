// The document that CodeMirror's tests need: it draws by what it measures, and here everything measures nothing.
import { JSDOM } from 'jsdom';

const { window } = new JSDOM('<!doctype html><body></body>', { url: 'http://localhost/', pretendToBeVisual: true });
globalThis.window = window;
globalThis.document = window.document;
Object.defineProperty(globalThis, 'navigator', { value: window.navigator, configurable: true });
for (const name of ['Window', 'MutationObserver', 'Node', 'Element', 'HTMLElement', 'Range', 'Document', 'DocumentFragment', 'Text', 'Event', 'KeyboardEvent']) {
  globalThis[name] = window[name];
}
for (const name of ['getComputedStyle', 'requestAnimationFrame', 'cancelAnimationFrame']) {
  globalThis[name] = window[name].bind(window);
}
window.Range.prototype.getClientRects = () => [];
window.Range.prototype.getBoundingClientRect = () => ({ left: 0, right: 0, top: 0, bottom: 0, width: 0, height: 0 });

export function element() {
  const made = document.createElement('div');
  document.body.appendChild(made);
  return made;
}
