// `lightcone verify`: is a cut, or every snapshot that a trace holds, consistent? And does a file that claims what
// was recorded say what the run records?

import { writeFile } from "node:fs/promises";
import { verifyCut } from "../../core/analysis/consistency.ts";
import { type Cut, largestConsistentBelow, smallestConsistentAbove } from "../../core/trace/cut.ts";
import { cutText } from "../../core/trace/cutText.ts";
import { describeMessage } from "../../core/trace/describe.ts";
import { describeUnfinished, snapshotTitle } from "../../core/trace/describeSnapshot.ts";
import { formatProblem, type Problem } from "../../core/trace/problem.ts";
import { sourceOf } from "../../core/trace/sourceLines.ts";
import type { Trace } from "../../core/trace/trace.ts";
import {
  type CutVerdict,
  describeCutVerdict,
  describeSnapshotVerdict,
  describeTokenDifference,
  type SnapshotVerdict,
  type VerdictKind,
} from "../../core/trace/verdict.ts";
import {
  type Command,
  Failure,
  JSON_OPTION,
  type Options,
  readOptions,
  type Streams,
  textOption,
} from "../command.ts";
import { cutOption } from "../cutOption.ts";
import { type OpenedTrace, openSound } from "../files.ts";
import { cutRecord, messageRecord, orphanLine } from "../places.ts";
import { type Case, junit } from "../reports/junit.ts";
import { sarif } from "../reports/sarif.ts";
import { casesOf, judgedRuns, linesOf, scenarioRecord } from "../scenarioRuns.ts";

/** One cut with its verdict. `snapshot` is absent for a cut from the command line or from a scenario. */
interface Verified {
  readonly title: string;
  readonly cut: Cut;
  readonly kind: VerdictKind;
  readonly words: string;
  readonly verdict: CutVerdict;
  readonly snapshot?: {
    readonly id: number;
    /** The id as the source has it, where that is no number. */
    readonly name?: string;
    readonly verdict: SnapshotVerdict;
    readonly unfinished?: string;
  };
}

export const verify: Command = {
  name: "verify",
  summary:
    "Tells whether a cut, or every snapshot of a trace, is consistent, and what makes it so; runs what scenarios expect.",
  usage: "FILE… [--cut P=3,Q=5] [--snapshot ID] [--sarif OUT] [--junit OUT] [--json]",
  options: [
    {
      name: "cut",
      value: "P=3,Q=5",
      words: "verify this cut: the first three events of P are inside, five of Q; others have none",
    },
    { name: "snapshot", value: "ID", words: "verify this snapshot only" },
    { name: "sarif", value: "OUT", words: "write the faults as SARIF 2.1.0 too, for code hosts" },
    { name: "junit", value: "OUT", words: "write the verdicts as JUnit XML too, for CI servers" },
    JSON_OPTION,
  ],
  example: "verify samples/course/bank.events --cut Paris=3,Rome=2",
  run,
};

async function run(files: readonly string[], options: Options, streams: Streams): Promise<number> {
  const opened = await openSound(files, streams, { read: readOptions(options) });
  const isAboutOne =
    options.cut !== undefined || options.snapshot !== undefined || options.execution !== undefined;
  if (!isAboutOne && hasExpectations(opened)) return verifyScenarios(opened, options, streams);
  const { trace } = opened;
  const claimed = new Set(opened.reading.claims.map(({ position }) => position.file));
  const differences = opened.problems.filter(({ position }) => claimed.has(position.file));
  const all = chosen(opened, options, files[0]);
  await writeReports(opened, all, differences, options);
  if (options.json === true) {
    streams.out(`${JSON.stringify(jsonOf(trace, all, differences.map(formatProblem)), undefined, 2)}\n`);
  } else {
    for (const verified of all) streams.out(textOf(trace, verified));
    for (const problem of differences) streams.out(`${formatProblem(problem)}\n`);
    const right = opened.reading.claims.length > 0 && differences.length === 0;
    if (right) streams.out(`${[...claimed].join(", ")}: as the run records\n`);
  }
  return all.every(({ kind }) => kind === "consistent") && differences.length === 0 ? 0 : 1;
}

function hasExpectations({ reading, scenario }: OpenedTrace): boolean {
  const scenarios = reading.scenarios ?? (scenario === undefined ? [] : [scenario]);
  return scenarios.some(({ expectations = [], puzzles = [] }) => expectations.length + puzzles.length > 0);
}

