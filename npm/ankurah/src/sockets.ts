import type { HostSocket, HostSockets, SocketEvents } from './engine.js';

const LOOK_MILLIS = 20;

/** The host's own WebSocket; node 20 has none. */
export async function hostSockets(): Promise<HostSockets> {
  return typeof WebSocket === 'undefined' ? (await import('./sockets-node.js')).nodeSockets : hostsOwn;
}

const hostsOwn: HostSockets = {
  open(url: string, subprotocol: string, frameBytes: number, events: SocketEvents): HostSocket {
    const socket = new WebSocket(url, subprotocol);
    socket.binaryType = 'arraybuffer';
    let watch: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      watch = undefined;
      if (socket.bufferedAmount === 0) {
        events.writable();
      } else if (socket.readyState === WebSocket.OPEN) {
        watch = setTimeout(look, LOOK_MILLIS);
      }
    };
    socket.onopen = () => events.opened(socket.protocol);
    socket.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (!(data instanceof ArrayBuffer)) {
        events.violated('sync.text_frame', 'frames are binary; the server sent text');
      } else if (data.byteLength > frameBytes) {
        events.violated('sync.frame_too_large', `a frame has at most ${frameBytes} bytes`);
      } else {
        events.frame(new Int8Array(data));
      }
    };
    socket.onclose = ({ code, reason }) => {
      clearTimeout(watch);
      events.closed(code, reason);
    };
    return {
      send(frame) {
        if (socket.readyState === WebSocket.OPEN) {
          socket.send(frame as Int8Array<ArrayBuffer>);
          watch ??= setTimeout(look, 0);
        }
      },
      close(code, reason) {
        socket.close(code === 1000 || code >= 3000 ? code : 3000 + (code % 1000), shortened(reason));
      },
      buffered: () => socket.bufferedAmount,
    };
  },
};

/** A reason has at most 123 bytes. */
function shortened(reason: string): string {
  let text = reason.slice(0, 123);
  while (new TextEncoder().encode(text).length > 123) {
    text = text.slice(0, -1);
  }
  return text;
}
