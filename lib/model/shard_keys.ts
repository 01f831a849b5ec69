/** Where a test is found, as records and parts of shards tell it. */
export interface ShardPlace {
  readonly suite: string;
  readonly file: string;
  readonly class: string;
  readonly name: string;
}

/** Key of one part of a shard: suite, file, class and name. */
export function shardKey({ suite, file, class: group, name }: ShardPlace): string {
  return [suite, file, group, name].join("\0");
}

/**
 * Keys of the parts that a test of a record may belong to, the narrowest first: the test itself, the one it
 * is a subtest of, its file, its package (or all doc tests), its suite. The first that a plan has is meant.
 */
export function shardKeysOf(test: ShardPlace): readonly string[] {
  const { suite, file, class: group, name } = test;
  const parent = name.split("/", 1)[0] ?? "";
  return [
    test,
    { suite, file, class: group, name: parent },
    { suite, file, class: "", name: "" },
    { suite, file: "", class: group, name: "" },
    { suite, file: "", class: "", name: "" },
  ].map(shardKey);
}
