// Hovers in a recorded snapshot (.snap): what the line says, what the run records instead, and where that comes
// from: when a server recorded itself, when a message was sent and received.

import { recordedState } from "../../core/trace/globalState.ts";
import { NONE } from "../../core/trace/ids.ts";
import { plainTokenCount } from "../../core/trace/localState.ts";
import type { Snapshot, Trace } from "../../core/trace/trace.ts";
import { counted } from "../../core/trace/verdict.ts";
import { type CourseLine, type SnapFile, sectionAt } from "./courseFile.ts";
import type { CourseView } from "./courseView.ts";
import { code, plain } from "./markdown.ts";
import { recordedMessages } from "./moments.ts";
import { snapshotParagraphs } from "./scriptHover.ts";

/** What there is to say of a line, by its number of words: an id, a server's tokens or a message. */
export function snapHover({ run }: CourseView, file: SnapFile, line: CourseLine): string[] {
  const section = sectionAt(file, line.number + 1);
  if (section === undefined || run === undefined) return [];
  const index = run.trace.snapshots.findIndex(({ id }) => id === section.id);
  if (index < 0) return [`The run takes no snapshot ${section.id}.`];
  const snapshot = run.trace.snapshots[index];
  if (line === section.idLine) return snapshotParagraphs(run.trace, snapshot, run.verdicts[index]);
  return line.words.length === 2
    ? serverLine(run.trace, snapshot, line)
    : messageLine(run.trace, snapshot, line, section.messages);
}

function serverLine(trace: Trace, snapshot: Snapshot, line: CourseLine): string[] {
  const [name, tokens] = line.words.map(({ text }) => text);
  const process = trace.processes.findIndex((candidate) => candidate.name === name);
  if (process < 0) return [`There is no server ${code(name)} in the topology.`];
  const recorded = plainTokenCount(recordedState(trace, snapshot).processes[process]);
  const event = snapshot.recordEvents[process];
  if (event === NONE) return [`**${plain(name)}** never records itself in snapshot ${snapshot.id}.`];
  const when = `**${plain(name)}** records itself at tick ${trace.events.time[event]} with ${counted(recorded, "token")}.`;
  return String(recorded) === tokens ? [when] : [when, `This line says ${code(tokens)}.`];
}

function messageLine(
  trace: Trace,
  snapshot: Snapshot,
  line: CourseLine,
  messages: readonly CourseLine[],
): string[] {
  const [from, to, content] = line.words.map(({ text }) => text);
  const isOfChannel = ({ words }: CourseLine): boolean => words[0].text === from && words[1].text === to;
  const index = messages.filter(isOfChannel).indexOf(line);
  const recorded = recordedMessages(trace, snapshot).filter((each) => each.from === from && each.to === to)[
    index
  ];
  const channel = `from ${plain(from)} to ${plain(to)}`;
  if (recorded === undefined) return [`The run records no such message ${channel}.`];
  const text = `token(${recorded.tokens})`;
  const { send, receive } = trace.messages;
  const sent = trace.events.time[send[recorded.message]];
  const received =
    receive[recorded.message] === NONE
      ? ""
      : `, received at tick ${trace.events.time[receive[recorded.message]]}`;
  const when = `${code(text)} ${channel}, sent at tick ${sent}${received}, was in transit.`;
  return text === content ? [when] : [when, `This line says ${code(content)}.`];
}
