/** What is never closed goes to the end: looked for again and again it would take for ever. */
const TOKEN = /"(?:[^"\\\n]|\\.)*"?|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)|,(?=\s*[\]}])/g;

/**
 * JSON with comments and trailing commas as plain JSON of the same length: what is left out becomes
 * spaces, so that every offset and line stays what it was. What is no such JSON comes back as no JSON.
 */
export function stripJsonc(text: string): string {
  const bare = text.replace(TOKEN, (part) => part.startsWith("/") ? blank(part) : part);
  return bare.replace(TOKEN, (part) => part === "," ? " " : part);
}

function blank(part: string): string {
  return part.replace(/[^\n]/g, " ");
}
