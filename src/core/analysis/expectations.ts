// Does a run do what its author expects? Each expectation holds, fails with what is there instead, or is open: of a puzzle
// that nobody can decide.

import type { Claim, Expectation, ExpectedVerdict } from "../scenario/expectation.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { fullCut } from "../trace/cut.ts";
import { describeMessage } from "../trace/describe.ts";
import { snapshotTitle } from "../trace/describeSnapshot.ts";
import { type GlobalState, globalStateAt, recordedState } from "../trace/globalState.ts";
import { type MessageId, NONE } from "../trace/ids.ts";
import type { Problem, RelatedPlace } from "../trace/problem.ts";
import type { Trace } from "../trace/trace.ts";
import {
  describeCutVerdict,
  describeSnapshotVerdict,
  describeTokenDifference,
  isConserved,
  type SnapshotVerdict,
  type TokenDifference,
} from "../trace/verdict.ts";
import { compareTokens, tokenDifference } from "./conservation.ts";
import { compareState, expectedLines, stateLines, tokenWords } from "./expectedState.ts";
import type { DrawnCut } from "./plannedCuts.ts";
import { decide } from "./possibility/decide.ts";
import { questionOf } from "./possibility/puzzle.ts";
import { describeAnswer } from "./possibility/words.ts";

export interface ExpectationResult {
  readonly expectation: Expectation;
  readonly kind: "holds" | "fails" | "open";
  /** What was found, in one line without a full stop. */
  readonly words: string;
  /** What was expected and what is there, to be laid side by side; absent where that says no more than the words. */
  readonly expected?: string;
  readonly actual?: string;
  readonly related: readonly RelatedPlace[];
}

/** A run with what is known of it. */
export interface JudgedRun {
  readonly scenario: Scenario;
  readonly trace: Trace;
  /** One for each of the trace's snapshots. */
  readonly verdicts: readonly SnapshotVerdict[];
  readonly cuts: readonly (DrawnCut | undefined)[];
}

type Finding = Omit<ExpectationResult, "expectation" | "related"> & {
  readonly related?: readonly RelatedPlace[];
};

/** What a claim can be about: a snapshot, a cut or the end of the run, each with its global state. */
interface Judged {
  readonly name: string;
  readonly kind: "consistent" | "inconsistent" | "unknown" | "unfinished";
  readonly words: string;
  readonly state: GlobalState;
  readonly orphans: readonly MessageId[];
}

export function checkExpectations(run: JudgedRun): ExpectationResult[] {
  return (run.scenario.expectations ?? []).map((expectation) => {
    const finding = check(run, expectation);
    return { related: [], ...finding, expectation };
  });
}

/** The expectations that fail, as problems at their places. */
export function expectationProblems(results: readonly ExpectationResult[]): Problem[] {
  return results.flatMap(({ expectation, kind, words, expected, actual, related }): Problem[] => {
    if (kind === "holds") return [];
    const args = {
      ...(expected === undefined ? {} : { expected }),
      ...(actual === undefined ? {} : { actual }),
    };
    const { position } = expectation;
    if (kind === "open") {
      return [
        {
          position,
          severity: "info",
          code: "expectation-open",
          message: `not decided: ${words}`,
          args,
          related,
        },
      ];
    }
    return [
      {
        position,
        severity: "error",
        code: "expectation-failed",
        message: `not as expected: ${words}`,
        args,
        related,
      },
    ];
  });
}

function check(run: JudgedRun, { subject, claim }: Expectation): Finding {
  if (claim.kind === "verdict" && (claim.verdict === "possible" || claim.verdict === "impossible")) {
    return checkPuzzles(run, subject.kind === "puzzle" ? subject.index : undefined, claim.verdict);
  }
  const judged = subjectsOf(run, subject, claim.kind);
  if (judged.length === 0)
    return { kind: "fails", words: "there is no snapshot and no cut that this could be about" };
  const findings = judged.map((each) => judge(run, each, claim));
  return findings.find(({ kind }) => kind === "fails") ?? findings[0];
}

function subjectsOf(run: JudgedRun, subject: Expectation["subject"], claim: Claim["kind"]): Judged[] {
  const { trace, verdicts, cuts } = run;
  const snapshots = trace.snapshots.map((_, i) => judgedSnapshot(trace, i, verdicts[i]));
  const drawn = cuts.map((each) => (each === undefined ? [] : [judgedCut(trace, each)]));
  const end: Judged = {
    name: "the end of the run",
    kind: "consistent",
    words: "consistent",
    state: globalStateAt(trace, fullCut(trace)),
    orphans: [],
  };
  switch (subject.kind) {
    case "snapshot":
      return snapshots.filter((_, i) => trace.snapshots[i].id === subject.id);
    case "cut":
      return drawn[subject.index] ?? [];
    case "end":
      return [end];
    case "all":
      return claim === "conserved" ? [...snapshots, ...drawn.flat(), end] : [...snapshots, ...drawn.flat()];
    case "puzzle":
      return [];
  }
}

