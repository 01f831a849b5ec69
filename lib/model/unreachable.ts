/** Marks a branch that the types exclude; throws (a bug, exit 70) if the data disagrees with the types. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
