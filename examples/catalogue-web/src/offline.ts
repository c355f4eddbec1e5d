const KEPT = 'catalogue';

/** Keeps what the page is made of, so that it opens without its server; what an earlier build was made of goes. */
export async function keepThePage(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) {
    return;
  }
  await navigator.serviceWorker.register('/worker.js');
  const loaded = performance.getEntriesByType('resource').map((entry) => new URL(entry.name));
  const assets = loaded.filter((url) => url.origin === location.origin && url.pathname.startsWith('/assets/'));
  const wanted = new Set(['/', '/icon.svg', ...assets.map((url) => url.pathname)]);
  const kept = await caches.open(KEPT);
  await kept.addAll([...wanted]);
  for (const request of await kept.keys()) {
    if (!wanted.has(new URL(request.url).pathname)) {
      await kept.delete(request);
    }
  }
  document.documentElement.dataset['kept'] = 'true';
}