/** The scenarios of files that say what they expect: each is run, and judged by that. */
async function verifyScenarios(opened: OpenedTrace, options: Options, streams: Streams): Promise<number> {
  const runs = await judgedRuns(opened);
  const all = runs.flatMap(({ opened: { trace, ...rest } }) => verifiedOf({ trace, ...rest }));
  const faults = runs.flatMap(({ opened: { problems } }) =>
    problems.filter(({ code }) => code.startsWith("expectation-")),
  );
  await writeReport(options, "sarif", () => sarif(faults));
  await writeReport(options, "junit", () => junit(opened.trace.name, runs.flatMap(casesOf)));
  if (options.json === true) {
    const first = all.length === 0 ? {} : recordOf(opened.trace, all[0]);
    const record = {
      consistent: runs.every(({ holds }) => holds),
      ...first,
      scenarios: runs.map(scenarioRecord),
    };
    streams.out(`${JSON.stringify(record, undefined, 2)}\n`);
  } else {
    for (const judged of runs) {
      const { trace } = judged.opened;
      streams.out(`${trace.name}\n`);
      for (const verified of verifiedOf(judged.opened))
        streams.out(textOf(trace, verified).replaceAll(/^/gm, "  ").trimEnd().concat("\n"));
      for (const line of linesOf(judged)) streams.out(`  ${line}\n`);
    }
  }
  return runs.every(({ holds }) => holds) ? 0 : 1;
}

/** The files for CI, where the options ask for them. */
async function writeReports(
  { trace, findings }: OpenedTrace,
  all: readonly Verified[],
  differences: readonly Problem[],
  options: Options,
): Promise<void> {
  const faults = all.some(({ snapshot }) => snapshot !== undefined) ? findings : cutProblems(trace, all);
  await writeReport(options, "sarif", () => sarif([...faults, ...differences]));
  await writeReport(options, "junit", () => {
    const cases = all.map((verified): Case => {
      const [name, ...details] = textOf(trace, verified).trimEnd().split("\n");
      return { name: name.split(": ")[0], kind: verified.kind, words: verified.words, details };
    });
    const claims = differences.map(formatProblem);
    const claim: Case = {
      name: "recorded snapshots",
      kind: "inconsistent",
      words: "they differ from the run",
      details: claims,
    };
    return junit(trace.name, claims.length === 0 ? cases : [...cases, claim]);
  });
}

/** The orphans of a cut from the command line, at the lines of their receipt. */
function cutProblems(trace: Trace, all: readonly Verified[]): Problem[] {
  return all.flatMap(({ verdict }) =>
    verdict.orphans.map((orphan): Problem => {
      const source = sourceOf(trace, trace.messages.receive[orphan]);
      const position = { file: source?.file ?? trace.name, line: source?.line ?? 0, column: 1 };
      return { position, severity: "error", code: "orphan-message", message: orphanLine(trace, orphan) };
    }),
  );
}

async function writeReport(options: Options, name: string, text: () => string): Promise<void> {
  const output = textOption(options, name);
  if (output === undefined) return;
  await writeFile(output, text()).catch((error: Error) => {
    throw new Failure(`${output}: cannot be written: ${error.message}`);
  });
}

/** The cut that the options ask for, or the snapshots of the trace. */
function chosen(opened: OpenedTrace, options: Options, file: string): Verified[] {
  const { trace } = opened;
  const text = textOption(options, "cut");
  if (text !== undefined) {
    const cut = cutOption(trace, text);
    const verdict = verifyCut(trace, cut);
    const title = `cut ${cutText(trace, cut)}`;
    return [{ title, cut, kind: verdict.kind, words: describeCutVerdict(trace, verdict), verdict }];
  }
  const id = textOption(options, "snapshot");
  const all = verifiedOf(opened);
  const wanted =
    id === undefined ? all : all.filter(({ snapshot }) => String(snapshot?.name ?? snapshot?.id) === id);
  if (wanted.length > 0) return wanted;
  if (id !== undefined) throw new Failure(`--snapshot: there is no snapshot ${id}`);
  throw new Failure(`${file}:1:1: holds no snapshot; give a cut with --cut P=3,Q=5`);
}

