// Walks the pieces of a JSON text, or of several in a row (JSON Lines among them), and hands over the wanted records one
// by one. What is broken is reported with its place, and reading goes on with the next thing that looks like a record.
//
// `JSON.parse` does the work wherever it can: on whole lines, and on runs of records, whose end is guessed from how the
// last ones were separated. A guess cannot mislead: a run that parses as a list's content ends where an element ends.

import { type Extent, OwnPlace, SharedPlace } from "./places.ts";
import {
  isJsonObject,
  type JsonPlan,
  leadPlans,
  planInside,
  type RecordVisitor,
  rescuePlan,
} from "./plan.ts";
import { type ScanResult, ValueScan } from "./valueScan.ts";

/** Characters in one record, or in one line that is parsed whole. */
const LONGEST_RECORD = 16 << 20;
const LONGEST_LINE = 4 << 20;
/** Characters that are parsed as one run. */
const RUN = 1 << 17;
/** Records, or lines, that are read one by one after a guess that failed. */
const PAUSE = 256;
/** Characters looked through for the next sound record, over the whole text. */
const RESCUE_BUDGET = 256 << 20;
const LONGEST_RESCUE = 1 << 20;

type Expect = "value" | "element" | "key" | "colon" | "next" | "rescue";

interface Frame {
  readonly isList: boolean;
  readonly plan: JsonPlan | undefined;
}

export class RecordScanner {
  readonly #plan: JsonPlan;
  readonly #visitor: RecordVisitor;
  readonly #guess: boolean;
  #text = "";
  #at = 0;
  #line = 1;
  #lineStart = 0;
  #final = false;
  #frames: Frame[] = [];
  #expect: Expect = "value";
  /** The plan of the value that is expected or being scanned. */
  #valuePlan: JsonPlan | undefined;
  /** Whether `#scan` is under way, from `#at` on. */
  #scanning = false;
  readonly #scan = new ValueScan();
  /** A value that is only stepped over, because nobody wants it or because it is too long. */
  #skipping = false;
  /** How the first line of the document begins. */
  #documentLead = "";
  /** The last record's end in `#text`, and what stands between two records, with the beginning of the second. */
  #lastEnd = -1;
  #boundary = "";
  #pause = 0;
  #rescued = false;
  #budget = RESCUE_BUDGET;

  /** `guess`: whether lines and runs of records are parsed together where that is possible. */
  constructor(plan: JsonPlan, visitor: RecordVisitor, guess = true) {
    this.#plan = plan;
    this.#valuePlan = plan;
    this.#visitor = visitor;
    this.#guess = guess;
  }

  feed(piece: string): void {
    const gone = this.#at;
    this.#text = this.#text.slice(gone) + piece;
    this.#at = 0;
    this.#lineStart -= gone;
    this.#lastEnd -= gone;
    this.#scan.shift(gone);
    this.#run();
  }

  finish(): void {
    this.#final = true;
    this.#run();
    if (this.#frames.length > 0 && !this.#rescued) {
      this.#fault("truncated", "the file ends before this list or object is closed");
    }
    while (this.#frames.length > 0) this.#pop();
  }

  #run(): void {
    while (this.#step());
  }

  /** Takes one step; false where more text is needed first. */
  #step(): boolean {
    if (this.#scanning) return this.#goOn();
    if (this.#expect === "rescue") return this.#rescue();
    if (!this.#skipSpace()) return false;
    const code = this.#text.charCodeAt(this.#at);
    switch (this.#expect) {
      case "value":
        return this.#value(code);
      case "element":
        return code === 93 ? this.#close(true) : this.#value(code);
      case "key":
        return this.#key(code);
      case "colon":
        if (code !== 58) return this.#broken("a colon is missing here");
        this.#at++;
        this.#expect = "value";
        return true;
      default:
        return this.#next(code);
    }
  }

  /** Steps over white space; false at the end of the text. */
  #skipSpace(): boolean {
    const text = this.#text;
    for (; this.#at < text.length; this.#at++) {
      const code = text.charCodeAt(this.#at);
      if (code === 10) {
        this.#line++;
        this.#lineStart = this.#at + 1;
      } else if (code !== 32 && code !== 9 && code !== 13 && code !== 0xfeff && code !== 30) return true;
    }
    return false;
  }

  #value(code: number): boolean {
    const isList = code === 91;
    const top = this.#frames.length === 0;
    if (top && this.#guess) {
      if (code === 123 || isList) {
        const whole = this.#wholeLine();
        if (whole !== undefined) return whole;
      }
      this.#documentLead = this.#leadAt(this.#at);
    }
    if (top && code !== 123 && !isList) return this.#stray(code);
    const plan = this.#valuePlan;
    if ((code === 123 || isList) && planInside(plan, isList)) return this.#open(isList, plan);
    if (plan?.record !== undefined && this.#guess && this.#inRecordList()) {
      this.#learnBoundary();
      if (this.#recordRun(plan)) return true;
    }
    const lead = plan?.record === undefined ? this.#documentLead : this.#leadAt(this.#at);
    this.#scan.begin(this.#text, this.#at, this.#line, this.#lineStart, lead || this.#documentLead);
    this.#scanning = true;
    this.#skipping = plan?.record === undefined;
    return true;
  }

  /** After a rescue the closing brackets of what was lost are left over. */
  #stray(code: number): boolean {
    if (this.#rescued && (code === 125 || code === 93 || code === 44)) {
      this.#at++;
      return true;
    }
    return this.#broken("here should be a list or an object");
  }

  #open(isList: boolean, plan: JsonPlan | undefined): boolean {
    this.#at++;
    this.#frames.push({ isList, plan });
    if (!isList && plan?.scope !== undefined) this.#visitor.enter?.(plan.scope);
    this.#expect = isList ? "element" : "key";
    this.#valuePlan = isList ? plan?.items : undefined;
    return true;
  }

  #close(isList: boolean): boolean {
    if (this.#frames.at(-1)?.isList !== isList) return this.#broken("this bracket closes nothing");
    this.#at++;
    this.#pop();
    this.#afterValue();
    return true;
  }

  #pop(): void {
    const frame = this.#frames.pop();
    if (frame !== undefined && !frame.isList && frame.plan?.scope !== undefined)
      this.#visitor.leave?.(frame.plan.scope);
  }

