import { defaultKeymap } from '@codemirror/commands';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap, placeholder } from '@codemirror/view';
import { bindAwareness, type AwarenessContent } from 'ankurah';
import { useAnkurah } from 'ankurah-react';
import { useText } from 'ankurah-react/text';
import { useEffect, useRef, useState } from 'react';
import { yCollab, yUndoManagerKeymap } from 'y-codemirror.next';
import { Awareness } from 'y-protocols/awareness';
import type { Text } from 'yjs';
import { Album, type AlbumRow } from './models';
import type { Person } from './people';

interface Props {
  readonly album: AlbumRow;
  readonly me: Person;
}

/** What people write about a record, all at once. */
export function LinerNotes({ album, me }: Props) {
  const { text, error } = useText(Album, album.id, 'notes');
  const [others, setOthers] = useState<readonly Person[]>([]);
  return (
    <section className="notes" aria-labelledby="notes">
      <h3 id="notes">
        Liner notes
        <span className="people" aria-live="polite">
          {others.map(({ name, color }, i) => (
            <span key={i} className="person" style={{ backgroundColor: color }}>
              {name}
            </span>
          ))}
        </span>
      </h3>
      {text ? <Editor album={album} text={text} me={me} onOthers={setOthers} /> : <p className="cm-editor waiting">{error?.message ?? 'Opening…'}</p>}
    </section>
  );
}

interface EditorProps extends Props {
  readonly text: Text;
  readonly onOthers: (others: readonly Person[]) => void;
}

function Editor({ album, text, me, onOthers }: EditorProps) {
  const db = useAnkurah();
  const place = useRef<HTMLDivElement>(null);
  const [awareness, setAwareness] = useState<Awareness | null>(null);
  useEffect(() => {
    const here = new Awareness(text.doc!);
    const presence = db.presence<AwarenessContent>(album.id);
    const unbind = bindAwareness(here, presence);
    const others = () => onOthers(people(here));
    here.on('change', others);
    const view = new EditorView({
      parent: place.current!,
      state: EditorState.create({
        doc: text.toString(),
        extensions: [
          keymap.of([...yUndoManagerKeymap, ...defaultKeymap]),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-labelledby': 'notes' }),
          placeholder('Write about this record. Others see it as you type.'),
          yCollab(text, here),
        ],
      }),
    });
    setAwareness(here);
    return () => {
      view.destroy();
      unbind();
      presence.close();
      here.off('change', others);
      here.destroy();
      onOthers([]);
    };
  }, [db, album.id, text, onOthers]);
  useEffect(() => awareness?.setLocalStateField('user', me), [awareness, me]);
  return <div ref={place} />;
}

/** Others write what they like into what they show, so nothing is taken for granted. */
function people(awareness: Awareness): Person[] {
  const found: Person[] = [];
  awareness.getStates().forEach((state, client) => {
    const user: unknown = state['user'];
    if (client !== awareness.clientID && typeof user === 'object' && user !== null) {
      const { name, color } = user as Partial<Record<keyof Person, unknown>>;
      const isColor = typeof color === 'string' && /^hsl\([\d .%]+\)$/.test(color);
      found.push({ name: String(name ?? '').slice(0, 24) || 'Somebody', color: isColor ? color : '#555', colorLight: '' });
    }
  });
  return found;
}
