// The binding of CodeMirror for Yjs, as it is.
import { element } from './dom.mjs';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ankurah, memory, model, t } from '../dist/index.js';
import { bindText } from '../dist/yjs.js';
import { serve } from './support.mjs';
const { EditorState } = await import('@codemirror/state');
const { EditorView } = await import('@codemirror/view');
const { yCollab, yUndoManagerKeymap } = await import('y-codemirror.next');
const { UndoManager } = await import('yjs');

const Note = model('Note', { text: t.text });

test('two editors write in one text, and one undoes what is its own', async (context) => {
  const { url } = await serve(context, '--memory');
  const open = () => {
    const db = new Ankurah({ url, models: [Note], storage: memory() });
    context.after(() => db.close());
    return db;
  };
  const clients = [open(), open()];
  const id = await clients[0].transact((tx) => tx.create(Note, { text: 'liner' })).accepted;
  const editors = await Promise.all(
    clients.map(async (db) => {
      const binding = await bindText(db, Note, id, 'text', { commitMillis: 5 });
      const undo = new UndoManager(binding.text);
      const view = new EditorView({
        parent: element(),
        state: EditorState.create({ doc: binding.text.toString(), extensions: [yCollab(binding.text, null, { undoManager: undo })] }),
      });
      context.after(() => binding.close());
      context.after(() => view.destroy());
      return { binding, view, undo, text: () => view.state.doc.toString() };
    }),
  );
  assert.ok(yUndoManagerKeymap.length > 0);
  const [one, two] = editors;
  // The editor hears of a change after the test would, so the test looks by itself.
  const both = async (text) => {
    const deadline = Date.now() + 60_000;
    while (editors.some((editor) => editor.text() !== text)) {
      assert.ok(Date.now() < deadline, `'${text}' and not ${editors.map((editor) => editor.text())}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  one.view.dispatch({ changes: { from: 5, insert: ' notes' } });
  await both('liner notes');
  two.view.dispatch({ changes: [{ from: 0, insert: '# ' }, { from: 5, to: 11 }] });
  await both('# liner');
  one.view.dispatch({ changes: { from: 7, insert: '!' } });
  await both('# liner!');
  two.undo.undo();
  await both('liner notes!');
  await Promise.all(editors.map(({ binding }) => binding.flush('accepted')));
  assert.equal((await clients[0].get(Note, id)).text, two.text());
});
