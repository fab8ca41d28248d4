// Compares a snapshot that a file claims was recorded (a course .snap, say) with what the run records, line by line,
// and says so where no run of the system could have recorded it: too many tokens, or states of no consistent cut.

import type { ClaimedMessage, ClaimedSnapshot } from "../formats/claimedSnapshot.ts";
import { contentOf, recordedState } from "../trace/globalState.ts";
import {
  countTokens,
  describeState,
  describeTokens,
  type LocalState,
  sameState,
  tokenList,
} from "../trace/localState.ts";
import type { Problem, SourcePosition } from "../trace/problem.ts";
import { receiverOf, type Snapshot, senderOf, type Trace } from "../trace/trace.ts";
import { isConserved } from "../trace/verdict.ts";
import { compareTokens, initialTokens } from "./conservation.ts";
import { findCutWithStates } from "./cutWithStates.ts";

type Add = (
  position: SourcePosition,
  code: string,
  message: string,
  args?: Readonly<Record<string, string | number>>,
) => void;

/** What is wrong with a claim, each at its line; empty where the run records just this. */
export function checkClaim(trace: Trace, claim: ClaimedSnapshot): Problem[] {
  const problems: Problem[] = [];
  const add: Add = (position, code, message, args) => {
    problems.push({ position, severity: "error", code, message, args });
  };
  checkNames(trace, claim, add);
  checkTokens(trace, claim, add);
  checkCut(trace, claim, add);
  const snapshot = trace.snapshots.find(({ id }) => id === claim.id);
  if (snapshot === undefined) {
    const message = `the run takes no snapshot ${claim.id}`;
    add(claim.position, "snapshot-unknown", message, { id: claim.id, snapshots: trace.snapshots.length });
  } else {
    compareProcesses(trace, claim, snapshot, add);
    compareChannels(trace, claim, snapshot, add);
  }
  return problems;
}

function checkNames(trace: Trace, claim: ClaimedSnapshot, add: Add): void {
  const names = new Set(trace.processes.map(({ name }) => name));
  const check = (name: string, position: SourcePosition): void => {
    if (!names.has(name)) add(position, "unknown-server", `there is no server ${name}`, { name });
  };
  for (const { name, position } of claim.processes) check(name, position);
  for (const { from, to, position } of claim.messages) {
    check(from, position);
    check(to, position);
  }
}

/** Tokens in all processes and channels of the claim against those at the start. */
function checkTokens(trace: Trace, claim: ClaimedSnapshot, add: Add): void {
  const counts = new Map<string, number>();
  for (const { state } of claim.processes) countTokens(counts, state);
  for (const { content } of claim.messages) countTokens(counts, content);
  const difference = compareTokens(initialTokens(trace), tokenList(counts));
  if (isConserved(difference)) return;
  const total = describeTokens(tokenList(counts));
  const expected = describeTokens(initialTokens(trace));
  const message = `impossible: this snapshot holds ${total} in all, but the system has ${expected}`;
  add(claim.position, "tokens-impossible", message, { expected, actual: total });
}

/** Whether any consistent cut of the run has these process states. */
function checkCut(trace: Trace, claim: ClaimedSnapshot, add: Add): void {
  const byName = new Map(claim.processes.map((process) => [process.name, process]));
  if (!trace.processes.every(({ name }) => byName.has(name))) return;
  const wanted = trace.processes.map(({ name }) => byName.get(name)?.state as LocalState);
  const found = findCutWithStates(trace, wanted);
  if (found.kind === "found") return;
  const name = trace.processes[found.process].name;
  const state = describeState(wanted[found.process]);
  const message =
    found.kind === "never"
      ? `impossible: ${name} never holds ${state} in this run`
      : `impossible: no consistent cut of this run has all these states; by the time ${name} can hold ${state} ` +
        `beside the others, ${trace.processes[found.other].name} no longer holds ${describeState(wanted[found.other])}`;
  add(byName.get(name)?.position ?? claim.position, "cut-impossible", message, { process: name });
}

function compareProcesses(trace: Trace, claim: ClaimedSnapshot, snapshot: Snapshot, add: Add): void {
  const recorded = recordedState(trace, snapshot).processes;
  const claimed = new Set(claim.processes.map(({ name }) => name));
  trace.processes.forEach(({ name }, p) => {
    const process = claim.processes.find((candidate) => candidate.name === name);
    const expected = describeState(recorded[p]);
    if (process !== undefined && !sameState(process.state, recorded[p])) {
      const actual = describeState(process.state);
      const message = `the run records ${expected} for ${name}, this line says ${actual}`;
      add(process.position, "snapshot-differs", message, {
        kind: "process",
        process: name,
        expected,
        actual,
      });
    } else if (!claimed.has(name)) {
      const message = `the state of ${name} is missing: the run records ${expected}`;
      add(claim.position, "snapshot-differs", message, { kind: "missing-process", process: name, expected });
    }
  });
}

/** Channel by channel, in the order of receipt: the first difference in place, then what is too many or missing. */
function compareChannels(trace: Trace, claim: ClaimedSnapshot, snapshot: Snapshot, add: Add): void {
  const recorded = new Map<string, number[]>();
  for (const message of snapshot.channelMessages) {
    const channel = channelName(trace, message);
    recorded.set(channel, [...(recorded.get(channel) ?? []), message]);
  }
  const claimed = new Map<string, ClaimedMessage[]>();
  for (const message of claim.messages) {
    const channel = `${message.from} ${message.to}`;
    claimed.set(channel, [...(claimed.get(channel) ?? []), message]);
  }
  for (const channel of new Set([...recorded.keys(), ...claimed.keys()])) {
    compareChannel(trace, channel, recorded.get(channel) ?? [], claimed.get(channel) ?? [], claim, add);
  }
}

function compareChannel(
  trace: Trace,
  channel: string,
  recorded: readonly number[],
  claimed: readonly ClaimedMessage[],
  claim: ClaimedSnapshot,
  add: Add,
): void {
  const words = channel.replace(" ", " to ");
  claimed.forEach((message, i) => {
    const actual = describeState(message.content);
    if (i >= recorded.length) {
      const text = `the run records no ${recorded.length === 0 ? "" : "further "}message from ${words} here`;
      add(message.position, "snapshot-differs", text, { kind: "surplus-message", channel, actual });
      return;
    }
    const content = contentOf(trace, recorded[i]);
    if (sameState(content, message.content)) return;
    const expected = describeState(content);
    const text = `the run records a message of ${expected} from ${words} here, this line says ${actual}`;
    add(message.position, "snapshot-differs", text, { kind: "message", channel, expected, actual });
  });
  for (const message of recorded.slice(claimed.length)) {
    const expected = describeState(contentOf(trace, message));
    const text = `a message of ${expected} from ${words} is missing: the run records it`;
    add(claimed.at(-1)?.position ?? claim.position, "snapshot-differs", text, {
      kind: "missing-message",
      channel,
      expected,
    });
  }
}

function channelName(trace: Trace, message: number): string {
  const from = trace.processes[senderOf(trace, message)].name;
  return `${from} ${trace.processes[receiverOf(trace, message)].name}`;
}
