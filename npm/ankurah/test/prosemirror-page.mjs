// An editor of rich text in a page; its text is kept in the browser and shared.
import { baseKeymap } from 'prosemirror-commands';
import { keymap } from 'prosemirror-keymap';
import { schema } from 'prosemirror-schema-basic';
import { EditorState } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import { redo, undo, ySyncPlugin, yUndoPlugin } from 'y-prosemirror';
import { Ankurah, indexedDB, model, t } from '../dist/index.js';
import { bindFragment } from '../dist/yjs.js';

const Note = model('Note', { text: t.text });
const db = new Ankurah({
  url: new URL(location.href).searchParams.get('url'),
  models: [Note],
  storage: indexedDB('notes'),
  retryMillis: [50, 200],
});

globalThis.app = {
  status: () => `${db.status.state} ${db.status.pending}`,
  create: () => db.transact((tx) => tx.create(Note, { text: '' })).accepted,
  async edit(id) {
    const binding = await bindFragment(db, Note, id, 'text', { commitMillis: 5 });
    const keys = keymap({ ...baseKeymap, 'Mod-z': undo, 'Mod-y': redo });
    const plugins = [ySyncPlugin(binding.fragment), yUndoPlugin(), keys];
    new EditorView(document.body, { state: EditorState.create({ schema, plugins }) });
  },
};
