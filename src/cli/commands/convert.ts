// `lightcone convert`: writes a trace in another format, by the ending of the output file. A scenario is run first,
// so that a course script becomes a recorded trace.

import type { Scenario } from "../../core/scenario/scenario.ts";
import { printScenario } from "../../language/lightcone/printing/printScenario.ts";
import { type Command, Failure, readOptions, textOption } from "../command.ts";
import { openSound } from "../files.ts";
import { traceWriter, writeText, writtenEndings } from "../writing.ts";

/** One scenario of authored files by itself: imports resolved, shapes spelt out. */
function authoredText(scenario: Scenario | undefined): string {
  if (scenario?.steps !== undefined) return printScenario(scenario);
  throw new Failure("-o: only an authored scenario can be written as .lightcone");
}

export const convert: Command = {
  name: "convert",
  summary: `Writes a trace, or the run of a scenario, in another format (${writtenEndings()}); a scenario as .lightcone.`,
  usage: "FILE… -o OUT",
  options: [
    { name: "output", short: "o", value: "OUT", words: "the file to write; its ending names the format" },
  ],
  example: "convert samples/course/bank.events -o bank.lctrace",
  run: async (files, options, streams) => {
    const output = textOption(options, "output");
    if (output === undefined) throw new Failure("-o OUT is missing: the file to write");
    const isAuthored = output.toLowerCase().endsWith(".lightcone");
    const write = isAuthored ? undefined : traceWriter(output);
    const { trace, scenario } = await openSound(files, streams, { read: readOptions(options) });
    const text = write === undefined ? [authoredText(scenario)] : write(trace);
    await writeText(output, text);
    streams.out(`wrote ${output}\n`);
    return 0;
  },
};
