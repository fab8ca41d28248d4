// Solves a puzzle whole: the verdict, and where it is possible a run that shows how. The run is done by the engine with
// Chandy–Lamport before anybody sees it: what it records must be the claim, message for message.

import { chandyLamport } from "../../snapshot/algorithms/chandyLamport.ts";
import { simulate } from "../../snapshot/simulate.ts";
import { contentOf, recordedState } from "../../trace/globalState.ts";
import { sameState } from "../../trace/localState.ts";
import { MessageFlag, MessageKind, type Trace } from "../../trace/trace.ts";
import type { Initiators, PuzzleAnswer, Witness } from "./answer.ts";
import { decide } from "./decide.ts";
import type { PuzzleQuestion } from "./puzzle.ts";
import { witnessOf } from "./witness.ts";

export interface Solved {
  readonly answer: PuzzleAnswer;
  /** Present where the answer is `possible`. */
  readonly witness?: Witness;
  /** The witness's run, where it is written. */
  readonly trace?: Trace;
}

/** `name`: of the witness, as a scenario. Raises an error where the run does not record the claim: then the proof or the code is wrong. */
export function solve(question: PuzzleQuestion, asked: Initiators, name: string): Solved {
  const answer = decide(question, asked);
  if (answer.kind !== "possible") return { answer };
  const witness = witnessOf(question, answer, name);
  if (witness.kind === "too-long") return { answer, witness };
  const trace = simulate(witness.scenario, chandyLamport);
  const fault = faultOf(trace, question, answer.way.sends);
  if (fault !== undefined) throw new Error(`the witness of a possible snapshot is wrong: ${fault}`);
  return { answer, witness, trace };
}

/** What a run's only snapshot recorded otherwise than claimed, or undefined. */
function faultOf(trace: Trace, question: PuzzleQuestion, sends: number): string | undefined {
  const { system, claim } = question;
  const [snapshot] = trace.snapshots;
  if (trace.problems.length > 0) return trace.problems[0].message;
  if (snapshot === undefined || snapshot.unfinished !== undefined) return "its snapshot does not end";
  const { kind, flags } = trace.messages;
  const isSent = (_: number, m: number): boolean =>
    kind[m] === MessageKind.application && (flags[m] & MessageFlag.underWay) === 0;
  const sent = kind.filter(isSent).length;
  if (sent !== sends) return `it sends ${sent} messages, not ${sends}`;
  const recorded = recordedState(trace, snapshot);
  for (const [p, { name }] of system.processes.entries()) {
    const { tokens, fields } = recorded.processes[p];
    const named = fields.filter((field) =>
      claim.processes[p].fields.some((each) => each.name === field.name),
    );
    if (!sameState({ tokens, fields: named }, claim.processes[p]))
      return `it records another state of ${name}`;
  }
  const count = system.processes.length;
  const contents = new Map(recorded.channels.map(({ from, to, messages }) => [from * count + to, messages]));
  for (const [c, { from, to }] of system.channels.entries()) {
    const messages = contents.get(from * count + to) ?? [];
    const isClaimed =
      messages.length === claim.channels[c].length &&
      claim.channels[c].every(
        (each, i) =>
          sameState(each, contentOf(trace, messages[i])) &&
          each.label === trace.payloads[trace.messages.payload[messages[i]]]?.label,
      );
    if (!isClaimed)
      return `it records another state of channel ${system.processes[from].name} → ${system.processes[to].name}`;
  }
  return undefined;
}