/** The snapshots of a trace, then the cuts that its scenario draws. */
function verifiedOf(opened: OpenedTrace): Verified[] {
  const { trace, cuts } = opened;
  const snapshots = trace.snapshots.map((snapshot, i): Verified => {
    const verdict = opened.verdicts[i];
    const unfinished = snapshot.unfinished && describeUnfinished(trace, snapshot.unfinished);
    return {
      title: snapshotTitle(snapshot),
      cut: snapshot.frontier,
      kind: snapshot.unfinished === undefined ? verdict.kind : weakened(verdict.kind),
      words: describeSnapshotVerdict(trace, verdict),
      verdict: verdict.cut,
      snapshot: { id: snapshot.id, name: snapshot.name, verdict, unfinished },
    };
  });
  const drawn = cuts.map(({ planned, cut, verdict }): Verified => {
    const title = `cut ${planned.name}`;
    return { title, cut, kind: verdict.kind, words: describeCutVerdict(trace, verdict), verdict };
  });
  return [...snapshots, ...drawn];
}

/** A snapshot that did not end is not known to be right, whatever it recorded so far; a wrong one stays wrong. */
function weakened(kind: VerdictKind): VerdictKind {
  return kind === "inconsistent" ? kind : "unknown";
}

function textOf(trace: Trace, { title, cut, words, verdict, snapshot }: Verified): string {
  const lines = [`${title}: ${words}`];
  if (title !== `cut ${cutText(trace, cut)}`) lines.push(`  cut ${cutText(trace, cut)}`);
  if (snapshot?.unfinished !== undefined) lines.push(`  did not end: ${snapshot.unfinished}`);
  for (const orphan of verdict.orphans) lines.push(`  ${orphanLine(trace, orphan)}`);
  for (const message of verdict.inTransit) lines.push(`  in transit: ${describeMessage(trace, message)}`);
  for (const message of snapshot?.verdict.unrecorded ?? []) {
    lines.push(`  not recorded: ${describeMessage(trace, message)}`);
  }
  for (const message of snapshot?.verdict.wronglyRecorded ?? []) {
    lines.push(`  recorded, but not in transit: ${describeMessage(trace, message)}`);
  }
  for (const message of snapshot?.verdict.untold ?? []) {
    lines.push(`  not told whether recorded: ${describeMessage(trace, message)}`);
  }
  if (snapshot?.verdict.tokens !== undefined)
    lines.push(`  ${describeTokenDifference(snapshot.verdict.tokens)}`);
  if (verdict.kind === "inconsistent") {
    lines.push(`  nearest consistent cut below: ${cutText(trace, largestConsistentBelow(trace, cut))}`);
    lines.push(`  nearest consistent cut above: ${cutText(trace, smallestConsistentAbove(trace, cut))}`);
  }
  return `${lines.join("\n")}\n`;
}

/** At the top what holds of all, with the first cut that is not consistent, or else the first; then each. */
function jsonOf(trace: Trace, all: readonly Verified[], differences: readonly string[]) {
  const first = all.find(({ kind }) => kind !== "consistent") ?? all[0];
  return {
    consistent: consistentOf(all.map(({ kind }) => kind)),
    ...recordOf(trace, first),
    ...(all[0].snapshot === undefined
      ? {}
      : { snapshots: all.map((verified) => snapshotRecord(trace, verified)) }),
    ...(differences.length === 0 ? {} : { differences }),
  };
}

function snapshotRecord(trace: Trace, verified: Verified) {
  const { snapshot, kind } = verified;
  return {
    id: snapshot?.id,
    ...(snapshot?.name === undefined ? {} : { name: snapshot.name }),
    consistent: consistentOf([kind]),
    ...recordOf(trace, verified),
    ...(snapshot?.unfinished === undefined ? {} : { unfinished: snapshot.unfinished }),
    unrecorded: snapshot?.verdict.unrecorded.map((message) => messageRecord(trace, message)),
    wronglyRecorded: snapshot?.verdict.wronglyRecorded.map((message) => messageRecord(trace, message)),
    untold: snapshot?.verdict.untold.map((message) => messageRecord(trace, message)),
    tokens: snapshot?.verdict.tokens,
  };
}

/** True where all are consistent, false where one is not, null where nobody can tell. */
function consistentOf(kinds: readonly VerdictKind[]): boolean | null {
  if (kinds.includes("inconsistent")) return false;
  return kinds.includes("unknown") ? null : true;
}

function recordOf(trace: Trace, { cut, verdict, words }: Verified) {
  return {
    verdict: words,
    orphans: verdict.orphans.map((message) => messageRecord(trace, message)),
    inTransit: verdict.inTransit.map((message) => messageRecord(trace, message)),
    cut: cutRecord(trace, cut),
    ...(verdict.kind === "inconsistent"
      ? {
          below: cutRecord(trace, largestConsistentBelow(trace, cut)),
          above: cutRecord(trace, smallestConsistentAbove(trace, cut)),
        }
      : {}),
  };
}
