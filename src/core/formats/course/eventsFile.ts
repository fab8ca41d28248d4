// Reads a course script (.events) over a topology: `send SRC DST N`, `snapshot SERVER`, `tick [N]`. Commands without
// a tick between them happen at one time; snapshots are numbered from 0 in the order of the script.

import { ActionBuilder } from "../../scenario/actionBuilder.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { type ChannelId, NONE, type ProcessId } from "../../trace/ids.ts";
import { plainTokens } from "../../trace/localState.ts";
import { findNearest } from "../../trace/nearestName.ts";
import type { Report } from "../../trace/problem.ts";
import type { Payload } from "../../trace/trace.ts";
import { reportUnknownServer, type Topology } from "./topologyFile.ts";
import { forEachLine, LineReporter, type Word, wholeNumber, wordsOf } from "./words.ts";

/** The seed that the course's tests set before each run. */
export const COURSE_SEED = "8053172852482175524";

/** The commands, each with its form, for messages, hovers and completion. */
export const COMMANDS = {
  send: {
    form: "send SRC DST TOKENS",
    does: "moves so many tokens from a server to another over their link",
  },
  snapshot: { form: "snapshot SERVER", does: "lets a server start a snapshot; ids count from 0" },
  tick: { form: "tick [N]", does: "lets time go on by N ticks, 1 if no number is given" },
} as const;

/** The name of the topology that a comment `# topology: NAME` asks for, or undefined. */
export function topologyComment(text: string): string | undefined {
  return /^[ \t]*#[ \t]*topology:[ \t]*(\S.*?)[ \t]*\r?$/m.exec(text)?.[1];
}

/** Reads the text of a script over a topology. `file` and `topologyFile` are the names in positions. */
export function readEvents(
  text: string,
  file: string,
  topology: Topology,
  topologyFile: string,
  report: Report,
): Scenario {
  const reader = new EventsReader(topology, new LineReporter(file, report));
  forEachLine(text, (line, number) => reader.line(line, number));
  return {
    name: file,
    timeUnit: "tick",
    files: [file, topologyFile],
    processes: topology.processes,
    channels: topology.channels,
    payloads: reader.payloads,
    actions: reader.actions.build(),
    endTime: reader.time,
    delivery: { kind: "course", seed: COURSE_SEED },
  };
}

class EventsReader {
  time = 0;
  readonly actions = new ActionBuilder();
  readonly payloads: Payload[] = [];
  readonly #payloadOf = new Map<number, number>();
  readonly #byName = new Map<string, ProcessId>();
  /** The channel from p to q, under p · number of processes + q. */
  readonly #channel = new Map<number, ChannelId>();
  readonly #reporter: LineReporter;
  #snapshots = 0;

  constructor(topology: Topology, reporter: LineReporter) {
    this.#reporter = reporter;
    topology.processes.forEach(({ name }, p) => {
      this.#byName.set(name, p as ProcessId);
    });
    topology.channels.forEach(({ from, to }, channel) => {
      this.#channel.set(from * topology.processes.length + to, channel as ChannelId);
    });
  }

  /** Reads one line. A right one takes the fast way; whatever it does not understand is looked at word by word. */
  line(line: string, number: number): void {
    if (!this.#fastSend(line, number)) this.#anyCommand(wordsOf(line), number);
  }

  /** `send A B n` with single blanks and known names, which is nearly every line of a large script. */
  #fastSend(line: string, number: number): boolean {
    if (!line.startsWith("send ")) return false;
    const second = line.indexOf(" ", 5);
    const third = second < 0 ? -1 : line.indexOf(" ", second + 1);
    if (third < 0) return false;
    const from = this.#byName.get(line.slice(5, second));
    const to = this.#byName.get(line.slice(second + 1, third));
    const tokens = wholeNumber(line.slice(third + 1));
    if (from === undefined || to === undefined || tokens === undefined || tokens === 0) return false;
    const channel = this.#channel.get(from * this.#byName.size + to);
    if (channel === undefined) return false;
    this.actions.send(this.time, from, channel, this.#payload(tokens), 0, number);
    return true;
  }

  #anyCommand(words: readonly Word[], line: number): void {
    const [command, ...args] = words;
    if (command.text === "send") this.#send(command, args, line);
    else if (command.text === "snapshot") this.#snapshot(command, args, line);
    else if (command.text === "tick") this.#tick(command, args, line);
    else this.#unknown(command, line);
  }

