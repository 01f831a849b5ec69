import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { orderSuites } from "../../../lib/plan/order_suites.ts";

function suite(name: string, ...needs: string[]) {
  return { name, needs };
}

Deno.test("orderSuites() keeps the order where nothing is needed", () => {
  const suites = [suite("c"), suite("a"), suite("b")];
  assertEquals(orderSuites(suites), suites);
});

Deno.test("orderSuites() puts a suite after what it needs", () => {
  const names = orderSuites([suite("e2e", "api", "unit"), suite("unit"), suite("api", "unit")]);
  assertEquals(names.map(({ name }) => name), ["unit", "api", "e2e"]);
});

Deno.test("orderSuites() throws when suites need each other", () => {
  assertThrows(() => orderSuites([suite("a", "b"), suite("b", "a")]), Error, "circle");
});

Deno.test("orderSuites() yields each suite once, after its needs, for any needs without a circle", () => {
  const graph = fc.array(fc.array(fc.nat({ max: 20 }), { maxLength: 4 }), { maxLength: 20 });
  fc.assert(fc.property(graph, fc.infiniteStream(fc.nat()), (rows, chance) => {
    // Needs only go to smaller numbers, so there is no circle; then the declared order is shuffled.
    const made = rows.map((needs, index) =>
      suite(`${index}`, ...needs.filter((need) => need < index).map(String))
    );
    const shuffled = made.map((one) => [chance.next().value, one] as const)
      .sort((a, b) => Number(a[0]) - Number(b[0])).map(([, one]) => one);
    const names = orderSuites(shuffled).map(({ name }) => name);
    assertEquals([...names].sort(), made.map(({ name }) => name).sort());
    for (const { name, needs } of made) {
      for (const need of needs) assert(names.indexOf(need) < names.indexOf(name));
    }
  }));
});
