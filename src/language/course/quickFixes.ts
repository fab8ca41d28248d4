// What would put a problem right, where that is plain: the nearest name, the number that is meant, the line that is
// missing or too many. The first fix of a problem is the likeliest one.

import type { Word } from "../../core/formats/course/words.ts";
import { wordsOf } from "../../core/formats/course/words.ts";
import { findNearest } from "../../core/trace/nearestName.ts";
import type { Problem } from "../../core/trace/problem.ts";
import { counted } from "../../core/trace/verdict.ts";
import type { CourseFile, TopologyFile } from "./courseFile.ts";
import { type CourseView, serverNames } from "./courseView.ts";
import { changesOf, type LineEdit } from "./lineEdits.ts";
import { type Place, replacing, type TextChange } from "./place.ts";
import { problemPlace, wordPlace } from "./problemPlace.ts";
import { fix, preferred, type QuickFix } from "./quickFix.ts";
import { recordedFixes } from "./recordedFixes.ts";

/** The fixes of a problem of `file`, likeliest first. */
export function fixesFor(view: CourseView, file: CourseFile, problem: Problem): QuickFix[] {
  const place = problemPlace(file, problem);
  const words = wordsOf(file.lines[place.line - 1] ?? "");
  switch (problem.code) {
    case "unknown-server":
      return unknownServer(view, file, problem, place);
    case "unknown-command":
      return didYouMean(problem, place);
    case "no-link":
    case "snapshot-unfinished":
      return missingLink(view, problem);
    case "not-enough-tokens":
      return notEnough(view, file, problem, place);
    case "number-expected":
      return numberIn(file, words, place);
    case "message-expected":
      return messageIn(file, place);
    case "wrong-words":
    case "topology-line":
    case "snap-line":
      return surplusWords(file, words, place);
    case "server-count":
      return [
        preferred(`Set the Number of Servers to ${problem.args?.found}`, [
          replacing(place, `${problem.args?.found}`),
        ]),
      ];
    case "server-count-missing":
      return countMissing(file, place);
    case "server-twice":
    case "link-twice":
    case "link-to-itself":
      return [preferred("Remove This Line", changesOf(file, [{ kind: "remove", line: place.line }]))];
    case "snapshot-id-missing":
      return idMissing(file, place);
    default:
      return recordedFixes(view, file, problem, place);
  }
}

function unknownServer(view: CourseView, file: CourseFile, problem: Problem, place: Place): QuickFix[] {
  const name = String(problem.args?.name ?? "");
  const uses = textAt(file, place) === name ? [place] : placesOfWord(file, place.line, name);
  const nearest = problem.args?.nearest ?? findNearest(name, serverNames(view.topology));
  const fixes: QuickFix[] = [];
  if (nearest !== undefined) {
    fixes.push(
      preferred(
        `Change to ${nearest}`,
        uses.map((use) => replacing(use, String(nearest))),
      ),
    );
  }
  if (view.topology !== undefined && file.kind !== "snap") {
    fixes.push(fix(`Declare Server ${name} in the Topology`, declaring(view.topology, name)));
  }
  if (file.kind === "snap") {
    fixes.push(fix("Remove This Line", changesOf(file, [{ kind: "remove", line: place.line }])));
  }
  return fixes;
}

/** Adds a server without tokens after the last one, and counts it. */
function declaring(topology: TopologyFile, name: string): TextChange[] {
  const { count, servers } = topology;
  const edits: LineEdit[] = [];
  if (count !== undefined)
    edits.push({ kind: "replace", line: count.number, text: String(serverNames(topology).length + 1) });
  const after = servers.at(-1)?.number ?? count?.number ?? 0;
  edits.push({ kind: "after", line: after, text: `${name} 0` });
  return changesOf(topology, edits);
}

function didYouMean(problem: Problem, place: Place): QuickFix[] {
  const nearest = problem.args?.nearest;
  return nearest === undefined
    ? []
    : [preferred(`Change to ${nearest}`, [replacing(place, String(nearest))])];
}

