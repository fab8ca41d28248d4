// What a learner can be asked to predict of a run before he sees it: a snapshot's verdict, what each process and each channel
// is recorded with, a cut's verdict, a puzzle's answer. Each question knows its answer; compare.ts lays a prediction beside it.

import { describeUnfinished, snapshotTitle } from "../trace/describeSnapshot.ts";
import { contentOf, recordedState } from "../trace/globalState.ts";
import { NONE } from "../trace/ids.ts";
import { type LocalState, PLAIN_TOKEN } from "../trace/localState.ts";
import { MessageKind, type Trace } from "../trace/trace.ts";
import { describeCutVerdict, describeSnapshotVerdict, describeTokenDifference } from "../trace/verdict.ts";
import type { Opened } from "./opened.ts";
import type { OpenedWith } from "./openedWith.ts";
import { decide } from "./possibility/decide.ts";
import { questionOf } from "./possibility/puzzle.ts";
import { describeAnswer } from "./possibility/words.ts";

/** Something to predict. `group`: what it is about, such as `snapshot 1`; `key` names it within the file. */
export type Question = {
  readonly key: string;
  readonly group: string;
  /** What is asked, without the group: `P`, `Q → P`, `verdict`. */
  readonly title: string;
  /** The rule that leads to the answer, in a sentence. */
  readonly rule: string;
} & (
  | {
      readonly kind: "choice";
      readonly choices: readonly Choice[];
      readonly answer: string;
      readonly words: string;
    }
  /** Tokens of a process: how many of each. */
  | { readonly kind: "tokens"; readonly answer: readonly string[] }
  /** Messages of a channel, in the order of their receipt; each its tokens, joined by `+`. */
  | { readonly kind: "messages"; readonly answer: readonly string[] }
);

export interface Choice {
  readonly id: string;
  readonly words: string;
}

/** What questions are about: a snapshot, a cut or a puzzle, with the line that asks for it. */
export interface Exercise {
  readonly group: string;
  readonly kind: "snapshot" | "cut" | "puzzle";
  /** Of a snapshot: its place among the trace's. */
  readonly index: number;
  readonly file: string;
  readonly line: number;
  readonly questions: readonly Question[];
}

const VERDICTS: readonly Choice[] = [
  { id: "consistent", words: "right: a consistent cut, and each token once" },
  { id: "inconsistent", words: "wrong: an orphan message, or tokens missing or there twice" },
  { id: "unfinished", words: "it never ends" },
];
const CUT_VERDICTS: readonly Choice[] = [
  { id: "consistent", words: "consistent: whatever is received inside was sent inside" },
  { id: "inconsistent", words: "inconsistent: something is received inside that was sent outside" },
];
const ANSWERS: readonly Choice[] = [
  { id: "possible", words: "possible" },
  { id: "impossible", words: "impossible" },
];

/** The exercises of a run, in the order of their lines. A puzzle that nobody has decided is none. */
export function exercisesOf(opened: Opened | OpenedWith): Exercise[] {
  const { trace, scenario } = opened;
  if (trace === undefined || scenario === undefined) return [];
  // What a user took beyond those of the scenario comes last, and is no exercise.
  const own = trace.snapshots.length - ("applied" in opened ? opened.applied.length : 0);
  const snapshots = trace.snapshots.slice(0, own).map((_, i) => snapshotExercise(opened, trace, i));
  const exercises = [...snapshots, ...cutExercises(opened, trace), ...puzzleExercises(opened)];
  return exercises.sort((a, b) => a.line - b.line);
}

function snapshotExercise(opened: Opened, trace: Trace, index: number): Exercise {
  const snapshot = trace.snapshots[index];
  const verdict = opened.verdicts[index];
  const group = snapshotTitle(snapshot);
  const unfinished = snapshot.unfinished !== undefined && verdict.kind !== "inconsistent";
  const words =
    snapshot.unfinished !== undefined && unfinished
      ? describeUnfinished(trace, snapshot.unfinished)
      : describeSnapshotVerdict(trace, verdict);
  const tokens = verdict.tokens === undefined ? "" : `; ${describeTokenDifference(verdict.tokens)}`;
  const questions: Question[] = [];
  const state = recordedState(trace, snapshot);
  trace.processes.forEach(({ name }, p) => {
    if (snapshot.recordEvents[p] === NONE) return;
    const key = `${group}: ${name}`;
    const answer = tokenWords(state.processes[p]);
    questions.push({ key, group, title: name, rule: processRule(trace, index, p), kind: "tokens", answer });
  });
  trace.channels.from.forEach((from, c) => {
    const to = trace.channels.to[c];
    const title = `${trace.processes[from].name} → ${trace.processes[to].name}`;
    const held = state.channels.find((channel) => channel.from === from && channel.to === to);
    const answer = (held?.messages ?? []).map((message) => messageWords(trace, message));
    questions.push({
      key: `${group}: ${title}`,
      group,
      title,
      rule: channelRule(trace, index, c),
      kind: "messages",
      answer,
    });
  });
  questions.push({
    key: `${group}: verdict`,
    group,
    title: "verdict",
    rule: "A snapshot is right where every message that is received inside its cut was sent inside it, and what was under way is recorded with the channels.",
    kind: "choice",
    choices: VERDICTS,
    answer: unfinished ? "unfinished" : verdict.kind === "consistent" ? "consistent" : "inconsistent",
    words: `${words}${verdict.kind === "consistent" ? tokens : ""}`,
  });
  const file = trace.files[snapshot.file] ?? "";
  return { group, kind: "snapshot", index, file, line: snapshot.line, questions };
}

