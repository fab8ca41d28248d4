// `lightcone format`: formats authored files in place, or only tells which are not formatted, for CI.
// How a text is formatted is the language's to say.

import { readFile, writeFile } from "node:fs/promises";
import { formatText } from "../../language/lightcone/printing/formatText.ts";
import { type Command, Failure } from "../command.ts";

export const format: Command = {
  name: "format",
  summary: "Formats authored scenarios (.lightcone) in place.",
  usage: "FILE… [--check]",
  options: [
    { name: "check", words: "change nothing; list the files that are not formatted, with exit status 1" },
  ],
  example: "format --check samples/lecture/01-global-state.lightcone",
  run: async (files, options, { out }) => {
    if (files.length === 0) throw new Failure("no FILE given; see --help");
    let unformatted = 0;
    for (const file of files) {
      if (!file.toLowerCase().endsWith(".lightcone")) throw new Failure(`${file}:1:1: is no .lightcone file`);
      const text = await readFile(file, "utf8").catch(() => {
        throw new Failure(`${file}:1:1: cannot be read; is there such a file?`);
      });
      const formatted = formatText(text);
      if (formatted === text) continue;
      unformatted++;
      out(`${options.check === true ? "not formatted" : "formatted"}: ${file}\n`);
      if (options.check !== true) await writeFile(file, formatted);
    }
    if (unformatted === 0) out("all as they should be\n");
    return options.check === true && unformatted > 0 ? 1 : 0;
  },
};
