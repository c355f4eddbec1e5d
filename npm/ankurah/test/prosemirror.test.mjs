// The binding of ProseMirror for Yjs, as it is.
import { element } from './dom.mjs';
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ankurah, memory, model, t } from '../dist/index.js';
import { bindFragment, bindText, followFragment } from '../dist/yjs.js';
import { browser, open, site } from './pages.mjs';
import { ankurah, folder, serve } from './support.mjs';
const { build } = await import('esbuild');
const { EditorState, TextSelection } = await import('prosemirror-state');
const { EditorView } = await import('prosemirror-view');
const { schema } = await import('prosemirror-schema-basic');
const { XmlElement } = await import('yjs');
const { redo, undo, ySyncPlugin, yUndoPlugin, yUndoPluginKey } = await import('y-prosemirror');

const Note = model('Note', { text: t.text, title: t.text });

async function opened(context, count) {
  const { url } = await serve(context, '--memory');
  return clients(context, url, count);
}

function clients(context, url, count) {
  return Array.from({ length: count }, () => {
    const db = new Ankurah({ url, models: [Note], storage: memory() });
    context.after(() => db.close());
    return db;
  });
}

function edit(context, binding) {
  const view = new EditorView(element(), {
    state: EditorState.create({ schema, plugins: [ySyncPlugin(binding.fragment), yUndoPlugin()] }),
  });
  context.after(() => view.destroy());
  return view;
}

/** What ProseMirror says of its document: `doc(heading("..."), paragraph(...))`. */
const shown = (view) => view.state.doc.toString();

