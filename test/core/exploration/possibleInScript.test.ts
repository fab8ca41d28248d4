// Claims in a script's own runs: exactly the states that some run of the engine records are possible, over every order of
// deliveries and every moment of the start; and a bound that is too small makes the answer unknown.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Exploration } from "../../../src/core/exploration/exploration.ts";
import { possibleInScript } from "../../../src/core/exploration/possibleInScript.ts";
import type { ExpectedState } from "../../../src/core/scenario/expectation.ts";
import type { Scenario } from "../../../src/core/scenario/scenario.ts";
import { scenarioOf } from "../../language/lightcone/support.ts";
import { claims, questionOfLetters } from "../../support/smallPuzzles.ts";

const at = { file: "a", line: 1, column: 1 };

/** Every claim with these tokens over two processes with a channel each way, as states of the scenario. */
function statesOf(tokens: string, channels: readonly (readonly [number, number])[]): ExpectedState[] {
  return [...claims(tokens, 2, channels)].map(({ states, contents }) => {
    const { system, claim } = questionOfLetters({ held: ["", ""], channels }, states, contents);
    return {
      processes: claim.processes.map((state, process) => ({
        process: process as never,
        state,
        position: at,
      })),
      channels: system.channels.map(({ from, to }, c) => ({
        from,
        to,
        messages: claim.channels[c],
        position: at,
      })),
    };
  });
}

const explore = (mostStates?: number) => async (scenario: Scenario, options: object) => {
  const exploration = new Exploration(scenario, {
    ...options,
    ...(mostStates === undefined ? {} : { mostStates }),
  });
  exploration.run();
  return exploration;
};

describe("a claim in a script's own runs", () => {
  const script =
    "process P0 { A, B }\nprocess P1\nchannel P0 <-> P1\nP0 -> P1 : A as a\nP1 receives a\nP1 -> P0 : A\n";
  const channels = [
    [0, 1],
    [1, 0],
  ] as const;

  it("is possible exactly where the script leads there and the markers do", async () => {
    const scenario = await scenarioOf(script);
    const found: string[] = [];
    for (const state of statesOf("AB", channels)) {
      const answer = await possibleInScript(scenario, state, "one", explore());
      const tokens = (list: readonly { readonly token: string }[]): string =>
        list.map(({ token }) => token).join("");
      const words = [
        ...state.processes.map((each) => tokens(each.state.tokens)),
        ...state.channels.map(({ messages }) => messages.map((each) => tokens(each.tokens)).join(",")),
      ].join("|");
      if (answer.kind === "possible") found.push(`${words} ${answer.initiator}`);
      else assert.equal(answer.kind, "impossible");
    }
    // B never leaves P0; A is at P0, on its way, at P1, on its way back: each can be recorded, and by whom first.
    assert.deepEqual(found.sort(), ["AB||| 0", "B|A|| 0", "B||A| 1", "B|||A 0"]);
  });

  it("is unknown where the bound is too small", async () => {
    const scenario = await scenarioOf(script);
    const [state] = statesOf("AB", channels);
    const answer = await possibleInScript(scenario, { ...state, processes: [] }, "any", explore(1));
    assert.deepEqual([answer.kind, answer.kind === "unknown" && answer.limit], ["unknown", "states"]);
  });
});