function judgedSnapshot(trace: Trace, index: number, verdict: SnapshotVerdict): Judged {
  const snapshot = trace.snapshots[index];
  return {
    name: snapshotTitle(snapshot),
    kind: snapshot.unfinished === undefined || verdict.kind === "inconsistent" ? verdict.kind : "unfinished",
    words: describeSnapshotVerdict(trace, verdict),
    state: recordedState(trace, snapshot),
    orphans: verdict.cut.orphans,
  };
}

function judgedCut(trace: Trace, { planned, cut, verdict }: DrawnCut): Judged {
  return {
    name: `cut ${planned.name}`,
    kind: verdict.kind,
    words: describeCutVerdict(trace, verdict),
    state: globalStateAt(trace, cut),
    orphans: verdict.orphans,
  };
}

function judge({ trace }: JudgedRun, judged: Judged, claim: Claim): Finding {
  const { name } = judged;
  if (claim.kind === "verdict") return judgeVerdict(trace, judged, claim.verdict);
  if (claim.kind === "state") {
    const differences = compareState(trace, claim.state, judged.state);
    if (differences.length === 0) return { kind: "holds", words: `${name} is as expected` };
    const [first] = differences;
    const more = differences.length > 1 ? ` (and ${differences.length - 1} more)` : "";
    return {
      kind: "fails",
      words: `in ${name}, ${first.words}${more}`,
      expected: expectedLines(trace, claim.state),
      actual: stateLines(trace, judged.state),
      related: differences.flatMap(({ words, position }) => (position ? [{ position, message: words }] : [])),
    };
  }
  const difference = tokenDifference(trace, judged.state);
  if (claim.kind === "conserved") {
    const kind = isConserved(difference) ? "holds" : "fails";
    return { kind, words: `in ${name}, ${describeTokenDifference(difference)}` };
  }
  return judgeTokens(name, difference, claim);
}

function judgeVerdict(trace: Trace, judged: Judged, verdict: ExpectedVerdict): Finding {
  const words = `${judged.name} is ${judged.kind === "unfinished" ? "unfinished" : judged.words}`;
  if (judged.kind === verdict) return { kind: "holds", words };
  const orphan = judged.orphans[0];
  const because = orphan === undefined ? "" : `: ${describeMessage(trace, orphan)}`;
  return {
    kind: "fails",
    words: `${words}${because}`,
    expected: verdict,
    actual: judged.kind,
    related: judged.orphans.flatMap((message) => placesOf(trace, message)),
  };
}

/** Where an orphan is sent and received. */
function placesOf(trace: Trace, message: MessageId): RelatedPlace[] {
  const { send, receive } = trace.messages;
  const place = (event: number, words: string): RelatedPlace[] => {
    if (event === NONE || trace.events.line[event] === 0) return [];
    const file = trace.files[trace.events.file[event]] ?? trace.name;
    return [{ position: { file, line: trace.events.line[event], column: 1 }, message: words }];
  };
  return [
    ...place(send[message], `${describeMessage(trace, message)} is sent here, outside the cut`),
    ...(trace.events.line[receive[message]] === trace.events.line[send[message]]
      ? []
      : place(receive[message], "it is received here, inside the cut")),
  ];
}

function judgeTokens(
  name: string,
  difference: TokenDifference,
  claim: Extract<Claim, { readonly kind: "missing" | "duplicated" }>,
): Finding {
  const found = claim.kind === "missing" ? difference.missing : difference.surplus;
  const words = `in ${name}, ${describeTokenDifference(difference)}`;
  if (isConserved(compareTokens(claim.tokens, found))) return { kind: "holds", words };
  return { kind: "fails", words, expected: tokenWords(claim.tokens), actual: tokenWords(found) };
}

/** Of several puzzles all must be as expected; the first that is not is told, else the first. */
function checkPuzzles(
  { scenario }: JudgedRun,
  index: number | undefined,
  expected: "possible" | "impossible",
): Finding {
  const puzzles = (scenario.puzzles ?? []).filter((_, i) => index === undefined || i === index);
  if (puzzles.length === 0) return { kind: "fails", words: "there is no puzzle that this could be about" };
  const findings = puzzles.map(({ name, state }): Finding => {
    const answer = decide(questionOf(scenario, state));
    const words = `${name === "" ? "the puzzle" : `puzzle ${name}`} is ${describeAnswer(scenario, answer)}`;
    if (answer.kind === "unknown") return { kind: "open", words };
    return { kind: answer.kind === expected ? "holds" : "fails", words };
  });
  const notSo = (kind: Finding["kind"]) => findings.find((finding) => finding.kind === kind);
  return notSo("fails") ?? notSo("open") ?? findings[0];
}
