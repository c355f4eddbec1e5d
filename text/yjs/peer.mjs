// Documents of the real Yjs, driven from outside: a frame of commands comes in on stdin, a frame of as many answers goes out
// on stdout, until the input ends. A command is one byte, then its arguments; an answer is a byte string. If a command throws,
// the answer to the whole frame is a 1 and what was thrown; else it begins with a 0.
import * as Y from 'yjs'
import { besides, editBeside, editElements, linesOf } from './edits.mjs'
import { readFrame, writeFrame, Writer } from './wire.mjs'

console.log = console.error // Yjs has things to say; stdout is taken.

const NOTHING = new Uint8Array(0)
const TEXTS = ['text', 'body']
const documents = new Map()

/** In the order of the constants in Yjs.java. Each takes the reader of its arguments and gives bytes. */
const commands = [
  function create(from) {
    const slot = from.uint()
    const doc = new Y.Doc({ gc: from.uint() === 1 })
    const entry = { doc, updates: [], undo: null }
    doc.clientID = from.uint()
    TEXTS.forEach(name => doc.getText(name))
    besides(doc)
    const undone = from.text()
    const scope = TEXTS.includes(undone) ? doc.getText(undone) : besides(doc)[2]
    if (undone !== '') entry.undo = new Y.UndoManager(scope, { captureTimeout: 0, trackedOrigins: new Set(['mine']) })
    doc.on('update', (update, _, __, transaction) => {
      if (transaction.local) entry.updates.push(update)
    })
    documents.set(slot, entry)
    return NOTHING
  },
  function drop(from) {
    const slot = from.uint()
    documents.get(slot).doc.destroy()
    documents.delete(slot)
    return NOTHING
  },
  function insert(from) {
    const [text, at, what, attributes] = [textOf(from), from.uint(), from.text(), objectOf(from)]
    mine(text, () => text.insert(at, what, attributes))
    return NOTHING
  },
  function remove(from) {
    const [text, at, length] = [textOf(from), from.uint(), from.uint()]
    mine(text, () => text.delete(at, length))
    return NOTHING
  },
  function format(from) {
    const [text, at, length, attributes] = [textOf(from), from.uint(), from.uint(), objectOf(from)]
    mine(text, () => text.format(at, length, attributes))
    return NOTHING
  },
  function embed(from) {
    const [text, at, what, attributes] = [textOf(from), from.uint(), objectOf(from), objectOf(from)]
    mine(text, () => text.insertEmbed(at, what, attributes))
    return NOTHING
  },
  function beside(from) {
    const doc = documentOf(from)
    editBeside(doc, from.uint())
    return NOTHING
  },
  /** So many of the commands that follow make one transaction. Their answers follow its own. */
  function together(from, answers) {
    const doc = documentOf(from)
    const count = from.uint()
    answers.bytes(NOTHING)
    doc.transact(() => {
      for (let i = 0; i < count; i++) answer(from, answers)
    }, 'mine')
  },
  function apply(from) {
    Y.applyUpdate(documentOf(from), from.bytes())
    return NOTHING
  },
  /** The updates that the document made by itself since it was asked last. */
  function drain(from) {
    const entry = documents.get(from.uint())
    const updates = entry.updates
    entry.updates = []
    return list(updates)
  },
  from => Y.encodeStateAsUpdate(documentOf(from), stateVectorOf(from)),
  from => Y.encodeStateAsUpdateV2(documentOf(from), stateVectorOf(from)),
  from => Y.encodeStateVector(documentOf(from)),
  from => Y.encodeSnapshot(Y.createSnapshot(Y.snapshot(documentOf(from)).ds, new Map())),
  from => Buffer.from(textOf(from).toString(), 'utf16le'),
  from => Buffer.from(delta(textOf(from))),
  function json(from) {
    return Buffer.from(canonical(besides(documentOf(from)).map(type => type.toJSON())))
  },
  from => flag(documents.get(from.uint()).undo.undo() !== null),
  from => flag(documents.get(from.uint()).undo.redo() !== null),
  from => Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(textOf(from), from.uint(), from.uint() === 1 ? 0 : -1)),
  /** One more than the index, or 0 for none; and then whether it sticks to the character behind it. */
  function resolve(from) {
    const doc = documentOf(from)
    const place = Y.createAbsolutePositionFromRelativePosition(Y.decodeRelativePosition(from.bytes()), doc)
    return number(place === null ? 0 : place.index + 1)
  },
  from => Y.mergeUpdates(listOf(from)),
  from => Y.diffUpdate(from.bytes(), from.bytes()),
  from => Y.encodeStateVectorFromUpdate(from.bytes()),
  from => Y.convertUpdateFormatV1ToV2(from.bytes()),
  from => Y.convertUpdateFormatV2ToV1(from.bytes()),
  /** Whether the document waits for something. */
  function waits(from) {
    const { pendingStructs, pendingDs } = documentOf(from).store
    return flag(pendingStructs !== null || pendingDs !== null)
  },
  function elements(from) {
    const doc = documentOf(from)
    editElements(doc, from.uint())
    return NOTHING
  },
  from => Buffer.from(linesOf(besides(documentOf(from))[2]))
]

for (let frame = readFrame(); frame !== null; frame = readFrame()) writeFrame(answerAll(frame))

function answerAll(frame) {
  const answers = new Writer()
  answers.uint(0)
  try {
    while (!frame.done) answer(frame, answers)
    return answers
  } catch (error) {
    const failure = new Writer()
    failure.uint(1)
    failure.text(String(error?.stack ?? error))
    return failure
  }
}

function answer(from, answers) {
  const command = commands[from.uint()]
  const result = command(from, answers)
  if (result !== undefined) answers.bytes(result)
}

function documentOf(from) {
  return documents.get(from.uint()).doc
}

function textOf(from) {
  return documentOf(from).getText(from.text())
}

/** What the empty text says is undefined. */
function objectOf(from) {
  const text = from.text()
  return text === '' ? undefined : JSON.parse(text)
}

function stateVectorOf(from) {
  const bytes = from.bytes()
  return bytes.length === 0 ? undefined : bytes
}

function mine(type, edit) {
  type.doc.transact(edit, 'mine')
}

function listOf(from) {
  return Array.from({ length: from.uint() }, () => from.bytes())
}

function list(values) {
  const writer = new Writer()
  writer.uint(values.length)
  values.forEach(value => writer.bytes(value))
  return writer.toBytes()
}

function number(value) {
  const writer = new Writer()
  writer.uint(value)
  return writer.toBytes()
}

function flag(value) {
  return number(value ? 1 : 0)
}

/** A line for each part: what stands there, then its attributes, if any, by name. */
function delta(text) {
  return text.toDelta().map(({ insert, attributes }) => {
    const what = insert instanceof Y.AbstractType ? '(type)' : canonical(insert)
    return attributes === undefined ? `${what}\n` : `${what} ${canonical(attributes)}\n`
  }).join('')
}

/** JSON with sorted keys; what JSON does not know is said in words. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value instanceof Uint8Array) return `bytes(${value.join(',')})`
  if (value instanceof Y.Doc) return `doc(${value.guid})`
  if (value === undefined) return 'undefined'
  if (typeof value === 'bigint') return `${value}n`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  return `{${Object.keys(value).sort().map(key => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`
}
