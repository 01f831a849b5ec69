import type { ContractRule } from "./contract_rules.ts";

/** The names of other files that rules mean by `name#/pointer`, each once; "" for `#/pointer`. */
export function namesOfRules(rules: readonly ContractRule[]): readonly string[] {
  const places = rules.flatMap(placesOf);
  const marked = places.filter((place) => !place.startsWith("/") && place.includes("#"));
  return [...new Set(marked.map((place) => place.slice(0, place.indexOf("#"))))];
}

function placesOf(rule: ContractRule): readonly string[] {
  switch (rule.rule) {
    case "implies":
      return [...rule.when, ...rule.then].flatMap(placesOf);
    case "each":
      return [rule.at, ...rule.rules.flatMap(placesOf)];
    case "sum":
      return [rule.at, ...rule.of.map((term) => typeof term === "string" ? term : term.length)];
    default:
      return [rule.at, "to" in rule ? rule.to ?? [] : []].flat();
  }
}
