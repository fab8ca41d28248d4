// `lightcone possible`: is this snapshot possible, and if so, how? Of a puzzle in an authored file or in JSON, or of a
// snapshot or cut of a trace.

import type { Initiators } from "../../core/analysis/possibility/answer.ts";
import { type Command, choiceOption, Failure, JSON_OPTION, textOption } from "../command.ts";
import { answerPuzzle } from "../possible/puzzle.ts";
import { answerTrace } from "../possible/trace.ts";

export const possible: Command = {
  name: "possible",
  summary:
    "Tells whether a snapshot is possible: who can start it, and a run that records it, or why there is none.",
  usage:
    "FILE… [--puzzle NAME] [--initiators one|any] [--moves free|script] [-o WITNESS] [--snapshot ID | --cut P=3,Q=5] [--json]",
  options: [
    {
      name: "puzzle",
      value: "NAME",
      words: "of a file with several puzzles, the one that is meant, or its number",
    },
    {
      name: "initiators",
      value: "one|any",
      words: "how many processes may start the snapshot (default: one)",
    },
    {
      name: "moves",
      value: "free|script",
      words: "tokens are passed freely (default), or only what the scenario's script says happens",
    },
    {
      name: "states",
      value: "N",
      words: "with --moves script: give up after so many states (default: 1000000)",
    },
    { name: "snapshot", value: "ID", words: "could Chandy–Lamport have recorded this snapshot of a trace?" },
    { name: "cut", value: "P=3,Q=5", words: "or this cut of it?" },
    {
      name: "output",
      short: "o",
      value: "WITNESS",
      words: "where it is possible, write the run: .lightcone, or .lctrace",
    },
    JSON_OPTION,
  ],
  example: "possible samples/lecture/13-puzzle-3.lightcone",
  run: async (files, options, streams) => {
    if (files.length === 0) throw new Failure("no FILE given; see --help");
    const asked: Initiators = choiceOption(options, "initiators", ["one", "any"]);
    const isOfTrace =
      textOption(options, "snapshot") !== undefined || textOption(options, "cut") !== undefined;
    const answer = isOfTrace ? answerTrace : answerPuzzle;
    const { kind, text, record } = await answer(files, asked, options, streams);
    streams.out(options.json === true ? `${JSON.stringify(record, undefined, 2)}\n` : `${kind}\n${text}`);
    return kind === "possible" ? 0 : 1;
  },
};
