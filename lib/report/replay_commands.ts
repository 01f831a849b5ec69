import type { Place } from "../model/outcome.ts";
import type { Plan, PlannedSuite } from "../model/plan.ts";
import type { RunnableReplay } from "../model/replay_plan.ts";
import { type BareCommand, bareCommand } from "./format_bare_command.ts";

/** What the commands of a replay need beside it. */
export interface ReplayCommandOptions {
  /**
   * Our own call up to and with the record, such as `deno run -A <script> <record>`, with flags that
   * stay; paths are absolute. `--suite` and `--test` are added.
   */
  readonly replay: readonly string[];
  /** True where single tests were asked for: the command of a suite then names them. */
  readonly namesTests?: boolean;
}

/** The commands that run one thing again. */
export interface CommandPair {
  /** By us, with all that proves and records the run; from any folder. */
  readonly replay: readonly string[];
  /** The test tool's own; null where it would be no narrower than that of its suite. */
  readonly bare: BareCommand | null;
}

/** The commands of one suite of a replay. */
export interface SuiteCommands extends CommandPair {
  readonly suite: string;
  readonly scope: "tests" | "suite";
  /** Ids of all tests that are meant. */
  readonly tests: readonly string[];
  readonly place: Place;
  /** The first of its tests, one by one. */
  readonly singles: readonly (CommandPair & { readonly id: string })[];
}

/** The commands of a replay as data, in the order of its plan. */
export function replayCommands(
  { plan, singles }: RunnableReplay,
  { replay, namesTests = false }: ReplayCommandOptions,
): readonly SuiteCommands[] {
  return plan.suites.map((planned) => {
    const { name } = planned;
    const meant = plan.replay?.suites.find(({ suite }) => suite === name);
    return {
      suite: name,
      scope: meant?.scope ?? "suite",
      tests: meant?.tests ?? [],
      place: placeOf(plan, planned),
      replay: [
        ...replay,
        ...["--suite", name],
        ...(namesTests ? meant?.tests ?? [] : []).map((id) => `--test=${id}`),
      ],
      bare: bareOf(plan, planned),
      singles: singles.filter((single) => single.planned.name === name).map((single) => ({
        id: single.id,
        replay: [...replay, `--suite=${name}`, `--test=${single.id}`],
        bare: single.isSelected ? bareOf(plan, single.planned) : null,
      })),
    };
  });
}

function placeOf({ mode }: Plan, { container }: PlannedSuite): Place {
  return mode === "failsafe" || container === null ? "failsafe" : "container";
}

function bareOf(plan: Plan, planned: PlannedSuite): BareCommand {
  const image = planned.container?.image ?? null;
  return bareCommand(planned, { root: plan.root, place: placeOf(plan, planned), image });
}
