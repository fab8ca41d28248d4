// Writes a further snapshot into a course script: where its `snapshot SERVER` line belongs so that the server starts it
// at a given tick, after the other commands of that tick. A `tick N` that passes over the time is split.

import { forEachLine, wholeNumber, wordsOf } from "./words.ts";

/** An edit of a script: the lines `from` … `to`−1 (from 1) become `lines`. With from = to, lines are only added. */
export interface ScriptEdit {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
  /** How many snapshots stand in the script before the new one, which is the id that it gets. */
  readonly id: number;
}

interface Tick {
  readonly line: number;
  /** The time before it and after it. */
  readonly start: number;
  readonly end: number;
  readonly snapshotsBefore: number;
}

/** The edit that adds `snapshot SERVER` at `time`. */
export function insertSnapshot(text: string, server: string, time: number): ScriptEdit {
  const { ticks, end, snapshots, lines } = readTicks(text);
  const command = `snapshot ${server}`;
  const passing = ticks.find((tick) => tick.end > time);
  if (passing === undefined) {
    const wait = time > end ? [tickLine(time - end)] : [];
    return { from: lines + 1, to: lines + 1, lines: [...wait, command], id: snapshots };
  }
  const { line, start, snapshotsBefore: id } = passing;
  if (start === time) return { from: line, to: line, lines: [command], id };
  const split = [tickLine(time - start), command, tickLine(passing.end - time)];
  return { from: line, to: line + 1, lines: split, id };
}

/** The tick at which a line of a script happens; of a line past the end, the last one. */
export function tickOfLine(text: string, line: number): number {
  const { ticks } = readTicks(text);
  return ticks.filter((tick) => tick.line < line).at(-1)?.end ?? 0;
}

function readTicks(text: string) {
  const ticks: Tick[] = [];
  let end = 0;
  let snapshots = 0;
  forEachLine(text, (content, line) => {
    const [command, argument] = wordsOf(content);
    if (command.text === "snapshot") snapshots++;
    if (command.text !== "tick") return;
    const start = end;
    end += argument === undefined ? 1 : (wholeNumber(argument.text) ?? 0);
    ticks.push({ line, start, end, snapshotsBefore: snapshots });
  });
  const lines = text === "" ? 0 : text.replace(/\r?\n$/, "").split("\n").length;
  return { ticks, end, snapshots, lines };
}

function tickLine(ticks: number): string {
  return ticks === 1 ? "tick" : `tick ${ticks}`;
}
