// Other times in the text: when a message is received, when a statement's step happens. A time that the text gives is
// replaced, one that it leaves to the order or the channel is written down.

import type { TextChange } from "../../../core/analysis/scenarioEdit.ts";
import type {
  Crash,
  Initiator,
  Local,
  Restart,
  Send,
  Snapshot,
  Statement,
} from "../grammar/generated/ast.ts";
import { numberWords } from "../printing/words.ts";
import { appended, replaced, type ScenarioRun, stepsOf, timeOf } from "./scenarioRun.ts";

/** What an edit makes of a text: changes, or why there are none. */
export type Attempt = readonly TextChange[] | string;

/** The message that a statement sends is received at `time`. */
export function receivedAt(run: ScenarioRun, send: Send, time: number): Attempt {
  const [step] = stepsOf(run, send);
  const words = numberWords(time);
  const told = receiptsOf(run, step).filter((receive) => receive.time !== undefined);
  const waits = told.flatMap((receive) => replaced(receive, "time", words));
  if (send.received !== undefined) return inOrder([...waits, ...replaced(send, "received", words)]);
  if (waits.length > 0) return waits;
  if (send.time !== undefined) {
    const given = replaced(send, "time", "")[0];
    return given === undefined ? [] : [{ start: given.end, end: given.end, text: `..${words}` }];
  }
  const sent = timeOf(run, step);
  if (sent === Number.POSITIVE_INFINITY) return "this message is not sent in this run";
  return appended(send, ` at ${numberWords(sent)}..${words}`);
}

/** The statements with which a process waits for the message of a send step. */
function receiptsOf(run: ScenarioRun, send: number) {
  return run.statements.flatMap((statement) => {
    if (statement.$type !== "Receive") return [];
    const isIts = stepsOf(run, statement).some((step) => {
      const receive = run.scenario.steps?.[step];
      return receive?.kind === "receive" && receive.send === send;
    });
    return isIts ? [statement] : [];
  });
}

/** A send or a local step happens at `time`. */
function happensAt(statement: Send | Local | Crash | Restart, time: number): Attempt {
  const words = numberWords(time);
  return statement.time === undefined
    ? appended(statement, ` at ${words}`)
    : replaced(statement, "time", words);
}

/** A process starts a snapshot at `time`; what the others do stays. */
function startsAt(run: ScenarioRun, snapshot: Snapshot, process: string, time: number): Attempt {
  if (snapshot.independently) return happensAllAt(snapshot, time);
  if (snapshot.byClocks) {
    return "this snapshot is taken when each process's clock shows a time: change that time in the text";
  }
  const place = snapshot.initiators.findIndex((each) => each.process?.$refText === process);
  const initiator = snapshot.initiators[place];
  if (initiator === undefined) return `${process} does not start this snapshot`;
  const changes: TextChange[] = [];
  // Those before it without a time of their own took its time, or that of one behind it: they keep it.
  for (let before = place - 1; before >= 0; before--) {
    const other = snapshot.initiators[before];
    if (other.time !== undefined) break;
    const kept = startOf(run, snapshot, other, before);
    if (kept === Number.POSITIVE_INFINITY) return "another process of this snapshot has no time to keep";
    changes.unshift(...appended(other, ` at ${numberWords(kept)}`));
  }
  const words = numberWords(time);
  changes.push(
    ...(initiator.time === undefined
      ? appended(initiator, ` at ${words}`)
      : replaced(initiator, "time", words)),
  );
  return changes;
}

/** When one of several starts: the time that stands behind it in the list, or that of the run. */
function startOf(run: ScenarioRun, snapshot: Snapshot, { process }: Initiator, place: number): number {
  const given = snapshot.initiators.slice(place).find(({ time }) => time !== undefined)?.time;
  if (given !== undefined) return given;
  const step = stepsOf(run, snapshot).find((each) => {
    const { steps = [], processes } = run.scenario;
    const start = steps[each];
    return start.kind === "snapshot" && processes[start.process].name === process?.$refText;
  });
  return step === undefined ? Number.POSITIVE_INFINITY : timeOf(run, step);
}

function happensAllAt(snapshot: Snapshot, time: number): Attempt {
  const words = numberWords(time);
  return snapshot.time === undefined ? appended(snapshot, ` at ${words}`) : replaced(snapshot, "time", words);
}

function inOrder(changes: readonly TextChange[]): TextChange[] {
  return [...changes].sort((a, b) => a.start - b.start);
}

/** The time of any statement that has one, changed. */
export function movedTo(run: ScenarioRun, statement: Statement, process: string, time: number): Attempt {
  switch (statement.$type) {
    case "Send":
    case "Local":
    case "Crash":
    case "Restart":
      return happensAt(statement, time);
    case "Snapshot":
      return startsAt(run, statement, process, time);
    case "Workload":
      return "this is one of the sends of `random`, which draws them: it has no time of its own";
    default:
      return "this statement has no time of its own";
  }
}
