// The course's files as an editor sees them: every line with its words and what it says, half-written ones too. The
// core's readers decide what is right; this keeps what stands where, so that services can point at it and change it.

import { forEachLine, type Word, wholeNumber, wordsOf } from "../../core/formats/course/words.ts";
import type { Place } from "./place.ts";

/** A line that is neither blank nor a comment, with its words. */
export interface CourseLine {
  readonly number: number;
  readonly words: readonly Word[];
}

interface CourseText {
  /** The name under which the file is known in positions. */
  readonly file: string;
  readonly lines: readonly string[];
}

/** A topology (.top): servers with their tokens, links. */
export interface TopologyFile extends CourseText {
  readonly kind: "topology";
  /** The line with the number of servers. */
  readonly count?: CourseLine;
  readonly servers: readonly ServerLine[];
  readonly links: readonly CourseLine[];
}

/** `NAME TOKENS`. */
export interface ServerLine extends CourseLine {
  readonly name: string;
  readonly tokens: number;
}

/** A script (.events): commands, each with the time at which it is done. */
export interface ScriptFile extends CourseText {
  readonly kind: "script";
  readonly commands: readonly Command[];
}

export interface Command extends CourseLine {
  readonly verb: string;
  readonly time: number;
  /** The time after it: later than `time` for a tick. */
  readonly timeAfter: number;
}

/** Recorded snapshots (.snap). */
export interface SnapFile extends CourseText {
  readonly kind: "snap";
  readonly snapshots: readonly SnapSection[];
}

/** One snapshot of a .snap file: its id line and what follows up to the next. */
export interface SnapSection {
  readonly id: number;
  readonly idLine: CourseLine;
  readonly servers: readonly ServerLine[];
  readonly messages: readonly CourseLine[];
  readonly span: { readonly from: number; readonly to: number };
}

export type CourseFile = TopologyFile | ScriptFile | SnapFile;
export type CourseKind = CourseFile["kind"];

/** Reads a text as a file of a kind. Never fails. */
export function readCourseFile(kind: CourseKind, file: string, text: string): CourseFile {
  const source: CourseText = { file, lines: text.split(/\r?\n/) };
  if (kind === "script") return { ...source, kind, commands: commandsOf(text) };
  const content: CourseLine[] = [];
  forEachLine(text, (line, number) => content.push({ number, words: wordsOf(line) }));
  return kind === "topology"
    ? topologyFile(source, content)
    : { ...source, kind, snapshots: sectionsOf(content) };
}

/** The place of a word. */
export function placeOf(file: string, line: CourseLine, word: Word): Place {
  return { file, line: line.number, column: word.column, endColumn: word.column + word.text.length };
}

/** The place of a line from its first to its last word. */
export function placeOfLine(file: string, line: CourseLine): Place {
  const last = line.words[line.words.length - 1];
  return {
    file,
    line: line.number,
    column: line.words[0].column,
    endColumn: last.column + last.text.length,
  };
}

/** The line of a list, sorted by number, that has this number. */
export function lineAt<Line extends CourseLine>(lines: readonly Line[], number: number): Line | undefined {
  const index = lastBefore(lines, number + 1);
  return index >= 0 && lines[index].number === number ? lines[index] : undefined;
}

/** The snapshot of a .snap file to which a line belongs. */
export function sectionAt(file: SnapFile, line: number): SnapSection | undefined {
  return file.snapshots.filter(({ idLine }) => idLine.number < line).at(-1);
}

/** The time at which a line's command is done, or would be if it held one. */
export function timeAtLine(script: ScriptFile, line: number): number {
  const at = lineAt(script.commands, line);
  if (at !== undefined) return at.time;
  const before = lastBefore(script.commands, line);
  return before < 0 ? 0 : script.commands[before].timeAfter;
}

/** Index of the last line whose number is lower, or −1. */
function lastBefore(lines: readonly CourseLine[], number: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lines[middle].number < number) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function topologyFile(source: CourseText, content: readonly CourseLine[]): TopologyFile {
  const servers: ServerLine[] = [];
  const links: CourseLine[] = [];
  const names = new Set<string>();
  const hasCount = content.length > 0 && content[0].words.length === 1;
  for (const line of hasCount ? content.slice(1) : content) {
    if (line.words.length !== 2) continue;
    const [name, second] = line.words;
    // As the core's reader: a number is tokens, unless a server has it for its name.
    if (/^[-+.\d]/.test(second.text) && !names.has(second.text)) {
      names.add(name.text);
      servers.push({ ...line, name: name.text, tokens: wholeNumber(second.text) ?? 0 });
    } else {
      links.push(line);
    }
  }
  return { ...source, kind: "topology", count: hasCount ? content[0] : undefined, servers, links };
}

function commandsOf(text: string): Command[] {
  const commands: Command[] = [];
  let time = 0;
  forEachLine(text, (line, number) => {
    const command = new ScriptLine(line, number, time);
    time = command.timeAfter;
    commands.push(command);
  });
  return commands;
}

/** A command whose words are found when somebody asks: a script may have hundreds of thousands of lines. */
class ScriptLine implements Command {
  readonly number: number;
  readonly verb: string;
  readonly time: number;
  readonly timeAfter: number;
  readonly #text: string;

  constructor(text: string, number: number, time: number) {
    this.#text = text;
    this.number = number;
    this.time = time;
    // Nearly every line of a large script is a send.
    this.verb = text.startsWith("send ") ? "send" : (/\S+/.exec(text)?.[0] ?? "");
    this.timeAfter = this.verb === "tick" ? time + ticksOf(this.words) : time;
  }

  get words(): readonly Word[] {
    return wordsOf(this.#text);
  }
}

/** How far `tick` or `tick N` goes; a wrong one goes nowhere, as in the core's reader. */
function ticksOf(words: readonly Word[]): number {
  if (words.length === 1) return 1;
  return words.length === 2 ? (wholeNumber(words[1].text) ?? 0) : 0;
}

function sectionsOf(content: readonly CourseLine[]): SnapSection[] {
  const sections: { idLine: CourseLine; id: number; lines: CourseLine[] }[] = [];
  for (const line of content) {
    const id = line.words.length === 1 ? wholeNumber(line.words[0].text) : undefined;
    if (id !== undefined) sections.push({ id, idLine: line, lines: [] });
    else sections.at(-1)?.lines.push(line);
  }
  return sections.map(({ id, idLine, lines }) => ({
    id,
    idLine,
    servers: lines.filter(({ words }) => words.length === 2).map(serverOf),
    messages: lines.filter(({ words }) => words.length === 3),
    span: { from: idLine.number, to: (lines.at(-1) ?? idLine).number },
  }));
}

function serverOf(line: CourseLine): ServerLine {
  return { ...line, name: line.words[0].text, tokens: wholeNumber(line.words[1].text) ?? 0 };
}
