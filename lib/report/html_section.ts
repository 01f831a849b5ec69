import type { Html } from "./html.ts";

/** A part of a page with a heading of its own. */
export interface PageSection {
  /** Unique, fit for an id. */
  readonly id: string;
  readonly title: string;
  /** A few words or a number beside its name in the navigation; "" for none. */
  readonly count: string;
  readonly body: Html;
}
