import type { SignatureRow } from "../../model/signature.ts";
import { AGAIN } from "./replay_templates.ts";

/** A stored expectation differs from what came. */
export const SNAPSHOT_ROWS: readonly SignatureRow[] = [
  {
    class: "snapshot",
    id: "snapshot-mismatch",
    title: "what came differs from the stored snapshot",
    texts: [
      { pattern: /\bDid not match snapshot\b/ },
      { pattern: /\bsnapshot assertion for '/ },

      { pattern: /^Outdated(?: snapshot)?: / },

      {
        pattern:
          /^(?:Error: )?expect\(\w{0,40}\)(?:\.\w{1,20})?\.(?:toMatch(?:Inline|Aria|File)?Snapshot|toHaveScreenshot|toThrowErrorMatching(?:Inline)?Snapshot)\(/,
      },
      { pattern: /^(?:Error: )?Snapshot `.{1,300}` mismatched/ },
      { pattern: /^(?:Error: )?A snapshot doesn't exist at / },
      { pattern: /^\d{1,12} pixels \(ratio [\d.]{1,8} of all image pixels\) are different/ },
      { pattern: /^New snapshot was not written\. The update flag must be explicitly passed/ },
      {
        pattern:
          /^(?:Error|AssertionError)?(?: \[\w{1,40}\])?:? ?(?:Did not match snapshot|Snapshot (?:comparison|assertion|does not match|mismatch))/i,
      },
      { pattern: /^Snapshot name: `/, weight: 0.8 },
      { pattern: /^›? ?\d{1,6} snapshots? (?:failed|obsolete)/, weight: 0.7 },
    ],
    weight: 9,
    read: ["stdout.log", "tests.jsonl"],
    remedy: [
      "Look at the difference: is the new text or picture what you want?",
      "If it is, store it anew with the tool's own flag (-u, --update-snapshots) and review it",
      "If it changes from run to run, take times, ids and fonts out of it",
    ],
    replay: AGAIN,
    disproof: "The stored snapshot and what came are equal byte by byte",
    specimens: [
      { text: "expect(received).toMatchInlineSnapshot(snapshot)\n\nSnapshot name: `snap 1`" },
      { text: "expect(received).toMatchSnapshot()\n\nSnapshot name: `snapf 1`" },
      { text: "Error: Snapshot `snapf 1` mismatched\n\n- Expected\n+ Received" },
      {
        text:
          "Error: A snapshot doesn't exist at /srv/app/jst/pw/a.spec.js-snapshots/a-linux.png, writing actual.",
      },
      {
        text:
          "Error: expect(page).toHaveScreenshot(expected) failed\n\n  640 pixels (ratio 0.01 of all image pixels) are different.",
      },
    ],
    counterSpecimens: [
      {
        text:
          "expect(received).toEqual(expected) // deep equality\n\n- Expected  - 1\n+ Received  + 1",
      },
    ],
  },
];
