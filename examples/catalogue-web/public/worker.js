// Lets the page be opened without its server: what it is made of is kept, and asked for anew whenever that is possible.
const KEPT = 'catalogue';

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  const { origin, pathname } = new URL(event.request.url);
  const isOurs = event.request.method === 'GET' && origin === self.location.origin;
  if (isOurs && pathname.startsWith('/assets/')) {
    event.respondWith(kept(event.request).then((found) => found ?? fetch(event.request)));
  } else if (isOurs && (pathname === '/' || pathname === '/icon.svg')) {
    event.respondWith(fetch(event.request).catch(async (error) => (await kept(event.request)) ?? Promise.reject(error)));
  }
});

async function kept(request) {
  return (await caches.open(KEPT)).match(request, { ignoreSearch: true, ignoreVary: true });
}
