// `lightcone convert`: writes a trace in another format, by the ending of the output file. A scenario is run first,
// so that a course script becomes a recorded trace.

import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { FORMATS, formatForWriting } from "../../core/formats/registry.ts";
import type { Scenario } from "../../core/scenario/scenario.ts";
import { printScenario } from "../../language/lightcone/printing/printScenario.ts";
import { type Command, Failure, readOptions, textOption } from "../command.ts";
import { openSound } from "../files.ts";

const endings = FORMATS.filter(({ write }) => write !== undefined).flatMap(({ extensions }) => extensions);

/** One scenario of authored files by itself: imports resolved, shapes spelt out. */
function authoredText(scenario: Scenario | undefined): string {
  if (scenario?.steps !== undefined) return printScenario(scenario);
  throw new Failure("-o: only an authored scenario can be written as .lightcone");
}

export const convert: Command = {
  name: "convert",
  summary: `Writes a trace, or the run of a scenario, in another format (${endings.join(", ")}); a scenario as .lightcone.`,
  usage: "FILE… -o OUT",
  options: [
    { name: "output", short: "o", value: "OUT", words: "the file to write; its ending names the format" },
  ],
  example: "convert samples/course/bank.events -o bank.lctrace",
  run: async (files, options, streams) => {
    const output = textOption(options, "output");
    if (output === undefined) throw new Failure("-o OUT is missing: the file to write");
    const isAuthored = output.toLowerCase().endsWith(".lightcone");
    const write = formatForWriting(output)?.write;
    if (write === undefined && !isAuthored)
      throw new Failure(`-o: ${output} ends in no format that can be written (${endings.join(", ")})`);
    const { trace, scenario } = await openSound(files, streams, { read: readOptions(options) });
    const text = write === undefined ? [authoredText(scenario)] : write(trace);
    await pipeline(text, createWriteStream(output)).catch((error: Error) => {
      throw new Failure(`${output}: cannot be written: ${error.message}`);
    });
    streams.out(`wrote ${output}\n`);
    return 0;
  },
};
