import { assert, assertEquals } from "@std/assert";
import { STYLE } from "../../../lib/report/html_style.ts";

/** The two values of a colour, light and dark, each red, green and blue. */
function colour(name: string): readonly (readonly number[])[] {
  const [, light = "", dark = ""] = new RegExp(`--${name}:light-dark\\((#\\w+),(#\\w+)\\)`).exec(
    STYLE,
  )!;
  return [light, dark].map((text) => {
    const digits = text.slice(1).length === 3 ? text.slice(1).replace(/./g, "$&$&") : text.slice(1);
    return (digits.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
  });
}

/** As WCAG 2 has it. */
function luminance(rgb: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: readonly number[], b: readonly number[]): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

Deno.test("STYLE has text that can be read in both colours (WCAG AA, 4.5 to 1)", () => {
  const tones = ["good", "bad", "warn", "quiet"];
  const pairs = [
    ...["text", "soft", "link", ...tones].flatMap((front) => [[front, "bg"], [front, "card"]]),
    ...tones.flatMap((
      tone,
    ) => [[tone, `${tone}-bg`], ["text", `${tone}-bg`], ["soft", `${tone}-bg`]]),
    ...[["text", "code"], ["soft", "code"], ["line", "card"]],
  ];
  const weak = pairs.flatMap(([front = "", back = ""]) =>
    [0, 1].filter((at) => contrast(colour(front)[at]!, colour(back)[at]!) < 4.5)
      .map((at) => `${front} on ${back}, ${at === 0 ? "light" : "dark"}`)
  );
  assertEquals(weak, []);
});

Deno.test("STYLE loads nothing, and cannot end its element", () => {
  assert(!/url\(|@import|</.test(STYLE));
});
