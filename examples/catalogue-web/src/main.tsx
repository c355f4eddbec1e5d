import type { Ankurah, Rejection } from 'ankurah';
import { AnkurahProvider } from 'ankurah-react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { openCatalogue } from './database';
import { Notice } from './Notice';
import { keepThePage } from './offline';

const refusals = new Set<(rejection: Rejection) => void>();
const root = createRoot(document.getElementById('root')!);

function onRefusal(listener: (rejection: Rejection) => void): () => void {
  refusals.add(listener);
  return () => refusals.delete(listener);
}

function show(db: Ankurah): void {
  root.render(
    <StrictMode>
      <AnkurahProvider db={db}>
        <App onRefusal={onRefusal} />
      </AnkurahProvider>
    </StrictMode>,
  );
  // The engine is the last of what the page loads.
  db.ready.then(keepThePage).catch((error: unknown) => console.warn('the page is not kept:', error));
}

root.render(<Notice title="Opening the catalogue…" busy />);
openCatalogue((rejection) => refusals.forEach((listener) => listener(rejection))).then(show, (error: unknown) =>
  root.render(<Notice title="The catalogue cannot be opened" text={String(error)} action={['Try again', () => location.reload()]} />),
);
