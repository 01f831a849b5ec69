const VOID = new Set(["meta", "input", "br", "hr", "line", "rect", "path", "circle"]);
const RAW = /<(script|style)([^>]*)>[\s\S]*?<\/\1>/g;
const TAG = /<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[a-zA-Z][a-zA-Z0-9-]*(?:="[^"<]*")?)*)\s*(\/?)>/g;
/** What only a script or an attribute of ours may have. */
const WANTED_SCRIPTS = 2;

/** What is wrong with a page of ours, one phrase each: tags that do not match, ids twice, addresses, handlers. */
export function htmlFaults(page: string): readonly string[] {
  const faults: string[] = [];
  const scripts = [...page.matchAll(/<script\b/g)].length;
  if (scripts !== WANTED_SCRIPTS) faults.push(`${scripts} scripts`);
  const visible = page.replace(/^<!DOCTYPE html>/, "").replace(RAW, "");
  const open: string[] = [];
  const ids: string[] = [];
  for (const [, close, name = "", attributes = "", self] of visible.matchAll(TAG)) {
    for (const [, id] of attributes.matchAll(/\sid="([^"]*)"/g)) ids.push(id ?? "");
    if (
      /\s(on[a-z]+|src|srcset|action|formaction|ping)=/.test(attributes.replace(/"[^"]*"/g, ""))
    ) {
      faults.push(`attribute: ${attributes.trim()}`);
    }
    const [, address = "./"] = /\shref="([^"]*)"/.exec(attributes) ?? [];
    if (!/^(\.\.?\/|#)/.test(address)) faults.push(`address: ${address}`);
    if (self === "/" || VOID.has(name)) continue;
    if (close === "") open.push(name);
    else if (open.pop() !== name) faults.push(`</${name}> closes another`);
  }
  if (open.length > 0) faults.push(`never closed: ${open.join(" ")}`);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  if (twice.length > 0) faults.push(`ids twice: ${twice.join(" ")}`);
  const rest = visible.replace(TAG, "");
  if (/[<>]/.test(rest)) faults.push(`stray: ${/.{0,40}[<>].{0,40}/.exec(rest)?.[0]}`);
  for (const [, id = ""] of visible.matchAll(/href="#([^"]*)"/g)) {
    if (!ids.includes(id)) faults.push(`#${id} is nowhere`);
  }
  for (const [, all = ""] of visible.matchAll(/aria-labelledby="([^"]*)"/g)) {
    for (const id of all.split(" ")) if (!ids.includes(id)) faults.push(`label ${id} is nowhere`);
  }
  return faults;
}
