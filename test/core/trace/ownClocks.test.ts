// Clocks of processes, with skew and drift: they go from the text to the trace, through our format and back into text, and an
// event tells what its process's clock shows.

import assert from "node:assert/strict";
import { it } from "node:test";
import { writeLctrace } from "../../../src/core/formats/lctrace/writer.ts";
import { simulate } from "../../../src/core/snapshot/simulate.ts";
import { clockReading } from "../../../src/core/trace/describe.ts";
import { printScenario } from "../../../src/language/lightcone/printing/printScenario.ts";
import { factsOfEvent } from "../../../webview/controls/facts.ts";
import { scenarioOf } from "../../language/lightcone/support.ts";
import { openSources } from "../../support/openSources.ts";
import { textSource } from "../../support/textSource.ts";

const TEXT = `time in ms
process P, Q
clock P skew -2 drift 0.5
P does "work" at 4
Q does "work" at 4
`;

it("a clock of a process goes through a run, a file and a printed scenario, and is told at events", async () => {
  const scenario = await scenarioOf(TEXT);
  const trace = simulate(scenario);
  const clock = { skew: -2, drift: 0.5 };
  assert.deepEqual(trace.processes, [{ name: "P", clock }, { name: "Q" }]);
  assert.deepEqual([clockReading(trace, 0), clockReading(trace, 1)], ["4 ms", ""]);
  const facts = factsOfEvent(trace, 0, undefined, new Uint32Array(2));
  assert.ok(facts.some(({ name, value }) => name === "Its own clock" && value === "4 ms"));
  const text = [...writeLctrace(trace)].join("");
  const { trace: again, problems } = await openSources([textSource("again.lctrace", text)]);
  assert.deepEqual(problems, []);
  assert.deepEqual(again?.processes, trace.processes);
  const printed = await scenarioOf(printScenario(scenario));
  assert.deepEqual(simulate(printed).processes, trace.processes);
});

it("a clock in a file that is none is a problem with its line", async () => {
  const header = '{"lctrace":1,"processes":[{"name":"P","clock":{"skew":"late"}}]}';
  const { problems } = await openSources([textSource("bad.lctrace", `${header}\n`)]);
  assert.deepEqual(
    problems.map(({ code, position }) => [code, position.line]),
    [["clock", 1]],
  );
});
