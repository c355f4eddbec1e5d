// On a server there is no document: pages show what is pending.
import { Ankurah } from 'ankurah';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renderToString } from 'react-dom/server';
import { Album, Albums, AnkurahProvider, Both, Broken, Status, SuspendingBroken, Waiting } from './components.jsx';

test('rendering on a server shows what is pending, follows nothing and never throws', async (context) => {
  const db = new Ankurah({ url: 'ws://127.0.0.1:9', models: [Album], meetMillis: 10 });
  context.after(() => db.close());
  const rendered = (child) => renderToString(<AnkurahProvider db={db}>{child}</AnkurahProvider>).replaceAll('<!-- -->', '');
  const id = '0'.repeat(52);
  assert.equal(rendered(<Albums since={1} />), '<p>opening: </p>');
  assert.equal(rendered(<Both id={id} />), '<p><b>nobody</b> <i>none</i></p>');
  assert.equal(rendered(<Status />), '<p>opening 0</p>');
  assert.equal(rendered(<Waiting since={1} />).includes('one moment'), false);
  assert.equal(rendered(<SuspendingBroken />), '<p>never</p>');
  assert.equal(rendered(<Broken />), '<p></p>');
  await db.ready;
  assert.equal(await db.following(), 0);
});
