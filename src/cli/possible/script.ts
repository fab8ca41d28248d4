// The answer of `lightcone possible --moves script`: is a puzzle's claim possible in a run of its scenario's own script, with a
// snapshot that starts at any moment? The explorer goes through the runs, up to a bound. The JSON's keys are a contract.

import type { Initiators } from "../../core/analysis/possibility/answer.ts";
import { possibleInScript, type ScriptAnswer } from "../../core/exploration/possibleInScript.ts";
import { limitWords } from "../../core/exploration/words.ts";
import type { ExpectedState } from "../../core/scenario/expectation.ts";
import type { Scenario } from "../../core/scenario/scenario.ts";
import { counted } from "../../core/trace/verdict.ts";
import { printScenario } from "../../language/lightcone/printing/printScenario.ts";
import { Failure, numberOption, type Options, type Streams, textOption } from "../command.ts";
import { explore, stoppable } from "../exploring.ts";
import { writeText } from "../writing.ts";
import type { Answered } from "./answered.ts";

export async function answerScript(
  scenario: Scenario | undefined,
  state: ExpectedState | undefined,
  asked: Initiators,
  options: Options,
  streams: Streams,
): Promise<Answered> {
  if (scenario?.steps === undefined || state === undefined)
    throw new Failure("--moves script: only a puzzle of an authored scenario has a script");
  const states = numberOption(options, "states");
  const stopped = stoppable();
  const answer = await possibleInScript(scenario, state, asked, (each, how) =>
    explore(each, { ...how, ...(states === undefined ? {} : { mostStates: states }) }, streams, stopped),
  );
  stopped.forget();
  const lines = linesOf(scenario, answer);
  const output = textOption(options, "output");
  const witness = answer.kind === "possible" ? printScenario(answer.witness) : undefined;
  if (output !== undefined && !output.toLowerCase().endsWith(".lightcone"))
    throw new Failure(`-o: ${output} must end in .lightcone`);
  if (output !== undefined && witness !== undefined) {
    await writeText(output, [witness]);
    lines.push(`wrote ${output}`);
  } else if (output !== undefined) lines.push(`${output} is not written: there is no run to write`);
  else if (witness !== undefined) lines.push("", witness.trimEnd());
  return {
    kind: answer.kind,
    text: lines.map((line) => `${line}\n`).join(""),
    record: { verdict: answer.kind, initiators: asked, moves: "script", words: lines[0], witness },
  };
}

function linesOf(scenario: Scenario, answer: ScriptAnswer): string[] {
  switch (answer.kind) {
    case "possible": {
      const { initiator } = answer;
      const who =
        initiator === undefined ? "several processes start" : `${scenario.processes[initiator].name} starts`;
      return [`${who} it in this run of the script; none in which they do has fewer steps`];
    }
    case "impossible":
      return [
        answer.reason ?? `no run of the script records it: all ${counted(answer.states, "state")} were seen`,
      ];
    case "unknown":
      return [`not found in ${counted(answer.states, "state")}: ${limitWords(answer.limit)}`];
  }
}
