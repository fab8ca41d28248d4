// `lightcone explore`: goes through all runs of a scenario and tells what each snapshot can record, and whether what the
// author expects holds in every run; writes the run that shows it as a scenario. docs/explorer.md says which runs there are.

import { Answers, type ExpectationAnswer, type JudgedOutcome } from "../../core/exploration/answers.ts";
import type { Exploration } from "../../core/exploration/exploration.ts";
import type { JudgedFinal } from "../../core/exploration/judgedFinals.ts";
import type { ExploreOptions } from "../../core/exploration/options.ts";
import { extentWords, leftOut, limitWords, outcomeWords } from "../../core/exploration/words.ts";
import type { Scenario } from "../../core/scenario/scenario.ts";
import type { SnapshotAlgorithm } from "../../core/snapshot/snapshotAlgorithm.ts";
import { snapshotTitle } from "../../core/trace/describeSnapshot.ts";
import { counted, describeSnapshotVerdict } from "../../core/trace/verdict.ts";
import { printScenario } from "../../language/lightcone/printing/printScenario.ts";
import { ALGORITHM_OPTION, algorithmOption } from "../algorithmOption.ts";
import {
  type Command,
  choiceOption,
  Failure,
  JSON_OPTION,
  numberOption,
  type Options,
  readOptions,
  type Streams,
  textOption,
} from "../command.ts";
import { explore as exploreIn, finished, type Stopped, stoppable } from "../exploring.ts";
import { openSound } from "../files.ts";
import { stateRecord } from "../places.ts";
import { writeText } from "../writing.ts";

/** Global states of one snapshot that are printed. */
const MOST_PRINTED = 30;

export const explore: Command = {
  name: "explore",
  summary:
    "Goes through all runs of a scenario: what each snapshot can record, and whether what is expected holds in every run.",
  usage:
    "FILE… [--only snapshots|expectations] [--count] [--order free|timed] [--starts script|any] [--algorithm NAME] [--full] [--states N] [--run ID.N|failing -o OUT.lightcone] [--json]",
  options: [
    {
      name: "only",
      value: "snapshots|expectations",
      words: "tell only what each snapshot can record, or only whether what is expected holds in every run",
    },
    { name: "count", words: "count the global states of the computation too, without snapshots" },
    {
      name: "order",
      value: "free|timed",
      words: "free: times say nothing (default); timed: steps with a time keep their order",
    },
    {
      name: "starts",
      value: "script|any",
      words: "snapshots start where the script has them (default), or at any moment",
    },
    ALGORITHM_OPTION,
    { name: "full", words: "look at every order, also where another one gives the same" },
    { name: "states", value: "N", words: "give up after so many states (default: 1000000)" },
    {
      name: "run",
      value: "ID.N|failing",
      words:
        "the run to write: the N-th global state of snapshot ID, or the shortest in which something fails",
    },
    { name: "output", short: "o", value: "OUT", words: "write that run as a scenario, OUT.lightcone" },
    JSON_OPTION,
  ],
  example: "explore samples/course/transfer.events",
  run,
};

interface Asked {
  readonly explore: ExploreOptions;
  readonly algorithm: SnapshotAlgorithm;
  readonly snapshots: boolean;
  readonly expectations: boolean;
  readonly count: boolean;
  readonly run?: string;
  readonly output?: string;
}

/** What came of it. */
interface Found {
  readonly scenario: Scenario;
  readonly exploration: Exploration;
  /** One list for each snapshot. */
  readonly outcomes: readonly (readonly JudgedOutcome[])[];
  readonly expectations: readonly ExpectationAnswer[];
  readonly computation?: Exploration;
}

async function run(files: readonly string[], options: Options, streams: Streams): Promise<number> {
  const asked = askedOf(options);
  const { scenario } = await openSound(files, streams, { read: readOptions(options) });
  if (scenario === undefined)
    throw new Failure(`${files[0]}:1:1: is a recorded trace: it has one run; explore takes scenarios`);
  const stopped = stoppable();
  const found = await findAll(scenario, asked, streams, stopped);
  stopped.forget();
  if (asked.output !== undefined)
    await writeText(asked.output, [printScenario(chosenRun(found, asked.run).witness)]);
  if (options.json === true) streams.out(`${JSON.stringify(recordOf(found, asked), undefined, 2)}\n`);
  else streams.out(textOf(found, asked));
  const fails = found.expectations.some(({ kind }) => kind === "fails" || kind === "unknown");
  return fails || found.exploration.limit !== undefined ? 1 : 0;
}

function askedOf(options: Options): Asked {
  const algorithm = algorithmOption(options);
  const states = numberOption(options, "states");
  if (states !== undefined && !(Number.isInteger(states) && states >= 1 && states <= 100_000_000))
    throw new Failure("--states takes a whole number, 1 to 100000000");
  const [run, output] = [textOption(options, "run"), textOption(options, "output")];
  if ((run === undefined) !== (output === undefined))
    throw new Failure("--run and -o OUT.lightcone go together");
  if (output !== undefined && !output.toLowerCase().endsWith(".lightcone"))
    throw new Failure(`-o: ${output} must end in .lightcone`);
  const only =
    options.only === undefined ? undefined : choiceOption(options, "only", ["snapshots", "expectations"]);
  return {
    explore: {
      algorithm,
      order: choiceOption<"free" | "timed">(options, "order", ["free", "timed"]),
      starts: choiceOption<"script" | "any">(options, "starts", ["script", "any"]),
      reduce: options.full !== true,
      ...(states === undefined ? {} : { mostStates: states }),
    },
    algorithm,
    snapshots: only !== "expectations",
    expectations: only !== "snapshots",
    count: options.count === true,
    run,
    output,
  };
}

