// Explorations in tests: run to the end, and their final states as texts that two explorations of one scenario can be
// compared by, whatever numbers they gave to things.

import { Exploration } from "../../src/core/exploration/exploration.ts";
import type { ExploreOptions } from "../../src/core/exploration/options.ts";
import { partsOf, snapshotOutcomes } from "../../src/core/exploration/outcomes.ts";
import type { Scenario } from "../../src/core/scenario/scenario.ts";
import { describeState, plainTokenCount } from "../../src/core/trace/localState.ts";

export function explored(scenario: Scenario, options: ExploreOptions = {}): Exploration {
  const exploration = new Exploration(scenario, options);
  exploration.run();
  return exploration;
}

/** Everything that a verdict can depend on in a final state. */
function finalText(exploration: Exploration, final: number): string {
  const { steps, explored: system } = exploration;
  const state = (local: number): string => (local < 0 ? "–" : describeState(steps.locals.state(local)));
  const parts = partsOf(exploration, final).map(({ places, local, passed, recorded, faults }) => {
    const channels = recorded.map((row) =>
      row.map(({ channel, messages, finished }) => [channel, messages.map(system.contentOf), finished]),
    );
    return JSON.stringify([places, state(local), passed.map(state), channels, faults]);
  });
  const channels = exploration.contentsOf(final).map((list) => steps.contents.items(list).length);
  return `${parts.join(" ")} ${channels}`;
}

export function finalTexts(exploration: Exploration): string[] {
  return exploration.finals.map((final) => finalText(exploration, final)).sort();
}

/** What the snapshots of a scenario of nameless tokens record, in the words of the plain explorer. */
export function plainSnapshots(exploration: Exploration): Set<string> {
  const all = new Set<string>();
  exploration.explored.snapshotIds.forEach((_, snapshot) => {
    for (const { processes, channels } of snapshotOutcomes(exploration, snapshot)) {
      const states = processes.map((state) => (state === undefined ? "" : String(plainTokenCount(state))));
      const contents = channels.map((messages) => (messages ?? []).map(plainTokenCount).join("+"));
      all.add(`${snapshot}: ${states.join(" ")} [${contents}]`);
    }
  });
  return all;
}
