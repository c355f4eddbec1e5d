// One script of bench/src/main/java/ankurah/bench/text in a fresh process, with the real Yjs: once cold, then again until it
// is warm. TextRun.java does the same. Run with --expose-gc.
import { readFileSync } from 'node:fs'
import * as Y from 'yjs'

const RUNS_MIN = 3

const [file, seconds] = process.argv.slice(2)
const script = readScript(readFileSync(file))
measure()

function measure() {
  let empty = usedBytes()
  let cold = replay()
  let document = cold.document
  const { updates, updateBytes } = cold
  print('cold', cold.millis)
  cold = null
  print('heap', usedBytes() - empty)
  const state = Y.encodeStateAsUpdate(document)
  print('hash', hash(state.length, at => state[at]))
  const text = document.getText('text').toString()
  print('textHash', hash(text.length, at => text.charCodeAt(at)))
  document = null
  print('updates', updates)
  print('updateBytes', updateBytes)
  print('documentBytes', state.length)

  empty = usedBytes()
  const begin = performance.now()
  let loaded = load(state)
  print('loadCold', performance.now() - begin)
  print('loadHeap', usedBytes() - empty)
  if (loaded.clientID === -1) throw new Error('kept alive until here')
  loaded = null

  warm('warm', Number(seconds), () => replay().millis)
  warm('loadWarm', Number(seconds) / 2, () => {
    const from = performance.now()
    load(state)
    return performance.now() - from
  })
}

function readScript(bytes) {
  const documents = bytes.readInt32BE(0)
  const steps = []
  for (let at = 4; at < bytes.length;) {
    const [kind, a, b, c, size] = [0, 4, 8, 12, 16].map(offset => bytes.readInt32BE(at + offset))
    steps.push({ kind, a, b, c, text: bytes.toString('utf8', at + 20, at + 20 + size) })
    at += 20 + size
  }
  return { documents, steps }
}

function replay() {
  const keepsUpdates = script.documents > 1
  const counts = { updates: 0, updateBytes: 0 }
  const participants = Array.from({ length: script.documents }, (_, at) => {
    const document = new Y.Doc()
    document.clientID = 1000000000 + (at + 1) * 1654435
    const participant = { document, text: document.getText('text'), written: [], heard: [0, 0] }
    participant.listener = (update, _origin, _document, transaction) => {
      if (transaction.local) {
        counts.updates++
        counts.updateBytes += update.length
        if (keepsUpdates) participant.written.push(update)
      }
    }
    document.on('update', participant.listener)
    return participant
  })
  let begin = performance.now()
  for (const step of script.steps) {
    if (step.kind === 0) edit(participants[step.a], step)
    else if (step.kind === 1) hear(participants, step)
    else begin = performance.now()
  }
  const millis = performance.now() - begin
  participants.forEach(({ document, listener }) => document.off('update', listener))
  return { millis, document: participants[0].document, ...counts }
}

function edit({ document, text }, { b, c, text: inserted }) {
  if (c > 0 && inserted !== '') {
    document.transact(() => {
      text.delete(b, c)
      text.insert(b, inserted)
    })
  } else if (c > 0) text.delete(b, c)
  else text.insert(b, inserted)
}

function hear(participants, { a, b, c }) {
  const news = participants[a].written
  const { document, heard } = participants[b]
  const begin = participants.length === 2 ? heard[a] : 0
  const end = Math.min(c, news.length)
  for (let i = begin; i < end; i++) Y.applyUpdate(document, news[i])
  if (participants.length === 2) heard[a] = end
}

function load(state) {
  const document = new Y.Doc()
  document.getText('text')
  Y.applyUpdate(document, state)
  if (document.getText('text').toString().length > 2 ** 31) throw new Error('too long')
  return document
}

/** Gets warm for so many seconds of the processor, then measures for as long. Prints milliseconds a run. */
function warm(name, seconds, millisOfRun) {
  run(seconds, millisOfRun)
  const before = cpuMillis()
  const runs = run(seconds, millisOfRun)
  print(`${name}Cpu`, (cpuMillis() - before) / runs.length)
  runs.sort((one, other) => one - other)
  print(name, runs[Math.floor(runs.length / 2)])
}

function run(seconds, millisOfRun) {
  const runs = []
  const end = cpuMillis() + seconds * 1000
  while (runs.length < RUNS_MIN || cpuMillis() < end) runs.push(millisOfRun())
  return runs
}

function cpuMillis() {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

function usedBytes() {
  for (let i = 0; i < 3; i++) globalThis.gc()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

function hash(length, unitAt) {
  let hash = 0
  for (let i = 0; i < length; i++) hash = (Math.imul(31, hash) + unitAt(i)) | 0
  return hash
}

function print(name, number) {
  console.log(`${name} ${number}`)
}
