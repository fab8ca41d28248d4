// The recovery line: the latest checkpoints, one a process, that together are a consistent cut. Who rolls back unsends its
// messages since, so whoever has received one rolls back too, and so on: where checkpoints were taken without looking at
// each other, all may fall back to the beginning, like dominoes (B. Randell, IEEE TSE SE-1(2), 1975, §VI; rollback-dependency
// graph: Y.-M. Wang, "Consistent Global Checkpoints that Contain a Given Set of Local Checkpoints", IEEE TC 46(4), 1997).

import { type Cut, fullCut } from "../../trace/cut.ts";
import { describeMessage, processName } from "../../trace/describe.ts";
import { asMessage, asProcess, type MessageId, NONE, type ProcessId } from "../../trace/ids.ts";
import { forEachSent, MessageFlag, type Trace } from "../../trace/trace.ts";
import { counted } from "../../trace/verdict.ts";
import { type LocalCheckpoint, localCheckpoints } from "./localCheckpoints.ts";

export interface RecoveryOptions {
  /** When the crash happens: what comes after has not happened. Without it the end of the trace. */
  readonly until?: Cut;
  /** Who crashes and loses what it has not saved; the others can go on from where they are. Without it all crash. */
  readonly crashed?: readonly ProcessId[];
}

/** A process goes back because another does. */
export interface Rollback {
  readonly process: ProcessId;
  /** Indices into its checkpoints. */
  readonly from: number;
  readonly to: number;
  /** The message that it has received and that its sender's rollback unsends; NONE for who crashed. */
  readonly message: MessageId;
}

export interface RecoveryLine {
  readonly cut: Cut;
  /** For each process, inside `until`; who has not crashed has where he is as the last. */
  readonly checkpoints: readonly (readonly LocalCheckpoint[])[];
  /** Which checkpoint of each process is on the line. */
  readonly chosen: readonly number[];
  /** In the order in which one causes the next. */
  readonly rollbacks: readonly Rollback[];
  /** Processes that have to go back further than to their last checkpoint. */
  readonly domino: readonly ProcessId[];
}

/** Visits each message of the rolled-back events once. */
export function recoveryLine(trace: Trace, options: RecoveryOptions = {}): RecoveryLine {
  const until = options.until ?? fullCut(trace);
  const saved = localCheckpoints(trace, until);
  const crashed = new Set<number>(options.crashed ?? trace.processes.map((_, p) => p));
  const checkpoints = saved.map((list, p) => {
    const here: LocalCheckpoint = { frontier: until[p], event: NONE, name: "where it is" };
    return crashed.has(p) ? list : [...list, here];
  });
  const chosen = checkpoints.map((list) => list.length - 1);
  const cut = until.slice();
  const rollbacks: Rollback[] = [];
  /** Events that are undone: of a process, from one place up to another. */
  const undone: { readonly process: number; readonly first: number; readonly end: number }[] = [];
  /** Takes process p back to its last checkpoint with at most so many events. */
  const rollBack = (p: number, most: number, message: number): void => {
    if (cut[p] <= most) return;
    let to = chosen[p];
    while (checkpoints[p][to].frontier > most) to--;
    const { frontier } = checkpoints[p][to];
    rollbacks.push({ process: asProcess(p), from: chosen[p], to, message: asMessage(message) });
    undone.push({ process: p, first: frontier, end: cut[p] });
    chosen[p] = to;
    cut[p] = frontier;
  };
  for (const p of crashed) rollBack(p, checkpoints[p][chosen[p]].frontier, NONE);
  for (let i = 0; i < undone.length; i++) {
    const { process, first, end } = undone[i];
    for (let place = first; place < end; place++) {
      forEachSent(trace, trace.firstEvent[process] + place, (message) => {
        const receive = trace.messages.receive[message];
        if (receive === NONE || (trace.messages.flags[message] & MessageFlag.replayed) !== 0) return;
        const receiver = trace.events.process[receive];
        rollBack(receiver, receive - trace.firstEvent[receiver], message);
      });
    }
  }
  const domino = checkpoints.flatMap((list, p) => {
    const last = crashed.has(p) ? list.length - 1 : list.length - 2;
    return chosen[p] < last ? [asProcess(p)] : [];
  });
  return { cut, checkpoints, chosen, rollbacks, domino };
}

/** The line in words, then for each process where it goes back to, then what made it roll back. */
export function recoveryLines(trace: Trace, line: RecoveryLine): string[] {
  const { cut, checkpoints, chosen, domino } = line;
  const nameOf = (process: number): string => processName(trace, process);
  const toStart = domino.filter((process) => chosen[process] === 0);
  const all = domino.length === 0 ? [] : [dominoWords(domino.map(nameOf), toStart.length)];
  const places = chosen.map((to, p) => {
    const lost = checkpoints[p].slice(to + 1).filter(({ event }) => event !== NONE).length;
    const further = lost === 0 ? "" : `; ${counted(lost, "later checkpoint")} cannot be used`;
    return `  ${nameOf(p)}: ${checkpoints[p][to].name}, ${counted(cut[p], "event")}${further}`;
  });
  return [...all, ...places, ...line.rollbacks.map((each) => `  ${rollbackWords(trace, line, each)}`)];
}

function dominoWords(names: readonly string[], toStart: number): string {
  const who = names.length === 1 ? `${names[0]} falls` : `${names.join(", ")} fall`;
  const where = toStart === names.length ? "to the beginning" : "further than to the last checkpoint";
  return `domino effect: ${who} back ${where}`;
}

function rollbackWords(
  trace: Trace,
  { checkpoints }: RecoveryLine,
  { process, from, to, message }: Rollback,
): string {
  const name = processName(trace, process);
  const back = `${name} goes back to ${checkpoints[process][to].name}`;
  if (message === NONE) return `${back}: it has crashed`;
  const before = from === to ? "" : `, from ${checkpoints[process][from].name}`;
  return `${back}${before}: it has received ${describeMessage(trace, message)}, which is unsent`;
}

/** One interval between checkpoints depends on another: undoing the one undoes the other. */
export interface Dependency {
  readonly from: { readonly process: ProcessId; readonly interval: number };
  readonly to: { readonly process: ProcessId; readonly interval: number };
  /** The first message sent in the one and received in the other. */
  readonly message: MessageId;
}

/** The rollback-dependency graph: interval i of a process lies after its checkpoint i. Each edge once, in order. */
export function rollbackDependencies(trace: Trace, { checkpoints }: RecoveryLine): Dependency[] {
  const { send, receive, flags } = trace.messages;
  const found = new Map<string, Dependency>();
  const placed = (event: number): Dependency["from"] => {
    const process = asProcess(trace.events.process[event]);
    const place = event - trace.firstEvent[process];
    const list = checkpoints[process];
    let low = 0;
    let high = list.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (list[middle].frontier <= place) low = middle;
      else high = middle - 1;
    }
    return { process, interval: low };
  };
  for (let m = 0; m < send.length; m++) {
    if (send[m] === NONE || receive[m] === NONE || (flags[m] & MessageFlag.replayed) !== 0) continue;
    const [from, to] = [placed(send[m]), placed(receive[m])];
    const key = `${from.process} ${from.interval} ${to.process} ${to.interval}`;
    if (!found.has(key)) found.set(key, { from, to, message: asMessage(m) });
  }
  return [...found.values()].sort(
    (a, b) => a.from.process - b.from.process || a.from.interval - b.from.interval || a.message - b.message,
  );
}
