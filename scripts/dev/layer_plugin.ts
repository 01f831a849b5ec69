// The lint plugin that holds the house together: the layer table, one door to the world, no async in
// pure folders, names, no barrels, a docstring on everything exported. Runs inside `deno lint`.

import { findLayer, judgeImport, judgePath } from "./layers.ts";

type Context = Deno.lint.RuleContext;
type Visitor = Deno.lint.LintVisitor;
type Statement = Deno.lint.Program["body"][number];

const ROOT = new URL("../../", import.meta.url).pathname;
/** Globals that read clock, randomness or the world; only `lib/host` may. */
const WORLD = new Set([
  "Date",
  "performance",
  "crypto",
  "fetch",
  "console",
  "setTimeout",
  "setInterval",
  "localStorage",
  "navigator",
]);
/** Parts of those globals that only compute. */
const HARMLESS = new Set(["Date.parse", "Date.UTC", "performance.mark"]);

/** The path of the file being linted, relative to the root, with `/` between parts. */
function fileOf(context: Context): string {
  const name = context.filename.replaceAll("\\", "/");
  return name.startsWith(ROOT) ? name.slice(ROOT.length) : name;
}

function isOurs(file: string): boolean {
  return /^(lib|scripts)\//.test(file) && !file.startsWith("lib/std/");
}

function layerImports(context: Context): Visitor {
  const judge = (node: Deno.lint.Node, source: unknown) => {
    const specifier = (source as { value?: unknown } | null)?.value;
    if (typeof specifier !== "string") return;
    const message = judgeImport(fileOf(context), specifier);
    if (message) context.report({ node, message });
  };
  return {
    ImportDeclaration: (node) => judge(node, node.source),
    ExportNamedDeclaration: (node) => judge(node, node.source),
    ExportAllDeclaration: (node) => judge(node, node.source),
    ImportExpression: (node) => judge(node, node.source),
    TSImportType: (node) => judge(node, "literal" in node.argument ? node.argument.literal : null),
  };
}

function pureNoAsync(context: Context): Visitor {
  const allowed = findLayer(fileOf(context))?.async ?? "yes";
  if (allowed === "yes") return {};
  const judge = (node: { async: boolean; generator?: boolean } & Deno.lint.Node) => {
    if (!node.async || (allowed === "generators" && node.generator)) return;
    context.report({ node, message: "a pure folder has no async function" });
  };
  // The selector engine has no `:function`: the three node types are listed.
  return {
    FunctionDeclaration: judge,
    FunctionExpression: judge,
    ArrowFunctionExpression: judge,
  };
}

function oneDoor(context: Context): Visitor {
  const layer = findLayer(fileOf(context));
  if (!layer || (layer.deno === "yes" && layer.world)) return {};
  const report = (node: Deno.lint.Node, name: string) =>
    context.report({ node, message: `only lib/host may use ${name}`, hint: "go through Host" });
  return {
    Identifier(node) {
      if (isOnlyAName(node)) return;
      const whole = memberText(node);
      if (node.name === "Deno" && !(layer.deno === "script" && whole === "Deno.args")) {
        report(node, "Deno");
      }
      if (whole === "Math.random" || whole === "AbortSignal.timeout") report(node, whole);
      if (WORLD.has(node.name) && !HARMLESS.has(whole) && !isPureDate(node)) {
        report(node, node.name);
      }
    },
  };
}

/** True for `x.name`, `{ name: … }`, types and the like, where the word is no reference to the global. */
function isOnlyAName(node: Deno.lint.Identifier): boolean {
  const parent = node.parent as Deno.lint.Node & Record<string, unknown>;
  if (parent.type === "MemberExpression") {
    const object = parent.object as { name?: string };
    return parent.property === node && !parent.computed && object.name !== "globalThis";
  }
  if (parent.type === "Property") return parent.key === node && !parent.shorthand;
  return /^(TSTypeReference|TSPropertySignature|TSMethodSignature|PropertyDefinition|MethodDefinition|TSInterfaceDeclaration|TSTypeAliasDeclaration|TSTypeQuery)$/
    .test(parent.type) && node.name !== "Deno";
}

function memberText(node: Deno.lint.Identifier): string {
  const parent = node.parent as Deno.lint.Node & { object?: unknown; property?: { name?: string } };
  const isObject = parent.type === "MemberExpression" && parent.object === node;
  return isObject ? `${node.name}.${parent.property?.name}` : node.name;
}

/** `new Date(text)` only computes; `new Date()` reads the clock. */
function isPureDate(node: Deno.lint.Identifier): boolean {
  const parent = node.parent as Deno.lint.Node;
  return node.name === "Date" && parent.type === "NewExpression" && parent.arguments.length > 0;
}

function names(context: Context): Visitor {
  const file = fileOf(context);
  if (!/^(lib|scripts|tests)\//.test(file)) return {};
  return {
    Program(node) {
      const message = judgePath(file);
      if (message) context.report({ range: [node.range[0], node.range[0]], message });
    },
  };
}

function noBarrel(context: Context): Visitor {
  if (!isOurs(fileOf(context))) return {};
  const message = "no barrel: import each symbol from the file that is named for it";
  return {
    ExportAllDeclaration: (node) => context.report({ node, message }),
    Program(program) {
      const only = program.body.length > 0 &&
        program.body.every((node) => node.type === "ExportNamedDeclaration" && node.source);
      if (only) context.report({ node: program, message });
    },
  };
}

function docstring(context: Context): Visitor {
  if (!isOurs(fileOf(context))) return {};
  return {
    Program(program) {
      const exported = program.body.filter((node) => node.type === "ExportNamedDeclaration");
      const documented = new Set(
        exported.filter((node) => hasDocstring(context, node)).flatMap(namesOf),
      );
      for (const node of exported) {
        const bare = namesOf(node).filter((name) => !documented.has(name));
        if (bare.length === 0) continue;
        context.report({ node, message: `exported without a docstring: ${bare.join(", ")}` });
      }
    },
  };
}

function hasDocstring(context: Context, node: Statement): boolean {
  const last = context.sourceCode.getCommentsBefore(node).at(-1);
  return last?.type === "Block" && last.value.startsWith("*") && /\w/.test(last.value);
}

/** Names that a statement declares and exports; a schema and its type share one, and one docstring. */
function namesOf(node: Statement): string[] {
  if (node.type !== "ExportNamedDeclaration" || !node.declaration) return [];
  const declaration = node.declaration;
  if (declaration.type === "VariableDeclaration") {
    return declaration.declarations.flatMap(({ id }) => id.type === "Identifier" ? [id.name] : []);
  }
  const id = "id" in declaration ? declaration.id : null;
  return id && "name" in id ? [id.name] : [];
}

/** The plugin that `deno lint` loads; rule ids are `qa/<rule>`. */
const plugin: Deno.lint.Plugin = {
  name: "qa",
  rules: {
    "layer-imports": { create: layerImports },
    "pure-no-async": { create: pureNoAsync },
    "one-door": { create: oneDoor },
    "names": { create: names },
    "no-barrel": { create: noBarrel },
    "docstring": { create: docstring },
  },
};
export default plugin;
