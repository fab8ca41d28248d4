// Finds the records of a log in which a line with a host and its clock follows, or is followed by, a line that tells the
// event: as the known patterns of ShiViz and GoVector find them, but from bytes and without a regular expression, which
// is several times as fast. Lines that no record covers are told too.

import { textOfBytes } from "../bytes.ts";

/** Which of the two lines comes first. */
export type LineOrder = "event-first" | "clock-first";

/** Where the parts of a record lie in the bytes at hand. Valid only during the call that hands it over. */
export interface RecordBytes {
  readonly bytes: Uint8Array;
  readonly host: number;
  readonly hostEnd: number;
  readonly clock: number;
  readonly clockEnd: number;
  readonly event: number;
  readonly eventEnd: number;
}

/** What the scanner finds, in the order of the file. Lines count from 1. */
export interface TwoLineVisitor {
  readonly record: (record: RecordBytes, line: number) => void;
  /** A line, or what is left of one, that belongs to no record and is not blank. */
  readonly other: (text: string, line: number) => void;
}

const NEWLINE = 10;
const RETURN = 13;
const SPACE = 32;
const OPENING = 123;
const CLOSING = 125;
const ASCII = 128;
/** So near an end of a line is found sooner without a call. */
const NEAR = 64;
/** Bytes of a line that is looked at; what is longer belongs to no record. */
const LONGEST_LINE = 16 << 20;

export class TwoLineScanner {
  readonly #isClockFirst: boolean;
  readonly #visitor: TwoLineVisitor;
  #bytes = new Uint8Array(1 << 16);
  #length = 0;
  #line = 1;
  /** A line that is too long is being dropped. */
  #dropping = false;
  #host = 0;
  #hostEnd = 0;
  #clockEnd = 0;

  constructor(order: LineOrder, visitor: TwoLineVisitor) {
    this.#isClockFirst = order === "clock-first";
    this.#visitor = visitor;
  }

  /** Takes the next bytes of the file. */
  add(piece: Uint8Array): void {
    const wanted = this.#dropping ? this.#afterDropped(piece) : piece;
    this.#append(wanted.includes(RETURN) ? wanted.filter((byte) => byte !== RETURN) : wanted);
    const done = this.#take(false);
    this.#bytes.copyWithin(0, done, this.#length);
    this.#length -= done;
    if (this.#length > LONGEST_LINE) this.#drop();
  }

  /** The file is over. */
  finish(): void {
    this.#take(true);
    this.#length = 0;
  }

  #append(piece: Uint8Array): void {
    const length = this.#length + piece.length;
    if (length > this.#bytes.length) {
      const bytes = new Uint8Array(Math.max(length, 2 * this.#bytes.length));
      bytes.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = bytes;
    }
    this.#bytes.set(piece, this.#length);
    this.#length = length;
  }

  /** Takes the records and lines that are there as a whole; gives where the rest begins. */
  #take(isLast: boolean): number {
    let start = 0;
    for (;;) {
      const end = this.#lineEnd(start);
      if (end < 0) {
        if (!isLast) return start;
        // The last line does not end, so no second line can follow it.
        this.#other(start, this.#length);
        return this.#length;
      }
      const next = this.#lineEnd(end + 1);
      if (next < 0 && !isLast) return start;
      start = this.#record(start, end, next < 0 ? this.#length : next);
    }
  }

  /** Gives up a line that has become too long, and the one before it if that was still waiting. */
  #drop(): void {
    const end = this.#lineEnd(0);
    if (end >= 0) {
      this.#other(0, end);
      this.#line++;
    }
    this.#visitor.other("a line that is too long", this.#line);
    this.#length = 0;
    this.#dropping = true;
  }

  /** What follows the line that is being dropped. */
  #afterDropped(piece: Uint8Array): Uint8Array {
    const end = piece.indexOf(NEWLINE);
    if (end < 0) return piece.subarray(piece.length);
    this.#dropping = false;
    this.#line++;
    return piece.subarray(end + 1);
  }

  /** Takes the record of two lines, or else the first of them as another; gives where it goes on. */
  #record(start: number, end: number, next: number): number {
    const isRecord = this.#isClockFirst
      ? this.#isClockLine(start, end) && this.#clockEnd === end
      : this.#isClockLine(end + 1, next);
    if (!isRecord) {
      this.#other(start, end);
      this.#line++;
      return end + 1;
    }
    this.#visitor.record(
      {
        bytes: this.#bytes,
        host: this.#host,
        hostEnd: this.#hostEnd,
        clock: this.#hostEnd + 1,
        clockEnd: this.#clockEnd,
        event: this.#isClockFirst ? end + 1 : start,
        eventEnd: this.#isClockFirst ? next : end,
      },
      this.#line++,
    );
    if (!this.#isClockFirst) this.#other(this.#clockEnd, next);
    this.#line++;
    return next + 1;
  }

  /** Whether a line has a host, a space and a clock; says where they are. */
  #isClockLine(start: number, end: number): boolean {
    const bytes = this.#bytes;
    let at = start;
    let isPlain = true;
    for (; at < end && bytes[at] !== SPACE; at++) {
      if (bytes[at] < SPACE || bytes[at] >= ASCII) isPlain = false;
    }
    if (at === end || bytes[at + 1] !== OPENING) return false;
    if (!isPlain && /\s/.test(textOfBytes(bytes, start, at))) return false;
    let closing = end - 1;
    while (closing > at + 1 && bytes[closing] !== CLOSING) closing--;
    this.#host = start;
    this.#hostEnd = at;
    this.#clockEnd = closing + 1;
    return closing > at + 1;
  }

  #other(start: number, end: number): void {
    if (start >= end) return;
    const text = textOfBytes(this.#bytes, start, end);
    if (text.trim() !== "") this.#visitor.other(text, this.#line);
  }

  /** The end of the line that begins here, below 0 where it is not there yet. */
  #lineEnd(start: number): number {
    const bytes = this.#bytes;
    const near = Math.min(start + NEAR, this.#length);
    for (let at = start; at < near; at++) if (bytes[at] === NEWLINE) return at;
    const end = bytes.indexOf(NEWLINE, near);
    return end < this.#length ? end : -1;
  }
}
