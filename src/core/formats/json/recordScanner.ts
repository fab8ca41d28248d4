// Walks the pieces of a JSON text, or of several in a row (JSON Lines among them), and hands over the wanted records one
// by one. What is broken is reported with its place, and reading goes on with the next thing that looks like a record.
//
// `JSON.parse` does the work wherever it can: on whole lines, and on runs of records.

import { parsed } from "./parsed.ts";
import { OwnPlace, SharedPlace } from "./places.ts";
import {
  type Extent,
  type Frame,
  type JsonPlan,
  planInside,
  plansByFirstProperty,
  type RecordVisitor,
  rescuePlan,
} from "./plan.ts";
import { type RecordRun, RecordRuns } from "./recordRuns.ts";
import { LEAD, TextCursor } from "./textCursor.ts";
import { type ScanResult, ValueScan } from "./valueScan.ts";
import { walkValue } from "./walkValue.ts";

/** Characters in one record, or in one line that is parsed whole. */
const LONGEST_RECORD = 16 << 20;
const LONGEST_LINE = 4 << 20;
/** Records, or lines, that are read one by one after a guess that failed. */
const PAUSE = 256;
/** Characters looked through for the next sound record, over the whole text. */
const RESCUE_BUDGET = 64 << 20;
const LONGEST_RESCUE = 1 << 20;
/** What a look at something that turns out to be broken costs besides, in characters. */
const ATTEMPT = 1000;

type Expect = "value" | "element" | "key" | "colon" | "next" | "rescue";

export class RecordScanner {
  readonly #plan: JsonPlan;
  readonly #visitor: RecordVisitor;
  readonly #guess: boolean;
  readonly #rescuePlan: JsonPlan | undefined;
  readonly #beginnings: ReadonlyMap<string, JsonPlan>;
  readonly #cursor = new TextCursor();
  #final = false;
  #frames: Frame[] = [];
  #expect: Expect = "value";
  /** The plan of the value that is expected or being scanned. */
  #valuePlan: JsonPlan | undefined;
  /** Whether `#scan` is under way. */
  #scanning = false;
  readonly #scan = new ValueScan();
  /** A value that is only stepped over, because nobody wants it or because it is too long. */
  #skipping = false;
  /** How the first line of the document begins. */
  #documentLead = "";
  readonly #runs = new RecordRuns();
  /** The last record's end in `#text`. */
  #lastEnd = -1;
  #pause = 0;
  #rescued = false;
  #budget = RESCUE_BUDGET;

  /** `guess`: whether lines and runs of records are parsed together where that is possible. */
  constructor(plan: JsonPlan, visitor: RecordVisitor, guess = true) {
    this.#plan = plan;
    this.#valuePlan = plan;
    this.#visitor = visitor;
    this.#guess = guess;
    this.#rescuePlan = rescuePlan(plan);
    this.#beginnings = plansByFirstProperty(plan);
  }

