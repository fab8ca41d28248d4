// The command line `lightcone`: finds the subcommand, reads its options, and turns failures into exit status 2
// with one line on stderr. This file only wires; the work is done in commands/.

import { parseArgs } from "node:util";
import { type Command, Failure, helpOf, type Options, parseConfig, type Streams } from "./command.ts";
import { check } from "./commands/check.ts";
import { compareAlgorithms } from "./commands/compareAlgorithms.ts";
import { convert } from "./commands/convert.ts";
import { counterexample } from "./commands/counterexample.ts";
import { explore } from "./commands/explore.ts";
import { format } from "./commands/format.ts";
import { info } from "./commands/info.ts";
import { languageServer } from "./commands/languageServer.ts";
import { lattice } from "./commands/lattice.ts";
import { possible } from "./commands/possible.ts";
import { recoveryLine } from "./commands/recoveryLine.ts";
import { render } from "./commands/render.ts";
import { restart } from "./commands/restart.ts";
import { snapshot } from "./commands/snapshot.ts";
import { verify } from "./commands/verify.ts";

const COMMANDS: readonly Command[] = [
  info,
  snapshot,
  compareAlgorithms,
  verify,
  check,
  explore,
  counterexample,
  lattice,
  restart,
  recoveryLine,
  possible,
  render,
  convert,
  format,
  languageServer,
];

const streams: Streams = {
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
  terminal: process.stderr.isTTY === true,
};

function overview(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length));
  const rows = COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `lightcone COMMAND FILE… [options]\n\n${rows.join("\n")}\n\n\`lightcone COMMAND --help\` tells more, with an example.\n`;
}

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    streams.out(overview());
    return name === undefined ? 2 : 0;
  }
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (command === undefined) {
    const known = COMMANDS.map((candidate) => candidate.name).join(", ");
    throw new Failure(`there is no command ${name}; there are: ${known}`);
  }
  const { files, options } = parsed(command, rest);
  if (options.help === true) {
    streams.out(helpOf(command));
    return 0;
  }
  return command.run(files, options, streams);
}

function parsed(command: Command, args: string[]): { files: string[]; options: Options } {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: parseConfig(command),
      allowPositionals: true,
    });
    return { files: positionals, options: values as Options };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Failure(`${message.split(". ")[0]}; see lightcone ${command.name} --help`);
  }
}

// A pipe that is closed early (`| head`) is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  streams.error(`${error.message}\n`);
  process.exitCode = 2;
}
