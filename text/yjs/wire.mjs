// Frames on stdin and stdout. A frame is its length in four bytes, big-endian, and then that many bytes. Inside, numbers are
// unsigned LEB128 of at most 53 bits; byte strings and texts stand behind their length in bytes; texts are UTF-16, low byte
// first, so that what stands alone of a surrogate pair arrives as it is.
import { readSync, writeSync } from 'node:fs'

const MAX_FRAME_BYTES = 1 << 30
const SLEEPER = new Int32Array(new SharedArrayBuffer(4))

/** The next frame, or null at the end of the input. */
export function readFrame() {
  const head = read(4)
  if (head === null) return null
  const size = head.readUInt32BE()
  if (size > MAX_FRAME_BYTES) throw new Error(`a frame of ${size} bytes`)
  const body = read(size)
  if (body === null) throw new Error('the input ended inside a frame')
  return new Reader(body)
}

export function writeFrame(writer) {
  const body = writer.toBytes()
  const frame = Buffer.allocUnsafe(4 + body.length)
  frame.writeUInt32BE(body.length)
  frame.set(body, 4)
  for (let at = 0; at < frame.length;) at += patiently(() => writeSync(1, frame, at))
}

function read(size) {
  const bytes = Buffer.allocUnsafe(size)
  for (let at = 0; at < size;) {
    const count = patiently(() => readSync(0, bytes, at, size - at, null))
    if (count === 0) return null
    at += count
  }
  return bytes
}

/** A pipe may be set not to block. */
function patiently(action) {
  for (;;) {
    try {
      return action()
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error
      Atomics.wait(SLEEPER, 0, 0, 1)
    }
  }
}

export class Reader {
  #bytes
  #at = 0

  constructor(bytes) {
    this.#bytes = bytes
  }

  get done() {
    return this.#at === this.#bytes.length
  }

  uint() {
    let value = 0
    for (let unit = 1; ; unit *= 128) {
      const byte = this.#bytes[this.#at++]
      value += (byte & 127) * unit
      if (byte < 128) return value
    }
  }

  bytes() {
    const size = this.uint()
    this.#at += size
    return new Uint8Array(this.#bytes.subarray(this.#at - size, this.#at))
  }

  text() {
    const size = this.uint()
    this.#at += size
    return this.#bytes.toString('utf16le', this.#at - size, this.#at)
  }
}

export class Writer {
  #bytes = Buffer.allocUnsafe(1024)
  #size = 0

  uint(value) {
    this.#room(8)
    for (; value > 127; value = Math.floor(value / 128)) this.#bytes[this.#size++] = (value % 128) | 128
    this.#bytes[this.#size++] = value
  }

  bytes(value) {
    this.uint(value.length)
    this.#room(value.length)
    this.#bytes.set(value, this.#size)
    this.#size += value.length
  }

  text(value) {
    this.bytes(Buffer.from(value, 'utf16le'))
  }

  toBytes() {
    return this.#bytes.subarray(0, this.#size)
  }

  #room(size) {
    if (this.#size + size <= this.#bytes.length) return
    const grown = Buffer.allocUnsafe(2 * (this.#size + size))
    grown.set(this.#bytes.subarray(0, this.#size))
    this.#bytes = grown
  }
}
