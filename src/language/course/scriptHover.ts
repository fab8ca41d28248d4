// Hovers in a script: what a command does at its time in this run, what becomes of the message, what a snapshot
// records. The command's form comes last, for those who do not know it.

import { COMMANDS } from "../../core/formats/course/eventsFile.ts";
import { stateAt } from "../../core/trace/checkpoints.ts";
import { describeMessage } from "../../core/trace/describe.ts";
import { recordedState } from "../../core/trace/globalState.ts";
import { NONE } from "../../core/trace/ids.ts";
import { plainTokenCount } from "../../core/trace/localState.ts";
import { localIndex, MessageKind, type Snapshot, type Trace } from "../../core/trace/trace.ts";
import { counted, type SnapshotVerdict } from "../../core/trace/verdict.ts";
import type { Command, ScriptFile } from "./courseFile.ts";
import type { CourseView } from "./courseView.ts";
import { bullets, code, plain } from "./markdown.ts";
import {
  deliveriesBetween,
  endOf,
  holdingAt,
  messageOfLine,
  recordedMessages,
  snapshotOfLine,
} from "./moments.ts";
import { serverHover } from "./topologyHover.ts";
import { verdictWords } from "./verdictWords.ts";

/** Deliveries that a tick's hover lists; of more it says how many. */
const DELIVERIES_LISTED = 8;
/** Servers whose recorded state a hover lists. */
const SERVERS_LISTED = 12;

/** A server's name in a script: what it holds here, then what the topology says of it. */
export function scriptNameHover(view: CourseView, script: ScriptFile, name: string, line: number): string[] {
  const holding = view.run === undefined ? undefined : holdingAt(view.run.trace, script, name, line);
  const about = serverHover(view, name);
  if (holding === undefined) return about;
  const { before, after } = holding;
  const held = before === after ? counted(before, "token") : `${before} → ${counted(after, "token")}`;
  return [`**${plain(name)}** holds ${held} here.`, ...about];
}

/** A command: its form where it is not understood or not run, else what it does in this run. */
export function scriptHover(view: CourseView, script: ScriptFile, command: Command): string[] {
  switch (command.verb) {
    case "send":
      return sendHover(view, script, command);
    case "snapshot":
      return snapshotHover(view, script, command);
    case "tick":
      return tickHover(view, command);
    default:
      return [
        `The commands are ${Object.values(COMMANDS)
          .map(({ form }) => code(form))
          .join(", ")}.`,
      ];
  }
}

function sendHover({ run }: CourseView, script: ScriptFile, command: Command): string[] {
  const head = `${code(COMMANDS.send.form)} ${COMMANDS.send.does}.`;
  if (run === undefined) return [head];
  const message = messageOfLine(run.trace, script, command.number);
  if (message === undefined) return ["This send is not part of the run; see its problem.", head];
  const { trace } = run;
  const receive = trace.messages.receive[message];
  const parts = [`At tick ${command.time}: ${plain(describeMessage(trace, message))}.`];
  parts.push(`${plain(sideOf(trace, trace.messages.send[message]))} on sending.`);
  if (receive === NONE) parts.push("It is still in flight when the run ends.");
  else parts.push(`Received at tick ${trace.events.time[receive]}: ${plain(sideOf(trace, receive))}.`);
  const recorded = trace.snapshots.filter(({ channelMessages }) => channelMessages.includes(message));
  if (recorded.length > 0) {
    parts.push(`In transit in snapshot ${recorded.map(({ id }) => id).join(", ")}.`);
  }
  return [bullets(parts), head];
}

/** `N1: 10 → 7 tokens`: what an event makes of its server's tokens. */
function sideOf(trace: Trace, event: number): string {
  const process = trace.events.process[event];
  const index = localIndex(trace, event);
  const before = plainTokenCount(stateAt(trace, process, index));
  const after = plainTokenCount(stateAt(trace, process, index + 1));
  return `${trace.processes[process].name}: ${before} → ${counted(after, "token")}`;
}

function snapshotHover({ run }: CourseView, script: ScriptFile, command: Command): string[] {
  const head = `${code(COMMANDS.snapshot.form)} ${COMMANDS.snapshot.does}.`;
  const snapshot = run === undefined ? undefined : snapshotOfLine(run.trace, script, command.number);
  if (run === undefined || snapshot === undefined) return [head];
  const verdict = run.verdicts[run.trace.snapshots.indexOf(snapshot)];
  return [...snapshotParagraphs(run.trace, snapshot, verdict), head];
}

/** A snapshot of the run: when, its verdict, what it recorded. */
export function snapshotParagraphs(trace: Trace, snapshot: Snapshot, verdict: SnapshotVerdict): string[] {
  const by = snapshot.initiators.map((process) => plain(trace.processes[process].name)).join(", ");
  const end = endOf(trace, snapshot);
  const when = snapshot.unfinished === undefined ? `complete at tick ${end}` : "it never ends";
  const state = recordedState(trace, snapshot);
  const servers = trace.processes
    .slice(0, SERVERS_LISTED)
    .map(({ name }, p) => `${plain(name)} ${plainTokenCount(state.processes[p])}`);
  if (trace.processes.length > SERVERS_LISTED) servers.push("…");
  const messages = recordedMessages(trace, snapshot).map(
    ({ from, to, tokens }) => `${plain(from)} → ${plain(to)} ${code(`token(${tokens})`)}`,
  );
  const shown = messages.slice(0, DELIVERIES_LISTED);
  if (messages.length > shown.length) shown.push(`… ${messages.length - shown.length} more`);
  return [
    `**Snapshot ${snapshot.id}** by ${by}, ${when}: ${plain(verdictWords(trace, snapshot, verdict))}.`,
    `Recorded: ${servers.join(" · ")}`,
    ...(shown.length > 0 ? [`In the channels:\n\n${bullets(shown)}`] : []),
  ];
}

function tickHover({ run }: CourseView, command: Command): string[] {
  const { time, timeAfter } = command;
  const head = `${code(COMMANDS.tick.form)} ${COMMANDS.tick.does}.`;
  if (timeAfter === time) return [head];
  const passing = `Time goes from ${time} to ${timeAfter}.`;
  if (run === undefined) return [passing, head];
  const { trace } = run;
  const deliveries = deliveriesBetween(trace, time, timeAfter);
  if (deliveries.length === 0) return [`${passing} Nothing is delivered meanwhile.`, head];
  const items = deliveries.slice(0, DELIVERIES_LISTED).map((message) => {
    const marker = trace.messages.kind[message] === MessageKind.marker;
    const words = plain(describeMessage(trace, message));
    return `tick ${trace.events.time[trace.messages.receive[message]]}: ${marker ? `*${words}*` : words}`;
  });
  if (deliveries.length > items.length) items.push(`… ${deliveries.length - items.length} more`);
  return [`${passing} Delivered meanwhile:\n\n${bullets(items)}`, head];
}
