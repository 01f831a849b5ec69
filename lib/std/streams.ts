// @std/streams for a machine that reaches only the npm registry. Each function by its own file, so
// that a start loads only what is used.

// @ts-types="./streams.d.ts"
export { concatReadableStreams } from "deno-std/streams/concat_readable_streams.js";
// @ts-types="./streams.d.ts"
export { LimitedBytesTransformStream } from "deno-std/streams/limited_bytes_transform_stream.js";
// @ts-types="./streams.d.ts"
export { mergeReadableStreams } from "deno-std/streams/merge_readable_streams.js";
// @ts-types="./streams.d.ts"
export { TextLineStream } from "deno-std/streams/text_line_stream.js";
// @ts-types="./streams.d.ts"
export { toArrayBuffer } from "deno-std/streams/to_array_buffer.js";
// @ts-types="./streams.d.ts"
export { toJson } from "deno-std/streams/to_json.js";
// @ts-types="./streams.d.ts"
export { toText } from "deno-std/streams/to_text.js";
