// `lightcone check`: asks what snapshots are for, of a snapshot, of each of a series, or of any cut: a predicate, deadlock,
// garbage, termination, whether a sum is kept; and whether a predicate is stable over the run.

import { readConserved } from "../../core/analysis/uses/conservedSum.ts";
import { type FieldNames, readNames, withNames } from "../../core/analysis/uses/fieldNames.ts";
import {
  type Answered,
  type Asked,
  answerAt,
  askedCut,
  askedEnd,
  askedSnapshot,
  overall,
  predicateOf,
  type Question,
} from "../../core/analysis/uses/questions.ts";
import {
  type Stability,
  stabilityAlongRun,
  stabilityOverCuts,
  type Work,
} from "../../core/analysis/uses/stability.ts";
import { stabilityLines } from "../../core/analysis/uses/stabilityWords.ts";
import type { Predicate } from "../../core/predicate/compile.ts";
import { cutText } from "../../core/trace/cutText.ts";
import type { Trace } from "../../core/trace/trace.ts";
import {
  type Command,
  choiceOption,
  Failure,
  JSON_OPTION,
  type Options,
  readOptions,
  type Streams,
  textOption,
} from "../command.ts";
import { cutOption } from "../cutOption.ts";
import { type OpenedTrace, openSound } from "../files.ts";
import { cutRecord, messageRecord } from "../places.ts";

const QUESTIONS = ["predicate", "deadlock", "garbage", "termination", "conservation"] as const;

export const check: Command = {
  name: "check",
  summary:
    "Asks a snapshot, or any cut, what snapshots are for: a predicate, deadlock, garbage, termination, a kept sum.",
  usage:
    'FILE… --predicate "EXPR"|--deadlock|--garbage|--termination|--conservation FIELD [--snapshot ID|--cut P=3,Q=5|--end] [--json]',
  options: [
    { name: "predicate", value: "EXPR", words: "a condition on the global state, as in docs/predicates.md" },
    { name: "deadlock", words: "is there no deadlock?" },
    { name: "garbage", words: "is every object referred to?" },
    { name: "termination", words: "has the computation ended?" },
    {
      name: "conservation",
      value: "FIELD",
      words:
        "is the sum of a field kept? balance+amount where messages name it differently; tokens for all tokens",
    },
    {
      name: "snapshot",
      value: "ID",
      words: "ask this snapshot; without a place every snapshot of the trace, one after the other",
    },
    { name: "cut", value: "P=3,Q=5", words: "ask this cut, or a moment (at 5)" },
    { name: "end", words: "ask the end of the run; the default where there is no snapshot" },
    {
      name: "stable",
      value: "run|cuts",
      words: "of a predicate: does it stay true along the run, or over all consistent cuts?",
    },
    {
      name: "model",
      value: "and|or",
      words: "of a deadlock: a process needs all that it waits for (default), or any",
    },
    {
      name: "fields",
      value: "ROLE=NAME,…",
      words: "which fields say what, such as holds=locks,waits=pending (docs/uses.md lists the roles)",
    },
    JSON_OPTION,
  ],
  example: "check samples/uses/01-deadlock.lightcone --deadlock",
  run,
};

async function run(files: readonly string[], options: Options, streams: Streams): Promise<number> {
  assertOneQuestion(options);
  const opened = await openSound(files, streams, { read: readOptions(options) });
  const question = questionOf(opened.trace, options);
  const answers = placesOf(opened, options).map((asked) => answerAt(question, asked));
  const stability =
    question.kind === "predicate" ? stabilityOf(opened.trace, question.predicate, options) : undefined;
  const remarks = question.kind === "predicate" ? question.predicate.remarks : [];
  for (const { start, message } of remarks)
    streams.error(`--predicate: column ${start + 1}: warning: ${message}\n`);
  if (options.json === true) {
    streams.out(`${JSON.stringify(recordOf(opened.trace, answers, stability), undefined, 2)}\n`);
  } else {
    for (const answer of answers) streams.out(textOf(opened.trace, answer));
    if (stability !== undefined)
      streams.out(`${stabilityLines(opened.trace, stability, over(options)).join("\n")}\n`);
  }
  const isStable = stability === undefined || stability.kind === "stable";
  return overall(answers) === "holds" && isStable ? 0 : 1;
}

