// Reads a course topology (.top): the number of servers, a line `NAME TOKENS` for each, then a line `SRC DST` for
// each unidirectional link. A wrong line is reported and left out.

import type { ScenarioChannel, ScenarioProcess } from "../../scenario/scenario.ts";
import { asProcess, type ProcessId } from "../../trace/ids.ts";
import { plainTokens } from "../../trace/localState.ts";
import { findNearest } from "../../trace/nearestName.ts";
import type { Report } from "../../trace/problem.ts";
import { forEachLine, LineReporter, type Word, wholeNumber, wordsOf } from "./words.ts";

export interface Topology {
  readonly processes: readonly ScenarioProcess[];
  readonly channels: readonly ScenarioChannel[];
}

/** Reads the text of a topology. `file` is its name in positions. */
export function readTopology(text: string, file: string, report: Report): Topology {
  const reader = new TopologyReader(new LineReporter(file, report));
  forEachLine(text, (line, number) => reader.line(wordsOf(line), number));
  return reader.finish();
}

class TopologyReader {
  readonly #reporter: LineReporter;
  readonly #processes: ScenarioProcess[] = [];
  readonly #channels: ScenarioChannel[] = [];
  readonly #byName = new Map<string, ProcessId>();
  readonly #ends = new Set<string>();
  #announced: { count: number; line: number; word: Word } | undefined;
  #started = false;

  constructor(reporter: LineReporter) {
    this.#reporter = reporter;
  }

  line(words: readonly Word[], line: number): void {
    const first = !this.#started;
    this.#started = true;
    if (first && words.length === 1) {
      this.#count(words[0], line);
    } else if (words.length !== 2) {
      if (first) this.#missingCount(words[0], line);
      const extra = words[2] ?? words[0];
      this.#reporter.error(line, extra, "topology-line", "expected `NAME TOKENS` or `SRC DST`: two words");
    } else {
      if (first) this.#missingCount(words[0], line);
      const isNumber = wholeNumber(words[1].text) !== undefined || /^[-+.\d]/.test(words[1].text);
      if (isNumber && !this.#byName.has(words[1].text)) this.#server(words[0], words[1], line);
      else this.#link(words[0], words[1], line);
    }
  }

  finish(): Topology {
    const found = this.#processes.length;
    if (this.#announced !== undefined && this.#announced.count !== found) {
      const { line, word, count } = this.#announced;
      const message = `the first line announces ${count} servers, but ${found} follow`;
      this.#reporter.error(line, word, "server-count", message, { announced: count, found });
    }
    return { processes: this.#processes, channels: this.#channels };
  }

  #count(word: Word, line: number): void {
    const count = wholeNumber(word.text);
    if (count !== undefined) this.#announced = { count, line, word };
    else
      this.#reporter.error(
        line,
        word,
        "number-expected",
        `expected the number of servers, found \`${word.text}\``,
      );
  }

  #missingCount(word: Word, line: number): void {
    this.#reporter.error(line, word, "server-count-missing", "the first line must be the number of servers");
  }

  #server(name: Word, tokens: Word, line: number): void {
    const count = wholeNumber(tokens.text);
    if (count === undefined) {
      const message = `expected a whole number of tokens, found \`${tokens.text}\``;
      this.#reporter.error(line, tokens, "number-expected", message);
    }
    if (this.#byName.has(name.text)) {
      this.#reporter.error(
        line,
        name,
        "server-twice",
        `${name.text} is declared twice; the first declaration counts`,
      );
      return;
    }
    this.#byName.set(name.text, asProcess(this.#processes.length));
    const position = this.#reporter.at(line, name);
    this.#processes.push({ name: name.text, initial: plainTokens(count ?? 0), position });
  }

  #link(from: Word, to: Word, line: number): void {
    const source = this.#known(from, line);
    const destination = this.#known(to, line);
    if (source === undefined || destination === undefined) return;
    const ends = `${source} ${destination}`;
    if (source === destination) {
      this.#reporter.error(line, to, "link-to-itself", `${from.text} cannot have a link to itself`);
    } else if (this.#ends.has(ends)) {
      const message = `the link from ${from.text} to ${to.text} is there already`;
      this.#reporter.error(line, from, "link-twice", message, {}, "warning");
    } else {
      this.#ends.add(ends);
      this.#channels.push({ from: source, to: destination, position: this.#reporter.at(line, from) });
    }
  }

  #known(name: Word, line: number): ProcessId | undefined {
    const process = this.#byName.get(name.text);
    if (process === undefined) reportUnknownServer(this.#reporter, line, name, [...this.#byName.keys()]);
    return process;
  }
}

/** Reports a name that no server has, with the nearest name that one has. */
export function reportUnknownServer(
  reporter: LineReporter,
  line: number,
  name: Word,
  known: readonly string[],
): void {
  const nearest = findNearest(name.text, known);
  const hint = nearest === undefined ? "" : `; did you mean ${nearest}?`;
  const args: Record<string, string> = { name: name.text };
  if (nearest !== undefined) args.nearest = nearest;
  reporter.error(line, name, "unknown-server", `there is no server ${name.text}${hint}`, args);
}
