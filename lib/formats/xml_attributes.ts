/**
 * The attributes of one element, in their order. The arrays are used again for the next element:
 * whoever keeps a value copies it. Entries from `count` on are left over and mean nothing.
 */
export interface XmlAttributes {
  readonly names: string[];
  readonly values: string[];
  count: number;
}

/** Value of the attribute, or undefined where the element has none of that name. */
export function attributeOf(attributes: XmlAttributes, name: string): string | undefined {
  const { names, values, count } = attributes;
  for (let at = 0; at < count; at++) {
    if (names[at] === name) return values[at];
  }
  return undefined;
}