  feed(piece: string): void {
    const gone = this.#cursor.add(piece);
    this.#lastEnd -= gone;
    this.#scan.shift(gone);
    while (this.#step());
  }

  finish(): void {
    this.#final = true;
    while (this.#step());
    if (this.#frames.length > 0 && !this.#rescued && this.#expect !== "rescue") {
      this.#fault("truncated", "the file ends before this list or object is closed");
    }
    while (this.#frames.length > 0) this.#pop();
  }

  /** Takes one step; false where more text is needed first. */
  #step(): boolean {
    if (this.#scanning) return this.#goOn();
    if (this.#expect === "rescue") return this.#rescue();
    if (!this.#cursor.skipSpace()) return false;
    const code = this.#cursor.text.charCodeAt(this.#cursor.at);
    switch (this.#expect) {
      case "value":
        return this.#value(code);
      case "element":
        return code === 93 ? this.#close(true) : this.#value(code);
      case "key":
        return this.#key(code);
      case "colon":
        if (code !== 58) return this.#broken("a colon is missing here");
        this.#cursor.at++;
        this.#expect = "value";
        return true;
      default:
        return this.#next(code);
    }
  }

  #value(code: number): boolean {
    const isList = code === 91;
    const top = this.#frames.length === 0;
    if (top && ((code !== 123 && !isList) || !planInside(this.#plan, isList))) return this.#stray(code);
    if (top && this.#guess) {
      this.#documentLead = this.#cursor.lead() || this.#documentLead;
      const whole = this.#wholeLine();
      if (whole !== undefined) return whole;
    }
    const plan = this.#valuePlan;
    if ((code === 123 || isList) && planInside(plan, isList)) {
      if (!top && this.#documentLead !== "" && this.#cursor.lead() === this.#documentLead)
        return this.#broken("what begins before this line is never closed");
      return this.#open(isList, plan);
    }
    if (plan?.record !== undefined && this.#guess && this.#frames.at(-1)?.isList === true) {
      this.#runs.learn(this.#cursor.text, this.#lastEnd, this.#cursor.at);
      if (this.#recordRun(plan)) return true;
    }
    const lead = plan?.record === undefined ? this.#documentLead : this.#cursor.lead();
    this.#scan.begin(this.#cursor, lead || this.#documentLead);
    this.#scanning = true;
    this.#skipping = plan?.record === undefined;
    return true;
  }

  /** What is at the top and no document. After a rescue the closing brackets of what was lost are left over. */
  #stray(code: number): boolean {
    if (this.#rescued && (code === 125 || code === 93 || code === 44)) {
      this.#cursor.at++;
      return true;
    }
    return this.#broken("here should be a list or an object");
  }

  #open(isList: boolean, plan: JsonPlan | undefined): boolean {
    this.#cursor.at++;
    this.#frames.push({ isList, plan });
    if (!isList && plan?.scope !== undefined) this.#visitor.enter?.(plan.scope);
    this.#expect = isList ? "element" : "key";
    this.#valuePlan = isList ? plan?.items : undefined;
    return true;
  }

  #close(isList: boolean): boolean {
    if (this.#frames.at(-1)?.isList !== isList && !this.#rescued)
      return this.#broken("this bracket closes nothing");
    this.#cursor.at++;
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
    scan.begin(this.#cursor);
    const result = scan.run(this.#cursor.text);
    if (result === "more" && this.#cursor.text.length - this.#cursor.at < LONGEST_RESCUE && !this.#final)
      return false;
    const name = result === "end" ? parsed(this.#cursor.text.slice(this.#cursor.at, scan.at)) : undefined;
    if (typeof name !== "string") return this.#broken("a property's name is broken here");
    this.#cursor.at = scan.at;
    this.#valuePlan = this.#frames.at(-1)?.plan?.fields?.get(name);
    this.#expect = "colon";
    return true;
  }

  #next(code: number): boolean {
    const frame = this.#frames.at(-1);
    if (code === 93 || code === 125) return this.#close(code === 93);
    if (code !== 44 || frame === undefined) return this.#broken("a comma is missing here");
    this.#cursor.at++;
    this.#expect = frame.isList ? "value" : "key";
    this.#valuePlan = frame.isList ? frame.plan?.items : undefined;
    return true;
  }

  /** Goes on with the value that is being scanned. */
  #goOn(): boolean {
    const result = this.#scan.run(this.#cursor.text);
    if (result === "more") return this.#needsMore();
    this.#scanning = false;
    if (result !== "end") return this.#brokenRecord(result);
    return this.#ended();
  }

  #needsMore(): boolean {
    if (this.#skipping) {
      this.#cursor.moveTo(this.#scan.at, this.#scan.line, this.#scan.lineStart);
    } else if (this.#scan.at - this.#cursor.at > LONGEST_RECORD) {
      this.#fault("record-too-long", "this record is longer than 16 million characters and left out");
      this.#skipping = true;
    }
    if (!this.#final) return false;
    this.#scanning = false;
    if (this.#frames.length === 0) return false;
    return this.#brokenRecord("more");
  }

  #ended(): boolean {
    const start = this.#cursor.at;
    const { at: end } = this.#scan;
    const name = this.#valuePlan?.record;
    if (!this.#skipping && name !== undefined) {
      const text = this.#cursor.text.slice(start, end);
      const value = parsed(text);
      if (value === undefined) return this.#brokenRecord("broken");
      const { line, column } = this.#cursor;
      this.#visitor.record(name, value, new OwnPlace({ start, end, line, column }, text));
    }
    this.#cursor.moveTo(end, this.#scan.line, this.#scan.lineStart);
    this.#lastEnd = end;
    this.#afterValue();
    return true;
  }

  // Parsing lines and runs of records as a whole.

  /** Parses the line that begins here, if it is a whole document. Undefined where it is not. */
  #wholeLine(): boolean | undefined {
    if (this.#pause > 0) {
      this.#pause--;
      return undefined;
    }
    const start = this.#cursor.at;
    const found = this.#cursor.text.indexOf("\n", start);
    if (found < 0 && !this.#final) return this.#cursor.text.length - start > LONGEST_LINE ? undefined : false;
    const end = found < 0 ? this.#cursor.text.length : found;
    if (end - start < 3 || end - start > LONGEST_LINE) return undefined;
    const text = this.#cursor.text.slice(start, end);
    const value = parsed(text);
    if (value === undefined) {
      // A document of many lines, or a broken one: the careful way will tell.
      this.#pause = 1;
      return undefined;
    }
    const place = new SharedPlace(text, this.#cursor.column, (line) => extentsOf(line, this.#plan, false));
    place.line = this.#cursor.line;
    walkValue(value, this.#plan, this.#visitor, place);
    this.#cursor.at = end;
    return true;
  }

  /** Parses as many records as fit into a run. False where that did not work. */
  #recordRun(plan: JsonPlan): boolean {
    if (this.#pause > 0) {
      this.#pause--;
      return false;
    }
    const { text, at } = this.#cursor;
    const end = this.#runs.endOf(text, at);
    if (end <= at) return false;
    const run = this.#runs.cut(text, at, end);
    if (run === undefined) {
      this.#pause = PAUSE;
      return false;
    }
    this.#handOver(run, plan);
    this.#lastEnd = end;
    this.#afterValue();
    return true;
  }

  /** Hands the records of a run over, each with its line, and steps to the run's end. */
  #handOver(run: RecordRun, plan: JsonPlan): void {
    const first = this.#cursor.at;
    const place = new SharedPlace(run.text, this.#cursor.column, (text) => extentsOf(text, plan, true));
    const starts = run.text.includes("\n") ? (this.#runs.startsIn(run) ?? place.starts()) : [];
    for (const [index, value] of run.values.entries()) {
      if (starts.length > 0) this.#cursor.stepTo(first + starts[index]);
      place.line = this.#cursor.line;
      place.index = index;
      this.#visitor.record(plan.record ?? "", value, place);
    }
    this.#cursor.stepTo(first + run.text.length);
  }

  // What is broken.

  #brokenRecord(result: ScanResult): boolean {
    if (result === "more") this.#broken("the file ends inside what begins here");
    else if (result === "deep") this.#broken("what begins here is nested too deeply and left out");
    else this.#broken("what begins here is not valid JSON");
    // Not here again: what begins here has had its chance.
    this.#cursor.at++;
    return true;
  }

  /** Reports what is here and looks for the next sound record. What follows from an earlier fault is not told again. */
  #broken(message: string): boolean {
    if (!this.#rescued) this.#fault("json", message);
    this.#scanning = false;
    this.#expect = "rescue";
    this.#pause = PAUSE;
    return true;
  }

  #fault(code: string, message: string): void {
    const { line, column } = this.#cursor;
    this.#visitor.fault({ line, column, code, message });
  }

  /** Looks at the next opening brace: does something begin there with which reading can go on? */
  #rescue(): boolean {
    const brace = this.#budget < 0 ? -1 : this.#cursor.text.indexOf("{", this.#cursor.at);
    this.#cursor.stepTo(brace < 0 ? this.#cursor.text.length : brace);
    if (brace < 0) return false;
    if (!this.#final && this.#cursor.text.length - brace < LEAD) return false;
    const lead = this.#cursor.lead();
    if (lead !== "" && lead === this.#documentLead) return this.#takeUp([], this.#plan, false);
    const property = this.#cursor.firstProperty();
    const scope = this.#beginnings.get(property);
    if (scope !== undefined) return this.#takeUp([{ isList: true, plan: { items: scope } }], scope, true);
    const record = property === "" ? undefined : this.#rescuePlan;
    const sound = record === undefined ? false : this.#soundRecord(brace, record);
    if (sound === undefined) return false;
    if (record === undefined || !sound) this.#cursor.at++;
    else this.#takeUpRecords(record);
    return true;
  }

  /** Whether a record stands here; undefined where more text is needed. */
  #soundRecord(at: number, plan: JsonPlan): boolean | undefined {
    const scan = new ValueScan();
    scan.begin(this.#cursor);
    const result = scan.run(this.#cursor.text);
    if (result === "more" && !this.#final && scan.at - at < LONGEST_RESCUE) return undefined;
    this.#budget -= scan.at - at + ATTEMPT;
    if (this.#budget < 0) this.#fault("too-broken", "too much is broken before here; the rest is not read");
    return result === "end" && plan.isRecord?.(parsed(this.#cursor.text.slice(at, scan.at))) === true;
  }

  /** Goes on here inside these frames; those that were open are left. */
  #takeUp(frames: Frame[], plan: JsonPlan, rescued: boolean): boolean {
    while (this.#frames.length > 0) this.#pop();
    this.#frames = frames;
    this.#rescued = rescued;
    this.#expect = "value";
    this.#valuePlan = plan;
    this.#pause = 0;
    return true;
  }

  /** Goes on here in the list of records that is open; where none is, as if there were one. */
  #takeUpRecords(plan: JsonPlan): void {
    if (this.#frames.some((frame) => frame.isList && frame.plan?.items?.isRecord !== undefined)) {
      while (this.#frames.at(-1)?.plan?.items?.isRecord === undefined) this.#pop();
    } else {
      this.#frames.push({ isList: true, plan: { items: plan } });
      this.#rescued = true;
    }
    this.#expect = "value";
    this.#valuePlan = this.#frames.at(-1)?.plan?.items;
  }
}

/** The records of a text that is known to be sound, in order. `inside`: the text is the content of a list of them. */
function extentsOf(text: string, plan: JsonPlan, inside: boolean): Extent[] {
  const shift = inside ? 1 : 0;
  const extents: Extent[] = [];
  const visitor: RecordVisitor = {
    record: (_name, _value, place) => {
      const { start, end, line, column } = place.extent();
      extents.push({
        start: start - shift,
        end: end - shift,
        line,
        column: line === 1 ? column - shift : column,
      });
    },
    fault: () => {},
  };
  const scanner = new RecordScanner(inside ? { items: plan } : plan, visitor, false);
  scanner.feed(inside ? `[${text}]` : text);
  scanner.finish();
  return extents;
}