  #send(command: Word, args: readonly Word[], line: number): void {
    if (!this.#hasWords(command, args, 3, 3, "send", line)) return;
    const from = this.#server(args[0], line);
    const to = this.#server(args[1], line);
    const tokens = wholeNumber(args[2].text);
    if (tokens === undefined || tokens === 0) {
      const message = `expected a number of tokens, 1 or more, found \`${args[2].text}\``;
      this.#reporter.error(line, args[2], "number-expected", message);
    }
    if (from === undefined || to === undefined || tokens === undefined || tokens === 0) return;
    const channel = this.#channel.get(from * this.#byName.size + to) ?? NONE;
    if (channel === NONE) {
      const message = `there is no link from ${args[0].text} to ${args[1].text}`;
      this.#reporter.error(line, args[1], "no-link", message, { from: args[0].text, to: args[1].text });
    } else {
      this.actions.send(this.time, from, channel as ChannelId, this.#payload(tokens), 0, line);
    }
  }

  #snapshot(command: Word, args: readonly Word[], line: number): void {
    if (!this.#hasWords(command, args, 1, 1, "snapshot", line)) return;
    const initiator = this.#server(args[0], line);
    if (initiator !== undefined) this.actions.snapshot(this.time, initiator, this.#snapshots++, 0, line);
  }

  #tick(command: Word, args: readonly Word[], line: number): void {
    if (!this.#hasWords(command, args, 0, 1, "tick", line)) return;
    const ticks = args.length === 0 ? 1 : wholeNumber(args[0].text);
    if (ticks !== undefined && ticks > 0) {
      this.time += ticks;
      return;
    }
    const message = `expected a number of ticks, 1 or more, found \`${args[0].text}\``;
    this.#reporter.error(line, args[0], "number-expected", message);
  }

  #unknown(command: Word, line: number): void {
    const nearest = findNearest(command.text, Object.keys(COMMANDS));
    const hint = nearest === undefined ? "expected send, snapshot or tick" : `did you mean ${nearest}?`;
    const args: Record<string, string> = { name: command.text };
    if (nearest !== undefined) args.nearest = nearest;
    this.#reporter.error(
      line,
      command,
      "unknown-command",
      `there is no command ${command.text}; ${hint}`,
      args,
    );
  }

  #hasWords(
    command: Word,
    args: readonly Word[],
    least: number,
    most: number,
    name: keyof typeof COMMANDS,
    line: number,
  ): boolean {
    if (args.length >= least && args.length <= most) return true;
    const where = args.length > most ? args[most] : command;
    const found = args.length > most ? "too many words" : "too few words";
    this.#reporter.error(line, where, "wrong-words", `${found}: the form is \`${COMMANDS[name].form}\``);
    return false;
  }

  #server(name: Word, line: number): ProcessId | undefined {
    const process = this.#byName.get(name.text);
    if (process === undefined) reportUnknownServer(this.#reporter, line, name, [...this.#byName.keys()]);
    return process;
  }

  /** The payload of so many tokens; equal ones are shared. */
  #payload(tokens: number): number {
    let payload = this.#payloadOf.get(tokens);
    if (payload === undefined) {
      payload = this.payloads.push({ label: "", ...plainTokens(tokens) }) - 1;
      this.#payloadOf.set(tokens, payload);
    }
    return payload;
  }
}