async function findAll(scenario: Scenario, asked: Asked, streams: Streams, stopped: Stopped): Promise<Found> {
  const exploration = await exploreIn(scenario, asked.explore, streams, stopped);
  const answers = new Answers(exploration, asked.algorithm);
  const outcomes: JudgedOutcome[][] = [];
  for (const place of asked.snapshots ? exploration.explored.snapshotIds.keys() : []) {
    outcomes.push((await finished(answers.outcomes(place), "judging snapshots", streams, stopped)) ?? []);
  }
  const expectations = asked.expectations
    ? ((await finished(answers.expectations(), "judging expectations", streams, stopped)) ?? [])
    : [];
  const found = { scenario, exploration, outcomes, expectations };
  if (!asked.count) return found;
  const alone = { ...asked.explore, withoutSnapshots: true, reduce: false };
  return { ...found, computation: await exploreIn(scenario, alone, streams, stopped) };
}

function chosenRun({ exploration, outcomes, expectations }: Found, run = ""): JudgedFinal {
  if (run === "failing") {
    const failing = expectations.flatMap((each) => (each.kind === "fails" ? [each.run] : []));
    if (failing.length === 0)
      throw new Failure("--run failing: nothing that is expected fails in a run that was seen");
    return failing.reduce((best, each) => (each.length < best.length ? each : best));
  }
  const [id, number] = run.split(".").map(Number);
  const outcome = outcomes[exploration.explored.snapshotIds.indexOf(id)]?.[number - 1];
  if (outcome === undefined)
    throw new Failure(`--run: there is no ${run}; see the numbers that explore prints`);
  return outcome.run;
}

function textOf(found: Found, asked: Asked): string {
  const { scenario, exploration, outcomes, expectations, computation } = found;
  const lines = [`${scenario.name}: ${extentWords(exploration)}`];
  for (const remark of leftOut({ scenario, order: asked.explore.order })) lines.push(`  ${remark}`);
  if (computation !== undefined) {
    const { limit, states } = computation;
    const words = limit === undefined ? String(states) : `more than ${states} (${limitWords(limit)})`;
    lines.push(`  global states of the computation, without snapshots: ${words}`);
  }
  outcomes.forEach((list, place) => {
    lines.push(...outcomeLines(found, list, place));
  });
  for (const answer of expectations) lines.push(expectationLine(answer));
  if (asked.output !== undefined) lines.push(`wrote ${asked.output}`);
  return `${lines.join("\n")}\n`;
}

function outcomeLines({ exploration }: Found, list: readonly JudgedOutcome[], place: number): string[] {
  const { explored, limit } = exploration;
  const id = explored.snapshotIds[place];
  const title = list[0] === undefined ? `snapshot ${id}` : snapshotTitle(list[0].run.trace.snapshots[place]);
  const more = limit === undefined ? "" : " or more";
  return [
    `${title} can record ${counted(list.length, "global state")}${more}:`,
    ...list.slice(0, MOST_PRINTED).map((outcome, i) => {
      const steps = `${counted(outcome.finals, "final state")}, ${counted(outcome.run.length, "step")}`;
      return `  ${id}.${i + 1}  ${outcomeWords(explored, outcome)}: ${verdictWords(outcome)} (${steps})`;
    }),
    ...(list.length > MOST_PRINTED ? [`  … and ${list.length - MOST_PRINTED} more; --json has all`] : []),
  ];
}

function verdictWords({ unfinished, verdict, run }: JudgedOutcome): string {
  return `${unfinished ? "unfinished, " : ""}${describeSnapshotVerdict(run.trace, verdict)}`;
}

function expectationLine(answer: ExpectationAnswer): string {
  const { file, line, column } = answer.expectation.position;
  const place = `${file}:${line}:${column}`;
  switch (answer.kind) {
    case "holds":
      return `holds in every run (line ${line}): ${answer.words}`;
    case "fails":
      return `${place}: fails in a run of ${counted(answer.run.length, "step")}: ${answer.result.words}`;
    case "unknown":
      return `${place}: unknown: no run was found in which it fails, but ${limitWords(answer.limit)}`;
    case "apart":
      return `not explored (line ${line}): it ${answer.words}`;
  }
}

function recordOf({ scenario, exploration, outcomes, expectations, computation }: Found, asked: Asked) {
  const { explored, states, transitions, finals, limit, depth } = exploration;
  const name = (process: number): string => scenario.processes[process].name;
  return {
    name: scenario.name,
    complete: limit === undefined,
    limit: limit ?? null,
    reduced: asked.explore.reduce === true,
    states,
    transitions,
    finalStates: finals.length,
    steps: depth,
    ...(computation === undefined
      ? {}
      : { globalStates: computation.limit === undefined ? computation.states : null }),
    snapshots: outcomes.map((list, place) => ({
      id: explored.snapshotIds[place],
      globalStates: list.map((outcome) => ({
        verdict: outcome.verdict.kind,
        words: verdictWords(outcome),
        ended: !outcome.unfinished,
        finalStates: outcome.finals,
        steps: outcome.run.length,
        processes: Object.fromEntries(
          outcome.processes.map((state, p) => [name(p), state === undefined ? null : stateRecord(state)]),
        ),
        channels: outcome.channels.flatMap((messages, c) => {
          const { from, to } = scenario.channels[c];
          if (messages === undefined || messages.length === 0) return [];
          const contents = messages.map(({ label, ...state }) => ({ label, ...stateRecord(state) }));
          return [{ from: name(from), to: name(to), messages: contents }];
        }),
      })),
    })),
    expectations: expectations.map((answer) => {
      const { line } = answer.expectation.position;
      if (answer.kind !== "fails") return { line, result: answer.kind };
      return { line, result: answer.kind, words: answer.result.words, steps: answer.run.length };
    }),
  };
}