async function until(what, holds) {
  const deadline = Date.now() + 20_000;
  while (!(await holds())) {
    assert.ok(Date.now() < deadline, what());
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

test('two editors write paragraphs, headings and marks in one text, and one undoes what is its own', async (context) => {
  const clients = await opened(context, 2);
  const id = await clients[0].transact((tx) => tx.create(Note, { text: '', title: '' })).accepted;
  const bindings = await Promise.all(clients.map((db) => bindFragment(db, Note, id, 'text', { commitMillis: 5 })));
  bindings.forEach((binding) => context.after(() => binding.close()));
  const [one, two] = bindings.map((binding) => edit(context, binding));
  const both = (text) =>
    until(
      () => `${text} and not ${shown(one)} and ${shown(two)}`,
      () => shown(one) === text && shown(two) === text,
    );

  one.dispatch(one.state.tr.insertText('Liner notes', 1));
  await both('doc(paragraph("Liner notes"))');
  two.dispatch(two.state.tr.setBlockType(1, 1, schema.nodes.heading, { level: 2 }));
  one.dispatch(one.state.tr.insert(one.state.doc.content.size, schema.nodes.paragraph.create(null, schema.text('Recorded live'))));
  await both('doc(heading("Liner notes"), paragraph("Recorded live"))');
  assert.equal(one.state.doc.firstChild.attrs.level, 2);

  yUndoPluginKey.getState(two.state).undoManager.stopCapturing();
  const at = two.state.doc.content.size - 1;
  two.dispatch(two.state.tr.addMark(at - 4, at, schema.marks.strong.create()));
  await both('doc(heading("Liner notes"), paragraph("Recorded ", strong("live")))');
  one.dispatch(one.state.tr.setSelection(TextSelection.create(one.state.doc, 6)).split(6));
  await both('doc(heading("Liner"), heading(" notes"), paragraph("Recorded ", strong("live")))');

  await Promise.all(bindings.map((binding) => binding.flush('accepted')));
  await until(
    () => 'a client that has it all as lines',
    async () => (await clients[0].get(Note, id)).text === 'Liner\n notes\nRecorded live',
  );
  assert.ok(undo(two.state));
  await both('doc(heading("Liner"), heading(" notes"), paragraph("Recorded live"))');
  assert.ok(redo(two.state));
  await both('doc(heading("Liner"), heading(" notes"), paragraph("Recorded ", strong("live")))');
});

test('what two write without a network is in both when it is back', async (context) => {
  const data = ['--data', join(await folder(context), 'data')];
  const server = await serve(context, ...data);
  const [one, two] = clients(context, server.url, 2);
  const id = await one.transact((tx) => tx.create(Note, { text: '', title: '' })).accepted;
  const [binding, other] = [await bindFragment(one, Note, id, 'text'), await bindFragment(two, Note, id, 'text')];
  const [view, theirs] = [edit(context, binding), edit(context, other)];
  await server.stop();
  await until(
    () => 'offline',
    () => [one, two].every((db) => db.status.state === 'offline'),
  );
  view.dispatch(view.state.tr.insertText('Mine', 1));
  theirs.dispatch(theirs.state.tr.insertText('Theirs', 1));
  await Promise.all([binding.flush(), other.flush()]);
  await serve(context, ...data, '--port', server.port);
  const words = ['Mine', 'Theirs'];
  await until(
    () => `both, in both: ${shown(view)} and ${shown(theirs)}`,
    () => shown(view) === shown(theirs) && words.every((word) => shown(view).includes(word)),
  );
  await binding.close();
  await other.close();
  const again = await bindFragment(one, Note, id, 'text');
  assert.equal(shown(edit(context, again)), shown(theirs));
  await again.close();
});

test('a text is plain or has elements, and each editor is told if it gets the other', async (context) => {
  const [db] = await opened(context, 1);
  const id = await db.transact((tx) => tx.create(Note, { text: 'plain', title: '' })).accepted;
  await assert.rejects(bindFragment(db, Note, id, 'text'), { code: 'text.plain' });
  const binding = await bindFragment(db, Note, id, 'title');
  const view = edit(context, binding);
  view.dispatch(view.state.tr.insertText('rich', 1));
  await binding.close();
  await assert.rejects(bindText(db, Note, id, 'title'), { code: 'text.elements' });
  assert.equal((await db.get(Note, id)).title, 'rich');
});

test('those who follow a text with elements share it and hear when there is another', async (context) => {
  const [db] = await opened(context, 1);
  const id = await db.transact((tx) => tx.create(Note, { text: '', title: '' })).accepted;
  const [first, second] = [followFragment(db, Note, id, 'text'), followFragment(db, Note, id, 'text')];
  assert.equal(first.get().fragment, undefined);
  let told = 0;
  const ends = [first.subscribe(() => told++), second.subscribe(() => {})];
  await until(() => 'a fragment', () => first.get().fragment !== undefined);
  assert.equal(first.get(), second.get());
  assert.equal(told, 1);
  const { fragment } = first.get();
  // Under another client id than its own it is as if a stranger wrote.
  fragment.doc.clientID = 5;
  fragment.insert(0, [new XmlElement('paragraph')]);
  await until(() => 'another one', () => first.get().fragment !== fragment);
  assert.equal(first.get().error.code, 'text.mirror_stale');
  ends.forEach((end) => end());
});

test('two browsers type in one text, one of them through a reload without a server', async (context) => {
  const built = await folder(context);
  await build({ entryPoints: ['test/prosemirror-page.mjs'], bundle: true, format: 'esm', outdir: built, logLevel: 'error' });
  const data = ['--data', join(await folder(context), 'data')];
  const server = await serve(context, ...data);
  const address = await site(context, { folders: { built }, start: '/built/prosemirror-page.js' });
  const chrome = await browser(context);
  const pages = await Promise.all([1, 2].map(async () => open(await chrome.newContext(), address, server.url)));
  const [one, two] = pages;
  const id = await one.evaluate(() => app.create());
  await Promise.all(pages.map((page) => page.evaluate((note) => app.edit(note), id)));
  const shown = (page) => page.evaluate(() => [...document.querySelectorAll('.ProseMirror p')].map((p) => p.textContent).join('|'));
  const shows = async (page, lines) => {
    let now;
    await until(
      () => `${lines} and not ${now}`,
      async () => (now = await shown(page)) === lines,
    );
  };

  await one.click('.ProseMirror');
  await one.keyboard.type('Hello');
  await one.keyboard.press('Enter');
  await one.keyboard.type('world');
  await Promise.all(pages.map((page) => shows(page, 'Hello|world')));
  await two.click('.ProseMirror p:last-child');
  await two.keyboard.press('End');
  await two.keyboard.type('!');
  await Promise.all(pages.map((page) => shows(page, 'Hello|world!')));

  const status = (page, text) => page.waitForFunction((expected) => app.status() === expected, text);
  await Promise.all(pages.map((page) => status(page, 'connected 0')));
  await server.stop('SIGKILL');
  await status(one, 'offline 0');
  await one.keyboard.type(', and Mars');
  await shows(one, 'Hello|world!, and Mars');
  await one.waitForFunction(() => !app.status().endsWith(' 0'));
  await one.reload();
  await one.waitForFunction(() => globalThis.app !== undefined);
  await one.evaluate((note) => app.edit(note), id);
  await shows(one, 'Hello|world!, and Mars');
  await two.keyboard.press('Control+z');
  await shows(two, 'Hello|world');
  await serve(context, ...data, '--port', server.port);
  await Promise.all(pages.map((page) => shows(page, 'Hello|world, and Mars')));
  await Promise.all(pages.map((page) => status(page, 'connected 0')));
  assert.match(await ankurah('query', '--server', server.url, '--collection', 'note', "text LIKE '%Mars'"), /Hello\\nworld, and Mars/);
});
