import { createHash, randomBytes } from 'node:crypto';
import { request as plain, type IncomingMessage } from 'node:http';
import { request as secure } from 'node:https';
import type { Duplex } from 'node:stream';
import type { HostSocket, HostSockets, SocketEvents } from './engine.js';

// A WebSocket client (RFC 6455) for node 20, which has none: binary messages, ping, close, and no extensions.

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const CLOSE_GRACE_MILLIS = 2_000;
const ABNORMAL = 1006;
const PROTOCOL_ERROR = 1002;
const enum Op {
  CONTINUATION = 0,
  TEXT = 1,
  BINARY = 2,
  CLOSE = 8,
  PING = 9,
  PONG = 10,
}

export const nodeSockets: HostSockets = {
  open: (url, subprotocol, frameBytes, events) => new NodeSocket(url, subprotocol, frameBytes, events),
};

class NodeSocket implements HostSocket {
  readonly #events: SocketEvents;
  readonly #frameBytes: number;
  readonly #request: ReturnType<typeof plain>;
  #stream: Duplex | undefined;
  #unread: Buffer = Buffer.alloc(0);
  #parts: Buffer[] = [];
  #partBytes = 0;
  #closed = false;
  #closeSent = false;
  #closing: readonly [number, string] | undefined;

  constructor(url: string, subprotocol: string, frameBytes: number, events: SocketEvents) {
    this.#events = events;
    this.#frameBytes = frameBytes;
    const key = randomBytes(16).toString('base64');
    const target = new URL(url);
    const isSecure = target.protocol === 'wss:';
    target.protocol = isSecure ? 'https:' : 'http:';
    this.#request = (isSecure ? secure : plain)(target, {
      agent: false,
      headers: {
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': key,
        'Sec-WebSocket-Protocol': subprotocol,
      },
    });
    this.#request.on('upgrade', (response, stream, head) => this.#upgraded(key, response, stream, head));
    this.#request.on('response', (response) => {
      response.destroy();
      this.#finish(ABNORMAL, `the server answered with HTTP status ${response.statusCode}`);
    });
    this.#request.on('error', (error) => this.#finish(ABNORMAL, error.message));
    this.#request.end();
  }

  #upgraded(key: string, response: IncomingMessage, stream: Duplex, head: Buffer): void {
    const expected = createHash('sha1').update(key + GUID).digest('base64');
    if (this.#closed || response.headers['sec-websocket-accept'] !== expected) {
      stream.destroy();
      this.#finish(ABNORMAL, 'the server does not answer as a WebSocket does');
      return;
    }
    this.#stream = stream;
    stream.on('data', (data: Buffer) => this.#read(data));
    stream.on('drain', () => this.#events.writable());
    stream.on('error', (error) => this.#finish(ABNORMAL, error.message));
    stream.on('close', () => this.#finish(...(this.#closing ?? ([ABNORMAL, 'the connection was lost'] as const))));
    this.#events.opened(response.headers['sec-websocket-protocol'] ?? '');
    if (head.length > 0) {
      this.#read(head);
    }
  }

  #read(data: Buffer): void {
    this.#unread = this.#unread.length === 0 ? data : Buffer.concat([this.#unread, data]);
    while (!this.#closed) {
      const frame = this.#next();
      if (frame === undefined) {
        return;
      }
      this.#take(frame.op, frame.last, frame.body);
    }
  }

  /** The next whole frame, if it is there. */
  #next(): { op: number; last: boolean; body: Buffer } | undefined {
    const data = this.#unread;
    if (data.length < 2) {
      return undefined;
    }
    const [first, second] = [data.readUInt8(0), data.readUInt8(1)];
    let length = second & 0x7f;
    let at = 2;
    if (length === 126) {
      if (data.length < 4) {
        return undefined;
      }
      length = data.readUInt16BE(2);
      at = 4;
    } else if (length === 127) {
      if (data.length < 10) {
        return undefined;
      }
      length = Number(data.readBigUInt64BE(2));
      at = 10;
    }
    if ((first & 0x70) !== 0 || (second & 0x80) !== 0) {
      this.close(PROTOCOL_ERROR, 'a frame that a server does not send');
      return undefined;
    }
    if (length > this.#frameBytes) {
      this.#unread = Buffer.alloc(0);
      this.#events.violated('sync.frame_too_large', `a frame has at most ${this.#frameBytes} bytes`);
      return undefined;
    }
    if (data.length < at + length) {
      return undefined;
    }
    this.#unread = data.subarray(at + length);
    return { op: first & 0x0f, last: (first & 0x80) !== 0, body: data.subarray(at, at + length) };
  }

  #take(op: number, last: boolean, body: Buffer): void {
    switch (op) {
      case Op.PING:
        this.#write(Op.PONG, body);
        return;
      case Op.PONG:
        return;
      case Op.CLOSE:
        this.#closing = [body.length >= 2 ? body.readUInt16BE(0) : 1005, body.subarray(2).toString('utf8')];
        this.#sendClose(body);
        this.#stream?.end();
        return;
      case Op.TEXT:
        this.#events.violated('sync.text_frame', 'frames are binary; the server sent text');
        return;
    }
    this.#partBytes += body.length;
    if (this.#partBytes > this.#frameBytes) {
      this.#events.violated('sync.frame_too_large', `a frame has at most ${this.#frameBytes} bytes`);
      return;
    }
    this.#parts.push(body);
    if (last) {
      const whole = Buffer.concat(this.#parts);
      this.#parts = [];
      this.#partBytes = 0;
      this.#events.frame(new Int8Array(whole));
    }
  }

  send(frame: Int8Array): void {
    if (!this.#closeSent && this.#write(Op.BINARY, Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength))) {
      queueMicrotask(() => this.#events.writable());
    }
  }

  /** What a client sends is masked. True if the network takes it at once. */
  #write(op: number, body: Buffer): boolean {
    const stream = this.#stream;
    if (stream === undefined || this.#closed || !stream.writable) {
      return false;
    }
    const size = body.length < 126 ? 2 : body.length < 65_536 ? 4 : 10;
    const frame = Buffer.alloc(size + 4 + body.length);
    frame.writeUInt8(0x80 | op, 0);
    if (size === 2) {
      frame.writeUInt8(0x80 | body.length, 1);
    } else if (size === 4) {
      frame.writeUInt8(0x80 | 126, 1);
      frame.writeUInt16BE(body.length, 2);
    } else {
      frame.writeUInt8(0x80 | 127, 1);
      frame.writeBigUInt64BE(BigInt(body.length), 2);
    }
    const mask = randomBytes(4);
    mask.copy(frame, size);
    for (let i = 0; i < body.length; i++) {
      frame[size + 4 + i] = (body[i] as number) ^ (mask[i & 3] as number);
    }
    return stream.write(frame);
  }

  close(code: number, reason: string): void {
    if (this.#stream === undefined) {
      this.#request.destroy();
      this.#finish(code, reason);
      return;
    }
    this.#closing ??= [code, reason];
    const body = Buffer.alloc(2 + Math.min(123, Buffer.byteLength(reason)));
    body.writeUInt16BE(code, 0);
    body.write(reason, 2);
    this.#sendClose(body);
    this.#stream.end();
    setTimeout(() => this.#stream?.destroy(), CLOSE_GRACE_MILLIS).unref();
  }

  #sendClose(body: Buffer): void {
    if (!this.#closeSent) {
      this.#write(Op.CLOSE, body);
      this.#closeSent = true;
    }
  }

  buffered(): number {
    return this.#stream?.writableLength ?? 0;
  }

  #finish(code: number, reason: string): void {
    if (!this.#closed) {
      this.#closed = true;
      this.#stream?.destroy();
      this.#events.closed(code, reason);
    }
  }
}
