// Is a claimed global state possible where only a scenario's own script happens? Explores its runs with a snapshot that one
// process, each in turn, starts at any moment, or that all may start; the script's own snapshots are left out. A bound makes
// the third verdict: unknown. Free token passing needs no search: analysis/possibility decides it.

import type { Initiators } from "../analysis/possibility/answer.ts";
import { decide } from "../analysis/possibility/decide.ts";
import { questionOf } from "../analysis/possibility/puzzle.ts";
import { describeReason } from "../analysis/possibility/words.ts";
import { withSnapshot } from "../scenario/addSnapshot.ts";
import type { ExpectedState } from "../scenario/expectation.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { asProcess, type ProcessId } from "../trace/ids.ts";
import { Answers } from "./answers.ts";
import type { Exploration } from "./exploration.ts";
import type { ExploreOptions, Limit } from "./options.ts";

export type ScriptAnswer =
  /** `witness`: a shortest run of the script in which the snapshot of this initiator, or of several, records it. */
  | { readonly kind: "possible"; readonly initiator: ProcessId | undefined; readonly witness: Scenario }
  /** `reason`: one that holds whatever the script does; absent where all runs were seen. `states`: how many states these had. */
  | { readonly kind: "impossible"; readonly reason?: string; readonly states: number }
  | { readonly kind: "unknown"; readonly limit: Limit; readonly states: number };

/** `explore`: runs one exploration to its end or limit. */
export async function possibleInScript(
  scenario: Scenario,
  state: ExpectedState,
  asked: Initiators,
  explore: (scenario: Scenario, options: ExploreOptions) => Promise<Exploration>,
): Promise<ScriptAnswer> {
  const answer = decide(questionOf(scenario, state), asked);
  const sure = answer.kind === "impossible" ? answer.reasons.find(isOfMarkers) : undefined;
  if (sure !== undefined) return { kind: "impossible", reason: describeReason(scenario, sure), states: 0 };
  const script = withoutSnapshots(scenario);
  const everybody = scenario.processes.map((_, p) => asProcess(p));
  let states = 0;
  let limit: Limit | undefined;
  for (const starters of asked === "one" ? everybody.map((p) => [p]) : [everybody]) {
    const exploration = await explore(withSnapshot(script, starters, 0), { starts: "any" });
    states += exploration.states;
    const found = new Answers(exploration).recordable(state);
    if (found.kind === "possible") {
      const initiator = starters.length === 1 ? starters[0] : undefined;
      return { kind: "possible", initiator, witness: found.run.witness };
    }
    if (found.kind === "unknown") limit ??= found.limit;
    if (limit === "cancelled") break;
  }
  return limit === undefined ? { kind: "impossible", states } : { kind: "unknown", limit, states };
}

function isOfMarkers({ kind }: { readonly kind: string }): boolean {
  return kind === "first-marker" || kind === "unreachable" || kind === "nobody";
}

/** The script alone; what speaks of its snapshots goes with them. */
function withoutSnapshots(scenario: Scenario): Scenario {
  const {
    steps = [],
    expectations: _expected,
    algorithms: _algorithms,
    snapshotNames: _names,
    ...rest
  } = scenario;
  const place = new Map<number, number>();
  const kept = steps.filter((step, i) => {
    if (step.kind === "snapshot") return false;
    place.set(i, place.size);
    return true;
  });
  const moved = kept.map((step) =>
    step.kind === "receive" ? { ...step, send: place.get(step.send) ?? step.send } : step,
  );
  return { ...rest, cuts: [], puzzles: [], steps: moved };
}
