/** Table of the cyclic redundancy check that POSIX prescribes for `cksum`. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte << 24;
  for (let bit = 0; bit < 8; bit++) rest = rest < 0 ? (rest << 1) ^ 0x04c11db7 : rest << 1;
  return rest;
});

/** What `cksum` of POSIX prints first for these bytes: a checksum of them and of their number. */
export function posixChecksum(bytes: Uint8Array): number {
  let rest = 0;
  for (let at = 0; at < bytes.length; at++) {
    rest = (rest << 8) ^ TABLE[(rest >>> 24) ^ bytes[at]!]!;
  }
  for (let length = bytes.length; length > 0; length >>>= 8) {
    rest = (rest << 8) ^ TABLE[(rest >>> 24) ^ (length & 0xff)]!;
  }
  return ~rest >>> 0;
}