function missingLink({ topology }: CourseView, problem: Problem): QuickFix[] {
  if (topology === undefined || problem.args === undefined) return [];
  const { from, to } = problem.args;
  if (from === undefined || to === undefined || from === to) return [];
  const last = topology.links.at(-1) ?? topology.servers.at(-1);
  const edits: LineEdit[] = [{ kind: "after", line: last?.number ?? 0, text: `${from} ${to}` }];
  return [fix(`Add the Link from ${from} to ${to} to the Topology`, changesOf(topology, edits))];
}

function notEnough(view: CourseView, file: CourseFile, problem: Problem, place: Place): QuickFix[] {
  const held = Number(problem.args?.held ?? 0);
  const needs = Number(problem.args?.needs ?? 0);
  const name = String(problem.args?.process ?? "");
  const fixes: QuickFix[] = [];
  if (held > 0) {
    fixes.push(
      preferred(`Send the ${counted(held, "token")} That ${name} Holds`, [replacing(place, String(held))]),
    );
  }
  fixes.push(fix("Remove This Send", changesOf(file, [{ kind: "remove", line: place.line }])));
  const server = view.topology?.servers.find((candidate) => candidate.name === name);
  if (view.topology !== undefined && server !== undefined) {
    const tokens = server.tokens + needs - held;
    const edit: LineEdit = { kind: "replace", line: server.number, text: `${name} ${tokens}` };
    fixes.push(fix(`Let ${name} Begin with ${counted(tokens, "token")}`, changesOf(view.topology, [edit])));
  }
  return fixes;
}

/** A number that stands inside the word, such as the 3 of `3x`. */
function numberIn(file: CourseFile, words: readonly Word[], place: Place): QuickFix[] {
  const digits = /[1-9]\d{0,8}/.exec(textAt(file, place))?.[0];
  if (digits !== undefined) return [preferred(`Change to ${digits}`, [replacing(place, digits)])];
  const isTick = words[0]?.text === "tick";
  return isTick ? [fix("Change to 1 Tick", [replacing(place, "1")])] : [];
}

function messageIn(file: CourseFile, place: Place): QuickFix[] {
  const digits = /\d{1,9}/.exec(textAt(file, place))?.[0];
  return digits === undefined
    ? []
    : [preferred(`Change to token(${digits})`, [replacing(place, `token(${digits})`)])];
}

/** Takes away the words from the marked one on, if it is not the line's first. */
function surplusWords(file: CourseFile, words: readonly Word[], place: Place): QuickFix[] {
  const index = words.findIndex(({ column }) => column === place.column);
  if (index <= 0) return [];
  const last = words[words.length - 1];
  const previous = words[index - 1];
  const column = previous.column + previous.text.length;
  const surplus = { file: file.file, line: place.line, column, endColumn: last.column + last.text.length };
  return [
    preferred(words.length - index === 1 ? "Remove This Word" : "Remove the Surplus Words", [
      replacing(surplus, ""),
    ]),
  ];
}

function countMissing(file: CourseFile, place: Place): QuickFix[] {
  if (file.kind !== "topology") return [];
  const count = serverNames(file).length;
  const edit: LineEdit = { kind: "before", line: place.line, text: String(count) };
  return [preferred(`Insert the Number of Servers, ${count}`, changesOf(file, [edit]))];
}

/** The id that the file's name ends with, as in `10nodes3.snap`, else 0. */
function idMissing(file: CourseFile, place: Place): QuickFix[] {
  const id = /(\d+)\.snap$/i.exec(file.file)?.[1] ?? "0";
  return [
    preferred(
      `Insert the Snapshot's Id, ${id}`,
      changesOf(file, [{ kind: "before", line: place.line, text: id }]),
    ),
  ];
}

function textAt(file: CourseFile, place: Place): string {
  return (file.lines[place.line - 1] ?? "").slice(place.column - 1, place.endColumn - 1);
}

function placesOfWord(file: CourseFile, line: number, text: string): Place[] {
  const words = wordsOf(file.lines[line - 1] ?? "").filter((word) => word.text === text);
  return words.map((word) => wordPlace(file, line, word));
}
