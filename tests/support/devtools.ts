/** No answer of a browser takes longer, however busy the machine is. */
const ANSWER_MS = 60_000;

type Fields = Record<string, unknown>;
type Listener = (method: string, params: Fields) => void;

/** The DevTools protocol over one connection, with sessions inside it. */
export interface Protocol {
  /** Sends a command and gives its result; an error of the browser throws, silence too. */
  send(method: string, params?: object, session?: string): Promise<Fields>;
  onEvent(session: string, listener: Listener): void;
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: (value: Fields) => void;
  readonly reject: (cause: Error) => void;
}

/** Connects to a browser. */
export async function openProtocol(address: string): Promise<Protocol> {
  const socket = new WebSocket(address);
  const waiting = new Map<number, Waiting>();
  const listeners = new Map<string, Listener>();
  const { promise: opened, resolve, reject } = Promise.withResolvers<void>();
  const { promise: closed, resolve: close } = Promise.withResolvers<void>();
  socket.onopen = () => resolve();
  socket.onerror = () => reject(new Error(`cannot connect to ${address}`));
  socket.onclose = () => {
    for (const one of waiting.values()) one.reject(new Error("the browser has gone"));
    close();
  };
  socket.onmessage = ({ data }) => {
    const { id, method, params, sessionId, result, error } = JSON.parse(data);
    if (id === undefined) return listeners.get(sessionId ?? "")?.(method, params);
    const one = waiting.get(id);
    waiting.delete(id);
    if (error !== undefined) one?.reject(new Error(JSON.stringify(error)));
    else one?.resolve(result);
  };
  await opened;
  let last = 0;
  return {
    onEvent: (session, listener) => void listeners.set(session, listener),
    async send(method, params = {}, session) {
      const id = ++last;
      const { promise, ...ends } = Promise.withResolvers<Fields>();
      waiting.set(id, ends);
      const timer = setTimeout(() => ends.reject(new Error(`no answer to ${method}`)), ANSWER_MS);
      socket.send(JSON.stringify({ id, method, params, ...session && { sessionId: session } }));
      try {
        return await promise;
      } finally {
        clearTimeout(timer);
      }
    },
    async close() {
      socket.close();
      await closed;
    },
  };
}
