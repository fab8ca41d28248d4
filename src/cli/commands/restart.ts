// `lightcone restart`: goes on from a recorded snapshot, or after a crash from the last complete one, and compares how it
// ends with the run without the crash.

import { compareOutcomes, isSound, outcomeLines } from "../../core/analysis/uses/outcome.ts";
import {
  type Restart,
  type RestartOptions,
  restartAfterCrash,
  restartFrom,
} from "../../core/analysis/uses/restart.ts";
import type { Scenario } from "../../core/scenario/scenario.ts";
import { simulate } from "../../core/snapshot/simulate.ts";
import { cutText } from "../../core/trace/cutText.ts";
import { snapshotTitle } from "../../core/trace/describeSnapshot.ts";
import { counted } from "../../core/trace/verdict.ts";
import { printScenario } from "../../language/lightcone/printing/printScenario.ts";
import {
  type Command,
  Failure,
  JSON_OPTION,
  numberOption,
  type Options,
  readOptions,
  type Streams,
  textOption,
} from "../command.ts";
import { openSound } from "../files.ts";
import { cutRecord } from "../places.ts";
import { traceWriter, writeText } from "../writing.ts";

export const restart: Command = {
  name: "restart",
  summary:
    "Restarts a scenario from a recorded snapshot, or after a crash from the last complete one, and compares the outcome.",
  usage:
    "FILE… [--snapshot ID | --crash-at TIME] [--seed N] [--force] [-o OUT.lightcone|OUT.lctrace] [--json]",
  options: [
    { name: "snapshot", value: "ID", words: "the snapshot to restart from (default: the first)" },
    {
      name: "crash-at",
      value: "TIME",
      words: "a process crashes then, and all go back to the last snapshot that had ended before",
    },
    { name: "seed", value: "N", words: "another seed for what is left to chance" },
    { name: "force", words: "restart from a wrong snapshot too, to see what comes of it" },
    {
      name: "output",
      short: "o",
      value: "OUT",
      words: "write what goes on, as a scenario (.lightcone), or its run (.lctrace)",
    },
    JSON_OPTION,
  ],
  example: "restart samples/uses/06-checkpoint.lightcone --snapshot 1",
  run,
};

async function run(files: readonly string[], options: Options, streams: Streams): Promise<number> {
  const output = textOption(options, "output");
  const write = output === undefined || output.endsWith(".lightcone") ? undefined : traceWriter(output);
  const { scenario } = await openSound(files, streams, { read: readOptions(options) });
  if (scenario === undefined)
    throw new Failure(
      `${files[0]}:1:1: is a recorded trace, which cannot be run again; restart takes a scenario`,
    );
  const restarted = chosen(scenario, options);
  const after = simulate(restarted.scenario);
  const outcome = compareOutcomes(restarted.trace, after);
  if (output !== undefined)
    await writeText(output, write === undefined ? [printScenario(restarted.scenario)] : write(after));
  const lines = outcomeLines(outcome);
  if (options.json === true) {
    const { snapshot, trace, done, left, underWay } = restarted;
    const record = {
      sound: isSound(outcome),
      snapshot: snapshot.id,
      cut: cutRecord(trace, snapshot.frontier),
      done,
      left,
      underWay,
      ...outcome,
    };
    streams.out(`${JSON.stringify(record, undefined, 2)}\n`);
  } else {
    streams.out(`${[headline(restarted), ...lines.map((line) => `  ${line}`)].join("\n")}\n`);
    if (output !== undefined) streams.out(`wrote ${output}\n`);
  }
  return isSound(outcome) ? 0 : 1;
}

function chosen(scenario: Scenario, options: Options): Restart {
  const seed = textOption(options, "seed");
  if (seed !== undefined && !/^\d+$/.test(seed))
    throw new Failure(`--seed takes a whole number, not \`${seed}\``);
  const how: RestartOptions = { ...(seed === undefined ? {} : { seed }), force: options.force === true };
  const at = numberOption(options, "crash-at");
  const id = textOption(options, "snapshot");
  if (at !== undefined && id !== undefined) throw new Failure("--snapshot and --crash-at: one of them");
  const result =
    at === undefined ? restartFrom(scenario, idOf(scenario, id), how) : restartAfterCrash(scenario, at, how);
  if (result.kind === "restart") return result.restart;
  throw new Failure(`--${at === undefined ? "snapshot" : "crash-at"}: ${result.words}`);
}

/** The number of a snapshot that goes by its name or its number; without one the first. */
function idOf({ steps = [], actions, snapshotNames }: Scenario, text: string | undefined): number {
  const named = snapshotNames?.find(({ name }) => name === text);
  if (named !== undefined) return named.snapshot;
  if (text !== undefined && /^\d+$/.test(text)) return Number(text);
  if (text !== undefined) throw new Failure(`--snapshot: there is no snapshot ${text}`);
  const authored = steps.flatMap((step) => (step.kind === "snapshot" ? [step.id] : []));
  const timed = Array.from(actions.argument).filter((_, i) => actions.kind[i] === 1);
  const ids = [...authored, ...timed];
  if (ids.length === 0)
    throw new Failure("this scenario takes no snapshot, so there is nothing to restart from");
  return Math.min(...ids);
}

function headline({ snapshot, trace, done, left, underWay }: Restart): string {
  const cut = cutText(trace, snapshot.frontier, 8);
  return `restarted from ${snapshotTitle(snapshot)} (${cut === "" ? "before every event" : `cut ${cut}`}): ${counted(underWay, "message")} put back into channels, ${counted(done, "step")} done before, ${left} left`;
}
