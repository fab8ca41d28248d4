// Reads and writes the course's recorded snapshots (.snap): the id, a line `NAME TOKENS` for each server, then a line
// `SRC DST token(N)` for each recorded message. A file may hold several snapshots one after the other.

import { contentOf, type GlobalState, recordedState } from "../../trace/globalState.ts";
import { plainTokenCount, plainTokens } from "../../trace/localState.ts";
import type { Report } from "../../trace/problem.ts";
import { receiverOf, type Snapshot, senderOf, type Trace } from "../../trace/trace.ts";
import type { ClaimedMessage, ClaimedProcess, ClaimedSnapshot } from "../claimedSnapshot.ts";
import { forEachLine, LineReporter, type Word, wholeNumber, wordsOf } from "./words.ts";

interface Draft {
  readonly id: number;
  readonly line: number;
  readonly word: Word;
  readonly processes: ClaimedProcess[];
  readonly messages: ClaimedMessage[];
}

/** Reads the text of recorded snapshots. Whether the servers exist is for the comparison to say. */
export function readSnap(text: string, file: string, report: Report): ClaimedSnapshot[] {
  const reporter = new LineReporter(file, report);
  const drafts: Draft[] = [];
  forEachLine(text, (line, number) => snapLine(wordsOf(line), number, drafts, reporter));
  if (drafts.length === 0) {
    reporter.error(
      1,
      { text: "", column: 1 },
      "snapshot-id-missing",
      "the first line must be a snapshot's id",
    );
  }
  return drafts.map(({ line, word, ...rest }) => ({ ...rest, position: reporter.at(line, word) }));
}

/** A recorded snapshot in the course's form, servers sorted by name, messages in the order of receipt. */
export function writeSnap(trace: Trace, snapshot: Snapshot): string {
  const state: GlobalState = recordedState(trace, snapshot);
  const name = (process: number): string => trace.processes[process].name;
  const servers = trace.processes.map((process, p) => ({
    name: process.name,
    tokens: plainTokenCount(state.processes[p]),
  }));
  servers.sort((a, b) => (a.name < b.name ? -1 : 1));
  const lines = [String(snapshot.id), ...servers.map((server) => `${server.name} ${server.tokens}`)];
  for (const message of snapshot.channelMessages) {
    const tokens = plainTokenCount(contentOf(trace, message));
    lines.push(`${name(senderOf(trace, message))} ${name(receiverOf(trace, message))} token(${tokens})`);
  }
  return `${lines.join("\n")}\n`;
}

function snapLine(words: readonly Word[], line: number, drafts: Draft[], reporter: LineReporter): void {
  const draft = drafts.at(-1);
  if (words.length === 1) {
    const id = wholeNumber(words[0].text);
    if (id === undefined) {
      reporter.error(
        line,
        words[0],
        "number-expected",
        `expected a snapshot's id, found \`${words[0].text}\``,
      );
    } else {
      drafts.push({ id, line, word: words[0], processes: [], messages: [] });
    }
  } else if (draft === undefined) {
    reporter.error(line, words[0], "snapshot-id-missing", "the first line must be a snapshot's id");
    drafts.push({ id: 0, line, word: words[0], processes: [], messages: [] });
    snapLine(words, line, drafts, reporter);
  } else if (words.length === 2) {
    serverLine(words[0], words[1], line, draft, reporter);
  } else if (words.length === 3) {
    messageLine(words[0], words[1], words[2], line, draft, reporter);
  } else {
    const message = "expected a snapshot's id, `NAME TOKENS` or `SRC DST token(N)`";
    reporter.error(line, words[3], "snap-line", message);
  }
}

function serverLine(name: Word, tokens: Word, line: number, draft: Draft, reporter: LineReporter): void {
  const count = wholeNumber(tokens.text);
  if (count === undefined) {
    const message = `expected a whole number of tokens, found \`${tokens.text}\``;
    reporter.error(line, tokens, "number-expected", message);
  } else if (draft.processes.some((process) => process.name === name.text)) {
    reporter.error(line, name, "server-twice", `the state of ${name.text} stands here twice`);
  } else {
    const position = { ...reporter.at(line, name), endColumn: tokens.column + tokens.text.length };
    draft.processes.push({ name: name.text, state: plainTokens(count), position });
  }
}

function messageLine(
  from: Word,
  to: Word,
  content: Word,
  line: number,
  draft: Draft,
  reporter: LineReporter,
): void {
  const count = wholeNumber(/^token\((\d+)\)$/.exec(content.text)?.[1] ?? "");
  if (count === undefined) {
    reporter.error(line, content, "message-expected", `expected \`token(N)\`, found \`${content.text}\``);
    return;
  }
  const position = { ...reporter.at(line, from), endColumn: content.column + content.text.length };
  draft.messages.push({ from: from.text, to: to.text, content: plainTokens(count), position });
}
