const CODES = { red: 31, green: 32, yellow: 33, gray: 90, bold: 1 } as const;

/** The few colours that are used; the same word in plain text always says the same. */
export type Colour = keyof typeof CODES;

/** Text between the escape sequences of a colour, or the text alone where colour is off. */
export function paint(text: string, colour: Colour, on: boolean): string {
  const esc = String.fromCodePoint(0x1b);
  return on ? `${esc}[${CODES[colour]}m${text}${esc}[0m` : text;
}
