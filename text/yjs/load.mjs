// Loads one document with the real Yjs; TombstoneBench.java does the same. Run with --expose-gc.
import { readFileSync } from 'node:fs'
import * as Y from 'yjs'

let state = readFileSync(process.argv[2])
const cpuBefore = process.cpuUsage()
const begin = performance.now()
const document = new Y.Doc()
const text = document.getText('text')
Y.applyUpdate(document, state)
console.log(`millis ${performance.now() - begin}`)
const { user, system } = process.cpuUsage(cpuBefore)
console.log(`cpuMillis ${(user + system) / 1000}`)
state = null
globalThis.gc()
console.log(`heap ${process.memoryUsage().heapUsed + process.memoryUsage().external}`)
console.log(`length ${text.length}`)