  #afterValue(): void {
    const top = this.#frames.length === 0;
    this.#expect = top ? "value" : "next";
    if (top) this.#valuePlan = this.#plan;
  }

  #key(code: number): boolean {
    if (code === 125) return this.#close(false);
    if (code !== 34) return this.#broken("a property's name is missing here");
    const scan = new ValueScan();
    scan.begin(this.#text, this.#at, this.#line, this.#lineStart, "");
    const result = scan.run(this.#text);
    if (result === "more" && this.#text.length - this.#at < LONGEST_RESCUE && !this.#final) return false;
    const name = result === "end" ? parsed(this.#text.slice(this.#at, scan.at)) : undefined;
    if (typeof name !== "string") return this.#broken("a property's name is broken here");
    this.#at = scan.at;
    this.#valuePlan = this.#frames.at(-1)?.plan?.fields?.get(name);
    this.#expect = "colon";
    return true;
  }

  #next(code: number): boolean {
    const frame = this.#frames.at(-1);
    if (code === 93 || code === 125) return this.#close(code === 93);
    if (code !== 44 || frame === undefined) return this.#broken("a comma is missing here");
    this.#at++;
    this.#expect = frame.isList ? "value" : "key";
    this.#valuePlan = frame.isList ? frame.plan?.items : undefined;
    return true;
  }

  /** Goes on with the value that is being scanned. */
  #goOn(): boolean {
    const result = this.#scan.run(this.#text);
    if (result === "more") return this.#needsMore();
    this.#scanning = false;
    if (result !== "end") return this.#brokenRecord(result);
    return this.#ended();
  }

  #needsMore(): boolean {
    if (this.#skipping) {
      this.#at = this.#scan.at;
    } else if (this.#scan.at - this.#at > LONGEST_RECORD) {
      this.#fault("record-too-long", "this record is longer than 16 million characters and left out");
      this.#skipping = true;
    }
    if (!this.#final) return false;
    this.#scanning = false;
    if (this.#frames.length === 0) return false;
    return this.#brokenRecord("more");
  }

  #ended(): boolean {
    const start = this.#at;
    const { at: end } = this.#scan;
    const name = this.#valuePlan?.record;
    if (!this.#skipping && name !== undefined) {
      const text = this.#text.slice(start, end);
      const value = parsed(text);
      if (value === undefined) return this.#brokenRecord("broken");
      this.#visitor.record(name, value, new OwnPlace(this.#line, start - this.#lineStart + 1, text));
    }
    this.#moveTo(end, this.#scan.line, this.#scan.lineStart);
    this.#lastEnd = end;
    this.#afterValue();
    return true;
  }

  #moveTo(at: number, line: number, lineStart: number): void {
    this.#at = at;
    this.#line = line;
    this.#lineStart = lineStart;
  }

  // Parsing lines and runs of records as a whole.

  /** Parses the line that begins here, if it is a whole document. Undefined where it is not. */
  #wholeLine(): boolean | undefined {
    if (this.#pause > 0) {
      this.#pause--;
      return undefined;
    }
    const start = this.#at;
    const found = this.#text.indexOf("\n", start);
    if (found < 0 && !this.#final) return this.#text.length - start > LONGEST_LINE ? undefined : false;
    const end = found < 0 ? this.#text.length : found;
    if (end - start < 3 || end - start > LONGEST_LINE) return undefined;
    const text = this.#text.slice(start, end);
    const value = parsed(text);
    if (value === undefined) {
      // A document of many lines, or a broken one: the careful way will tell.
      this.#pause = 1;
      return undefined;
    }
    const place = new SharedPlace(text, this.#plan, start - this.#lineStart + 1, extentsOf);
    place.line = this.#line;
    this.#walk(value, this.#plan, place);
    place.index = 0;
    this.#at = end;
    return true;
  }

  #walk(value: unknown, plan: JsonPlan, place: SharedPlace): void {
    if (Array.isArray(value) && plan.items !== undefined) {
      for (const item of value) this.#walk(item, plan.items, place);
    } else if (isJsonObject(value) && plan.fields !== undefined) {
      if (plan.scope !== undefined) this.#visitor.enter?.(plan.scope);
      for (const name of Object.keys(value)) {
        const part = plan.fields.get(name);
        if (part !== undefined) this.#walk(value[name], part, place);
      }
      if (plan.scope !== undefined) this.#visitor.leave?.(plan.scope);
    } else if (plan.record !== undefined) {
      this.#visitor.record(plan.record, value, place);
      place.index++;
    }
  }

  #inRecordList(): boolean {
    return this.#frames.at(-1)?.isList === true;
  }

  /** Remembers what stood between the last record and the one that begins here. */
  #learnBoundary(): void {
    if (this.#lastEnd <= 0 || this.#at - this.#lastEnd > 64) return;
    const quote = this.#text.indexOf('"', this.#text.indexOf('"', this.#at) + 1);
    if (quote < 0 || quote - this.#at > 64) return;
    this.#boundary = this.#text.slice(this.#lastEnd - 1, quote + 1);
    this.#lastEnd = -1;
  }

  /** Parses as many records as fit into a run. False where that did not work. */
  #recordRun(plan: JsonPlan): boolean {
    if (this.#pause > 0) {
      this.#pause--;
      return false;
    }
    if (!this.#boundary.startsWith("}") || !this.#boundary.includes("{")) return false;
    const start = this.#at;
    const last = this.#text.lastIndexOf(this.#boundary, start + RUN);
    if (last <= start) return false;
    const text = this.#text.slice(start, last + 1);
    const values = parsed(`[${text}]`);
    if (!Array.isArray(values)) {
      this.#pause = PAUSE;
      return false;
    }
    const place = new SharedPlace(text, plan, start - this.#lineStart + 1, (run, item) =>
      extentsOf(`[${run}]`, { items: item }).map((extent) => shifted(extent)),
    );
    this.#handOver(values, text, plan, place);
    this.#at = last + 1;
    this.#lastEnd = -1;
    this.#afterValue();
    return true;
  }

  /** Hands the records of a run over, each with its line. */
  #handOver(values: readonly unknown[], text: string, plan: JsonPlan, place: SharedPlace): void {
    const name = plan.record ?? "";
    const oneLine = !text.includes("\n");
    const starts = oneLine ? undefined : this.#startsIn(text, values.length, plan);
    let at = 0;
    for (let i = 0; i < values.length; i++) {
      if (starts !== undefined) at = this.#countLines(text, at, starts[i]);
      place.line = this.#line;
      place.index = i;
      this.#visitor.record(name, values[i], place);
    }
    if (!oneLine) this.#countLines(text, at, text.length);
  }

  /** Where the records of a run begin. */
  #startsIn(text: string, count: number, plan: JsonPlan): number[] {
    const starts = [0];
    const gap = this.#boundary.indexOf("{");
    for (
      let at = text.indexOf(this.#boundary);
      at >= 0;
      at = text.indexOf(this.#boundary, at + this.#boundary.length)
    )
      starts.push(at + gap);
    if (starts.length === count) return starts;
    return extentsOf(`[${text}]`, { items: plan }).map(({ start }) => start - 1);
  }

  #countLines(text: string, from: number, to: number): number {
    for (let at = text.indexOf("\n", from); at >= 0 && at < to; at = text.indexOf("\n", at + 1)) {
      this.#line++;
      this.#lineStart = this.#at + at + 1;
    }
    return to;
  }

  // What is broken.

  #brokenRecord(result: ScanResult): boolean {
    const words = {
      more: "the file ends inside what begins here",
      deep: "what begins here is nested too deeply and left out",
      broken: "what begins here is not valid JSON",
      end: "what begins here is not valid JSON",
    };
    return this.#broken(words[result]);
  }

  /** Reports what begins here and looks for the next sound record. */
  #broken(message: string): boolean {
    this.#fault("json", message);
    this.#scanning = false;
    this.#expect = "rescue";
    this.#pause = PAUSE;
    return true;
  }

  #fault(code: string, message: string): void {
    this.#visitor.fault({
      line: this.#line,
      column: Math.max(1, this.#at - this.#lineStart + 1),
      code,
      message,
    });
  }
}
