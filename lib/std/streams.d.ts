// Signatures of @std/streams 1; only names that the real package has.

/** Passes bytes on until a size; beyond it ends the stream, or throws a RangeError with `error`. */
export class LimitedBytesTransformStream extends TransformStream<Uint8Array, Uint8Array> {
  constructor(size: number, options?: { error?: boolean });
}

/** Cuts text into lines, without their ends; a lone CR ends a line only with `allowCR`. */
export class TextLineStream extends TransformStream<string, string> {
  constructor(options?: { allowCR?: boolean });
}

/** One stream after the other. */
export function concatReadableStreams<T>(...streams: ReadableStream<T>[]): ReadableStream<T>;
/** All streams at once, chunks in order of arrival. */
export function mergeReadableStreams<T>(...streams: ReadableStream<T>[]): ReadableStream<T>;
/** All bytes of a stream. */
export function toArrayBuffer(readableStream: ReadableStream<Uint8Array>): Promise<ArrayBuffer>;
/** The value of a stream of JSON text. */
export function toJson(stream: ReadableStream<Uint8Array>): Promise<unknown>;
/** All text of a stream, bytes decoded as UTF-8. */
export function toText(stream: ReadableStream): Promise<string>;
