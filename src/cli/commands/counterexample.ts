// `lightcone counterexample`: the smallest scenario in which a snapshot algorithm goes wrong when one of its assumptions is
// broken, found by going through all runs of all small scenarios; or, with none broken, that there is none up to a size.

import {
  BREAKABLE,
  type Breakable,
  breakableOf,
  isSearchedSize,
  LEAST_SIZE,
  MOST_SIZE,
  USUAL_SIZE,
} from "../../core/exploration/breakable.ts";
import { type CounterFound, searchCounterExample } from "../../core/exploration/counterExamples.ts";
import { NotExplorable } from "../../core/exploration/options.ts";
import type { SnapshotAlgorithm } from "../../core/snapshot/snapshotAlgorithm.ts";
import { counted } from "../../core/trace/verdict.ts";
import { printScenario } from "../../language/lightcone/printing/printScenario.ts";
import { ALGORITHM_OPTION, algorithmOption } from "../algorithmOption.ts";
import {
  type Command,
  Failure,
  JSON_OPTION,
  numberOption,
  type Options,
  type Streams,
  textOption,
} from "../command.ts";
import { finished, stoppable } from "../exploring.ts";
import { writeText } from "../writing.ts";

const NAMES = BREAKABLE.map(({ name }) => name).join(", ");

export const counterexample: Command = {
  name: "counterexample",
  summary:
    "Searches the smallest scenario in which a snapshot algorithm goes wrong once an assumption of it is broken.",
  usage: "[--algorithm NAME] [--without ASSUMPTION] [--size N] [-o OUT.lightcone] [--json]",
  options: [
    ALGORITHM_OPTION,
    {
      name: "without",
      value: "ASSUMPTION",
      words: `${NAMES}: what is broken (default: nothing, so that nothing should be found)`,
    },
    {
      name: "size",
      value: "N",
      words: `processes, channels and sends in all, up to which scenarios are tried (default: ${USUAL_SIZE}, at most ${MOST_SIZE})`,
    },
    { name: "output", short: "o", value: "OUT", words: "write the scenario that is found, OUT.lightcone" },
    JSON_OPTION,
  ],
  example: "counterexample --algorithm chandy-lamport --without fifo",
  run,
};

async function run(files: readonly string[], options: Options, streams: Streams): Promise<number> {
  if (files.length > 0)
    throw new Failure(`${files[0]}: counterexample makes its scenarios itself; give no FILE`);
  const algorithm = algorithmOption(options);
  const without = withoutOption(options, algorithm);
  const size = numberOption(options, "size") ?? USUAL_SIZE;
  if (!isSearchedSize(size)) throw new Failure(`--size takes a whole number, ${LEAST_SIZE} to ${MOST_SIZE}`);
  const output = textOption(options, "output");
  if (output !== undefined && !output.toLowerCase().endsWith(".lightcone"))
    throw new Failure(`-o: ${output} must end in .lightcone`);
  const found = await search(algorithm, without, size, streams);
  const text = found.kind === "found" ? printScenario(found.run.witness) : undefined;
  if (output !== undefined && text !== undefined) await writeText(output, [text]);
  if (options.json === true) {
    const { scenarios, states, complete } = found;
    const words =
      found.kind === "found" ? { words: found.words, steps: found.run.length, scenario: text } : {};
    const record = {
      algorithm: algorithm.id,
      without: without?.assumption ?? null,
      found: found.kind === "found",
    };
    streams.out(
      `${JSON.stringify({ ...record, size: found.size, scenarios, states, complete, ...words }, undefined, 2)}\n`,
    );
  } else {
    streams.out(textOf(algorithm, without, found, text, output));
  }
  return found.kind === "found" || !found.complete ? 1 : 0;
}

function withoutOption(options: Options, algorithm: SnapshotAlgorithm): Breakable | undefined {
  const asked = textOption(options, "without");
  if (asked === undefined) return undefined;
  if (!BREAKABLE.some(({ name }) => name === asked))
    throw new Failure(`--without: there is no ${asked}; there are: ${NAMES}`);
  const own = breakableOf(algorithm).find(({ name }) => name === asked);
  if (own === undefined) throw new Failure(`--without: ${algorithm.id} does not assume ${asked}`);
  return own;
}

async function search(
  algorithm: SnapshotAlgorithm,
  without: Breakable | undefined,
  mostSize: number,
  streams: Streams,
): Promise<CounterFound> {
  const stopped = stoppable();
  try {
    const work = searchCounterExample({ algorithm, without: without?.assumption, mostSize });
    const found = await finished(work, "searching", streams, stopped);
    if (found === undefined) throw new Failure("the search was stopped before it found anything");
    return found;
  } catch (error) {
    if (error instanceof NotExplorable) throw new Failure(`--algorithm: ${error.message}`);
    throw error;
  } finally {
    stopped.forget();
  }
}

function textOf(
  algorithm: SnapshotAlgorithm,
  without: Breakable | undefined,
  found: CounterFound,
  text: string | undefined,
  output: string | undefined,
): string {
  const seen = `${counted(found.scenarios, "scenario")}, ${counted(found.states, "state")}`;
  const broken = without === undefined ? "with all that it assumes" : `without ${without.name}`;
  if (found.kind === "none") {
    const rest = found.complete ? "" : "; not all runs of each were seen, so there may be one";
    return `${algorithm.name}, ${broken}: nothing goes wrong up to size ${found.size} (${seen})${rest}\n`;
  }
  const head = `${algorithm.name}, ${broken}: ${found.words} (${counted(found.run.length, "step")}; size ${found.size}, after ${seen})`;
  return `${head}\n\n${text ?? ""}${output === undefined ? "" : `\nwrote ${output}\n`}`;
}
