// Logs with vector clocks, as ShiViz reads them and GoVector and others write them. The pattern of a record is the one
// the user gives, or the one in the file's first line (with a delimiter of executions in the second and a blank third),
// or the known one that passes over the fewest lines. Messages are what the clocks imply.

import type { Severity } from "../trace/problem.ts";
import type { Trace } from "../trace/trace.ts";
import { bytesOf, textOfBytes } from "./bytes.ts";
import {
  baseName,
  type Detection,
  type Format,
  headOf,
  type ReadContext,
  type Reading,
  type ReadOptions,
  type Source,
} from "./format.ts";
import { parsed } from "./json/parsed.ts";
import { isJsonObject } from "./json/plan.ts";
import { LogScanner } from "./shiviz/logRecords.ts";
import {
  compiled,
  KNOWN_DELIMITER,
  KNOWN_PATTERNS,
  type LogPattern,
  RECORD_GROUPS,
  type ReadyPattern,
} from "./shiviz/patterns.ts";
import { type LineOrder, TwoLineScanner } from "./shiviz/twoLines.ts";
import { noteLabels } from "./snapshotEvents/noteLabels.ts";
import { withRecordedSnapshots } from "./snapshotEvents/recordedSnapshots.ts";
import { SnapshotWatch } from "./snapshotEvents/snapshotWatch.ts";
import { ClockedEvents } from "./vectorClocks/clockedEvents.ts";
import { traceFromClocks } from "./vectorClocks/messagesFromClocks.ts";

/** How much of a log the known patterns are tried on. */
const TRIED = 1 << 16;
/** Lines passed over that are reported one by one; the rest is counted. */
const REPORTED_SINGLY = 20;

export const shiviz: Format = {
  id: "shiviz",
  name: "ShiViz or GoVector log",
  extensions: [".log", ".shiviz"],
  isMeant: ({ log }) => log !== undefined,
  detect,
  read,
};

/** How a log is to be read. `firstLine`: where its records begin. */
interface Manner {
  readonly pattern: LogPattern;
  readonly delimiter: string | undefined;
  readonly firstLine: number;
  readonly guessed: boolean;
  readonly isFilesOwn: boolean;
}

function detect(head: string): Detection {
  if (firstLines(head) !== undefined) return "yes";
  return KNOWN_PATTERNS.some((pattern) => tried(pattern, head, undefined).records > 0) ? "yes" : "no";
}

/** Several logs are one trace: the hosts' own logs of one run, say. */
async function read(sources: readonly Source[], context: ReadContext): Promise<Reading | undefined> {
  const events = new ClockedEvents();
  const executions = new Executions(context.options?.execution);
  for (const source of sources) {
    events.beginFile(source.name);
    if (!(await new LogReader(source, context, events, executions).read())) return undefined;
  }
  if (executions.names.length > 1) reportExecutions(executions, sources[0].name, context);
  const trace = traceFromClocks(
    events,
    { name: baseName(sources[0].name), timeUnit: "none" },
    context.report,
  );
  return {
    trace: withSnapshots(trace, sources[0].name, context),
    claims: [],
    executions: executions.names.length > 1 ? executions.names : undefined,
  };
}

/** A log's events have labels and nothing else, so these tell of snapshots. */
function withSnapshots(trace: Trace, file: string, context: ReadContext): Trace {
  const watch = SnapshotWatch.of(context, file);
  noteLabels(trace, watch);
  return withRecordedSnapshots(trace, watch, { eventOf: (event) => event, report: context.report });
}

function reportExecutions({ names, chosen }: Executions, file: string, context: ReadContext): void {
  const others = names.filter((name) => name !== chosen).join(", ");
  const message = `this log holds ${names.length} executions; read is ${chosen}, the others are ${others}`;
  context.report({
    position: { file, line: 0, column: 0 },
    severity: "info",
    code: "several-executions",
    message,
  });
}

/** The executions of a log as they go by, and which one is read. */
class Executions {
  readonly names: string[] = [];
  readonly #wanted: string | undefined;
  #current: string | undefined;

  constructor(wanted: string | undefined) {
    this.#wanted = wanted;
  }

  /** The one that is read. */
  get chosen(): string | undefined {
    return this.#wanted ?? this.names[0];
  }