function cutExercises({ cuts }: Opened, trace: Trace): Exercise[] {
  return cuts.map(({ planned, verdict }, index): Exercise => {
    const group = `cut ${planned.name}`;
    const question: Question = {
      key: `${group}: verdict`,
      group,
      title: "verdict",
      rule: "A cut is consistent where every message that is received inside was sent inside.",
      kind: "choice",
      choices: CUT_VERDICTS,
      answer: verdict.kind,
      words: describeCutVerdict(trace, verdict),
    };
    const { file, line } = planned.position;
    return { group, kind: "cut", index, file, line, questions: [question] };
  });
}

function puzzleExercises({ scenario }: Opened): Exercise[] {
  return (scenario?.puzzles ?? []).flatMap(({ name, state, position }, index): Exercise[] => {
    if (scenario === undefined) return [];
    const verdict = decide(questionOf(scenario, state));
    if (verdict.kind !== "possible" && verdict.kind !== "impossible") return [];
    const group = name === "" ? "puzzle" : `puzzle ${name}`;
    const question: Question = {
      key: `${group}: answer`,
      group,
      title: "answer",
      rule: "Every process but the one that starts records when its first marker comes, and records the channel that brought it as empty.",
      kind: "choice",
      choices: ANSWERS,
      answer: verdict.kind,
      words: describeAnswer(scenario, verdict),
    };
    const { file, line } = position;
    return [{ group, kind: "puzzle", index, file, line, questions: [question] }];
  });
}

/** A state as single tokens, and its fields as `name = value`. */
function tokenWords({ tokens, fields }: LocalState): string[] {
  const each = tokens.flatMap(({ token, count }) =>
    Array<string>(Math.min(count, MOST_TOKENS)).fill(nameOf(token)),
  );
  return [...each, ...fields.map(({ name, value }) => `${name} = ${value}`)];
}

/** A state with more is not asked token by token. */
const MOST_TOKENS = 1000;

function nameOf(token: string): string {
  return token === PLAIN_TOKEN ? "token" : token;
}

/** A message as a learner writes it: its text, or its tokens and fields joined by `+`. */
function messageWords(trace: Trace, message: number): string {
  const { payload, kind } = trace.messages;
  const label =
    kind[message] === MessageKind.application && payload[message] !== NONE
      ? trace.payloads[payload[message]].label
      : "";
  const held = tokenWords(contentOf(trace, message));
  return [label, ...held].filter((part) => part !== "").join(" + ") || "message";
}

function processRule(trace: Trace, index: number, process: number): string {
  const { initiators } = trace.snapshots[index];
  const { name } = trace.processes[process];
  if (!hasMarkers(trace, index)) return `${name} records on its own, without any marker.`;
  if (initiators.some((initiator) => initiator === process))
    return `${name} starts the snapshot: it records itself, then sends a marker on each of its channels before anything else (marker sending rule).`;
  return `${name} records itself when its first marker comes, before anything that comes after the marker (marker receiving rule, not yet recorded).`;
}

function channelRule(trace: Trace, index: number, channel: number): string {
  const { from, to } = trace.channels;
  const [sender, receiver] = [from[channel], to[channel]].map((p) => trace.processes[p].name);
  if (!hasMarkers(trace, index)) return "Without markers nobody records what is in the channels.";
  if (firstMarkerChannel(trace, index, to[channel]) === channel)
    return `This channel brought ${receiver} its first marker, so ${receiver} records it as empty (marker receiving rule, not yet recorded).`;
  return `The channel holds what came from ${sender} after ${receiver} had recorded itself and before the marker came (marker receiving rule, already recorded).`;
}

function hasMarkers(trace: Trace, index: number): boolean {
  const { kind, payload } = trace.messages;
  return kind.some((each, m) => each === MessageKind.marker && payload[m] === index);
}

/** The channel whose marker made a process record, or NONE where it did so of its own accord. */
function firstMarkerChannel(trace: Trace, index: number, process: number): number {
  const { kind, payload, receive, channel } = trace.messages;
  if (trace.snapshots[index].initiators.some((initiator) => initiator === process)) return NONE;
  let first: number = NONE;
  kind.forEach((each, m) => {
    if (each !== MessageKind.marker || payload[m] !== index || receive[m] === NONE) return;
    if (trace.events.process[receive[m]] !== process) return;
    if (first === NONE || receive[m] < receive[first]) first = m;
  });
  return first === NONE ? NONE : channel[first];
}