function assertOneQuestion(options: Options): void {
  const asked = QUESTIONS.filter((name) => options[name] !== undefined);
  const names = QUESTIONS.map((name) => `--${name}`).join(", ");
  if (asked.length === 0) throw new Failure(`say what to check: one of ${names}`);
  if (asked.length > 1) throw new Failure(`--${asked[0]} and --${asked[1]}: one question at a time`);
  if (options.stable !== undefined && asked[0] !== "predicate")
    throw new Failure("--stable asks about a --predicate");
}

function questionOf(trace: Trace, options: Options): Question {
  const text = textOption(options, "predicate");
  if (text !== undefined) {
    const predicate = predicateOf(trace, text);
    if ("fault" in predicate) throw new Failure(`--predicate: ${predicate.fault}`);
    return { kind: "predicate", predicate };
  }
  const field = textOption(options, "conservation");
  if (field !== undefined) return { kind: "conservation", what: readConserved(field) };
  const names = namesOption(options);
  if (options.deadlock === true)
    return { kind: "deadlock", names, or: choiceOption(options, "model", ["and", "or"]) === "or" };
  return { kind: options.garbage === true ? "garbage" : "termination", names };
}

function namesOption(options: Options): FieldNames {
  const text = textOption(options, "fields");
  if (text === undefined) return withNames({});
  const read = readNames(text);
  if ("fault" in read) throw new Failure(`--fields: ${read.fault}`);
  return withNames(read.names);
}

/** What is asked: a cut, a snapshot, the end, or each snapshot. */
function placesOf({ trace, verdicts }: OpenedTrace, options: Options): Asked[] {
  const cut = textOption(options, "cut");
  if (cut !== undefined) return [askedCut(trace, cutOption(trace, cut))];
  if (options.end === true) return [askedEnd(trace)];
  const id = textOption(options, "snapshot");
  const all = trace.snapshots.map((_, index) => askedSnapshot(trace, index, verdicts[index]));
  if (id === undefined) return all.length === 0 ? [askedEnd(trace)] : all;
  const wanted = all.filter(({ snapshot }) => {
    const { name, id: number } = trace.snapshots[snapshot];
    return String(name ?? number) === id;
  });
  if (wanted.length === 0) throw new Failure(`--snapshot: there is no snapshot ${id}`);
  return wanted;
}

function over(options: Options): "run" | "cuts" {
  return choiceOption(options, "stable", ["run", "cuts"]);
}

function stabilityOf(trace: Trace, predicate: Predicate, options: Options): Stability | undefined {
  if (options.stable === undefined) return undefined;
  const work: Work<Stability> =
    over(options) === "run" ? stabilityAlongRun(trace, predicate) : stabilityOverCuts(trace, predicate);
  work.run(Number.POSITIVE_INFINITY);
  return work.result();
}

function textOf(trace: Trace, { asked, words, details }: Answered): string {
  const title =
    asked.title === `cut ${cutText(trace, asked.cut)}` ? [] : [`  cut ${cutText(trace, asked.cut)}`];
  return `${[`${asked.title}: ${words}`, ...title, ...details.map((line) => `  ${line}`)].join("\n")}\n`;
}

/** True where it holds, false where it does not, null where nobody can tell. */
const HOLDS = { holds: true, violated: false, unknown: null } as const;

function recordOf(trace: Trace, answers: readonly Answered[], stability: Stability | undefined) {
  return {
    holds: HOLDS[overall(answers)],
    answers: answers.map(({ asked, kind, words, details, processes, messages }) => ({
      place: asked.title,
      ...(asked.snapshot < 0 ? {} : { snapshot: trace.snapshots[asked.snapshot].id }),
      cut: cutRecord(trace, asked.cut),
      consistent: { consistent: true, inconsistent: false, unknown: null }[asked.verdict],
      holds: HOLDS[kind],
      words,
      details,
      processes: processes.map((process) => trace.processes[process].name),
      messages: messages.map((message) => messageRecord(trace, message)),
    })),
    ...(stability === undefined ? {} : { stability: stabilityRecord(trace, stability) }),
  };
}

function stabilityRecord(trace: Trace, { kind, cuts, holds, unknown, first, ceases }: Stability) {
  return {
    kind,
    cuts,
    holds,
    unknown,
    first: first === undefined ? null : cutRecord(trace, first),
    ceases: ceases === undefined ? null : { cut: cutRecord(trace, ceases.cut) },
  };
}