  begin(name: string | undefined): void {
    this.#current = name ?? `execution ${this.names.length + 1}`;
    this.names.push(this.#current);
  }

  /** Whether a record that comes now is to be read. One before the first delimiter begins an execution without a name. */
  isRead(): boolean {
    if (this.#current === undefined) this.begin(undefined);
    return this.#current === this.chosen;
  }
}

/** What finds the records of a log, and what separates its executions. */
interface Ready {
  readonly pattern: ReadyPattern;
  readonly separator: ReadyPattern | undefined;
}

class LogReader {
  readonly #source: Source;
  readonly #context: ReadContext;
  readonly #events: ClockedEvents;
  readonly #executions: Executions;
  #passedOver = 0;
  #lastPassedOver = 0;

  constructor(source: Source, context: ReadContext, events: ClockedEvents, executions: Executions) {
    this.#source = source;
    this.#context = context;
    this.#events = events;
    this.#executions = executions;
  }

  /** Reads the whole log. Gives false where no pattern can be made of what is given. */
  async read(): Promise<boolean> {
    const head = (await headOf(this.#source, TRIED)).slice(0, TRIED);
    const manner = mannerOf(head, this.#context.options);
    const ready = this.#ready(manner);
    if (ready === undefined) return false;
    if (manner.guessed) {
      const words = `read with the pattern of ${manner.pattern.name}: ${manner.pattern.source}`;
      this.#problem(0, "info", "pattern-guessed", words);
    }
    if (manner.pattern.lines === undefined) await this.#readRecords(ready, manner.firstLine);
    else await this.#readTwoLines(manner.pattern.lines, ready.separator);
    this.#countPassedOver();
    return true;
  }

  /** The patterns made ready; undefined, with a problem reported, where they cannot be or must not be run. */
  #ready(manner: Manner): Ready | undefined {
    if (manner.isFilesOwn && this.#context.options?.trustsPatterns !== true) {
      const words = "this log brings a pattern of its own, which is not run here, for it could take for ever";
      this.#problem(1, "error", "log-pattern-refused", `${words}; the command line runs it`);
      return undefined;
    }
    const pattern = compiled(manner.pattern.source, RECORD_GROUPS);
    const delimiter = manner.delimiter === undefined ? undefined : compiled(manner.delimiter, []);
    for (const part of [pattern, delimiter]) {
      if (part?.kind !== "wrong") continue;
      this.#problem(1, "error", "log-pattern", part.message);
      return undefined;
    }
    if (pattern.kind === "wrong") return undefined;
    return {
      pattern: pattern.ready,
      separator: delimiter?.kind === "pattern" ? delimiter.ready : undefined,
    };
  }

  /** Reads by a regular expression. */
  async #readRecords({ pattern, separator }: Ready, firstLine: number): Promise<void> {
    const scanner = new LogScanner(
      pattern,
      {
        record: (host, clock, event, line) => this.#record(host, clock, event, line),
        other: (text, line) => this.#other(text, line, separator),
      },
      firstLine,
    );
    let read = 0;
    let skipped = firstLine - 1;
    for await (const piece of this.#source.text()) {
      let start = 0;
      for (; skipped > 0 && start < piece.length; skipped--) {
        const end = piece.indexOf("\n", start);
        if (end < 0) break;
        start = end + 1;
      }
      if (skipped === 0) scanner.add(start === 0 ? piece : piece.slice(start));
      read += piece.length;
      await this.#context.progress?.(read);
    }
    scanner.finish();
  }

  /** Reads what a known pattern says, faster than its regular expression would. */
  async #readTwoLines(order: LineOrder, separator: ReadyPattern | undefined): Promise<void> {
    const scanner = new TwoLineScanner(order, {
      record: (record, line) => {
        if (!this.#executions.isRead() || this.#events.addBytes(record, line)) return;
        const { bytes, host, hostEnd, clock, clockEnd } = record;
        this.#record(textOfBytes(bytes, host, hostEnd), textOfBytes(bytes, clock, clockEnd), "", line);
      },
      other: (text, line) => this.#other(text, line, separator),
    });
    let read = 0;
    for await (const piece of bytesOf(this.#source)) {
      scanner.add(piece);
      read += piece.length;
      await this.#context.progress?.(read);
    }
    scanner.finish();
  }

  #record(
    host: string | undefined,
    clock: string | undefined,
    event: string | undefined,
    line: number,
  ): void {
    if (!this.#executions.isRead()) return;
    const value = parsed(clock ?? "");
    if (!isJsonObject(value)) {
      const words = `this record's clock is no JSON object: ${clock?.slice(0, 80)}`;
      this.#problem(line, "error", "clock-json", words);
    } else if (host === undefined || host === "") {
      this.#problem(line, "error", "host-missing", "this record names no host, so it is no event");
    } else {
      this.#events.add(host, value, (event ?? "").trim(), line, Number.NaN);
    }
  }

  /** A line that is no record: it separates executions, or is passed over. */
  #other(text: string, line: number, separator: ReadyPattern | undefined): void {
    if (separator !== undefined) {
      separator.pattern.lastIndex = 0;
      const match = separator.pattern.exec(text);
      if (match !== null) {
        this.#executions.begin(separator.group(match, "trace"));
        return;
      }
    }
    this.#passOver(line);
  }

  #passOver(line: number): void {
    this.#lastPassedOver = line;
    if (++this.#passedOver > REPORTED_SINGLY) return;
    this.#problem(line, "warning", "line-passed-over", "this line fits no record of the log's pattern");
  }

  #countPassedOver(): void {
    if (this.#passedOver <= REPORTED_SINGLY) return;
    const more = this.#passedOver - REPORTED_SINGLY;
    const words = `${more} more lines fit no record, this one the last`;
    this.#problem(this.#lastPassedOver, "warning", "line-passed-over", words);
  }

  #problem(line: number, severity: Severity, code: string, message: string): void {
    const position = { file: this.#source.name, line, column: line === 0 ? 0 : 1 };
    this.#context.report({ position, severity, code, message });
  }
}

/** The user's pattern, else the file's own, else the known one that fits best. */
function mannerOf(head: string, options: ReadOptions | undefined): Manner {
  if (options?.log !== undefined) {
    const { pattern, delimiter } = options.log;
    return {
      pattern: { name: "yours", source: pattern },
      delimiter,
      firstLine: 1,
      guessed: false,
      isFilesOwn: false,
    };
  }
  const given = firstLines(head);
  if (given !== undefined) return given;
  const delimiter = new RegExp(KNOWN_DELIMITER, "m").test(head) ? KNOWN_DELIMITER : undefined;
  const tries = KNOWN_PATTERNS.map((pattern) => ({ pattern, ...tried(pattern, head, delimiter) }));
  // The fewest lines left over, then the most records, then the most told of each; one that finds none is no candidate.
  const best = tries
    .filter(({ records }) => records > 0)
    .sort(
      (a, b) => a.passedOver - b.passedOver || b.records - a.records || groups(b.pattern) - groups(a.pattern),
    )[0];
  return {
    pattern: best?.pattern ?? KNOWN_PATTERNS[0],
    delimiter,
    firstLine: 1,
    guessed: true,
    isFilesOwn: false,
  };
}

function groups(pattern: LogPattern): number {
  return pattern.source.split("(?<").length;
}

/** A pattern in the first line, a delimiter or nothing in the second, and a blank third, as ShiViz takes uploads. */
function firstLines(head: string): Manner | undefined {
  const [pattern, delimiter = ""] = head.split(/\r?\n/, 2);
  if (!RECORD_GROUPS.every((group) => pattern.includes(`(?<${group}>`))) return undefined;
  return {
    pattern: { name: "the file's first line", source: pattern },
    delimiter: delimiter === "" ? undefined : delimiter,
    firstLine: 3,
    guessed: false,
    isFilesOwn: true,
  };
}

/** How well a known pattern fits: its records, counted where the host stands in its own clock, and the lines left over. */
function tried(
  pattern: LogPattern,
  head: string,
  delimiter: string | undefined,
): { records: number; passedOver: number } {
  const ready = compiled(pattern.source, RECORD_GROUPS);
  const separator = delimiter === undefined ? undefined : compiled(delimiter, []);
  let records = 0;
  let passedOver = 0;
  if (ready.kind === "wrong") return { records, passedOver };
  const scanner = new LogScanner(ready.ready, {
    record: (host, clock) => {
      const value = parsed(clock ?? "");
      if (host !== undefined && isJsonObject(value) && Object.hasOwn(value, host)) records++;
    },
    other: (line) => {
      const isSeparator = separator?.kind === "pattern" && separator.ready.pattern.test(line);
      if (separator?.kind === "pattern") separator.ready.pattern.lastIndex = 0;
      if (!isSeparator) passedOver++;
    },
  });
  scanner.add(head.slice(0, head.lastIndexOf("\n") + 1 || head.length));
  scanner.finish();
  return { records, passedOver };
}
