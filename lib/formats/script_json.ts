const UNSAFE = /[<>&\u2028\u2029]/g;

/** A value as JSON that no HTML parser can end or misread, for a `<script>` that holds data. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(UNSAFE, escapeUnit);
}

function escapeUnit(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
