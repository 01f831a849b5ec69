import type { BoundaryJson } from "../../model/boundary_json.ts";
import type { Asking, GateFault } from "../../model/gate.ts";
import { askAll } from "../../model/gate_asking.ts";
import { makeFault } from "./collect_faults.ts";
import { tellSome, tellText } from "./tell_value.ts";

/** Who owns what, and what is wrong with it. */
export interface Ownership {
  readonly faults: readonly GateFault[];
  /** Name of the domain by module; deferred ones are not in it. */
  readonly owners: ReadonlyMap<string, string>;
  /** Modules that are deferred. */
  readonly deferred: number;
}

/** The tree that a manifest is held against. */
export interface OwnedTree {
  /** Of the manifest. */
  readonly path: string;
  readonly modules: readonly string[];
  readonly now: string;
}

/** One entry of a manifest that claims modules. */
interface Claim {
  readonly who: string;
  /** Null: it defers them. */
  readonly domain: string | null;
  readonly glob: string;
  readonly at: string;
}

/** Holds the owners that a manifest names against the real tree. */
export function* judgeOwnership(manifest: BoundaryJson, tree: OwnedTree): Asking<Ownership> {
  const claims = listClaims(manifest);
  const matches = yield* askAll(
    claims.map(({ glob }) => ({ as: "files" as const, globs: [glob], except: [] })),
  );
  const known = new Set(tree.modules);
  const claimed = new Map<string, Claim>();
  const faults: GateFault[] = [];
  for (const [index, claim] of claims.entries()) {
    const match = matches[index]!;
    const modules = match.is === "unread" ? [] : match.paths.filter((path) => known.has(path));
    const place = { path: tree.path, at: claim.at };
    if (modules.length === 0) {
      const message = `${tellText(claim.glob)} (${tellText(claim.who)}) is no module any more`;
      faults.push(makeFault("vanished_module", claim.glob, message, place));
    }
    for (const module of modules) {
      const first = claimed.get(module);
      if (first === undefined) claimed.set(module, claim);
      else if (first.who !== claim.who) {
        const owners = `${tellText(first.who)} and to ${tellText(claim.who)}`;
        const message = `${tellText(module)} belongs to ${owners}`;
        faults.push(makeFault("duplicate_owner", module, message, place));
      }
    }
  }
  const owners = [...claimed].flatMap(([module, { domain }]) =>
    domain === null ? [] : [[module, domain] as const]
  );
  return {
    faults: [
      ...listRepeated(manifest, tree),
      ...listExpired(manifest, tree),
      ...faults,
      ...listUnowned(tree, claimed),
    ],
    owners: new Map(owners),
    deferred: claimed.size - owners.length,
  };
}

function listClaims({ domains, deferred = [] }: BoundaryJson): readonly Claim[] {
  const owned = domains.flatMap(({ name, modules }, index) =>
    modules.map((glob, at) => ({
      who: name,
      domain: name,
      glob,
      at: `/domains/${index}/modules/${at}`,
    }))
  );
  const later = deferred.flatMap(({ modules }, index) =>
    modules.map((glob, at) => ({
      who: `deferred[${index}]`,
      domain: null,
      glob,
      at: `/deferred/${index}/modules/${at}`,
    }))
  );
  return [...owned, ...later];
}

function listRepeated({ domains }: BoundaryJson, { path }: OwnedTree): readonly GateFault[] {
  const names = domains.map(({ name }) => name);
  return names.flatMap((name, index) => {
    if (names.indexOf(name) === index) return [];
    const place = { path, at: `/domains/${index}/name` };
    const message = `the domain "${tellText(name)}" is declared twice`;
    return [makeFault("duplicate_domain", name, message, place)];
  });
}

function listExpired({ deferred = [] }: BoundaryJson, { path, now }: OwnedTree) {
  return deferred.flatMap(({ modules, expires, owner }, index): GateFault[] => {
    if (now.slice(0, 10) <= expires) return [];
    const message = `${tellSome(modules)}: deferred until ${expires}, which is over; ` +
      `${tellText(owner)} was to decide`;
    const place = { path, at: `/deferred/${index}/expires` };
    return [makeFault("expired_deferral", modules[0] ?? "", message, place)];
  });
}

function listUnowned(
  { path, modules }: OwnedTree,
  claimed: ReadonlyMap<string, Claim>,
): readonly GateFault[] {
  return modules.filter((module) => !claimed.has(module)).map((module) => {
    const message = `${tellText(module)} has no owner in ${path} and is not deferred`;
    return makeFault("missing_owner", module, message, { path, at: null });
  });
}
