// Finds the records of a log by a pattern, in text that comes in pieces, with the line of each; a record may span lines
// and pieces. Lines that no record covers are told too, so that nothing is passed over in silence.

/** What the scanner finds, in the order of the text. Lines count from 1. */
export interface LogVisitor {
  /** A record, by the pattern's named groups. */
  readonly record: (groups: Readonly<Record<string, string | undefined>>, line: number) => void;
  /** A line that separates executions. */
  readonly execution: (name: string | undefined, line: number) => void;
  /** A line, not blank, that is neither. */
  readonly passedOver: (line: number) => void;
}

/** A record that ends so near to the end of what has come so far may go on in the next piece. */
const LONGEST_RECORD = 1 << 16;

export class LogScanner {
  readonly #pattern: RegExp;
  readonly #delimiter: RegExp | undefined;
  readonly #visitor: LogVisitor;
  #buffer = "";
  #line: number;

  /** `pattern` and `delimiter` are global and multi-line. `line`: the number of the first line that is given. */
  constructor(pattern: RegExp, delimiter: RegExp | undefined, visitor: LogVisitor, line = 1) {
    this.#pattern = pattern;
    this.#delimiter = delimiter;
    this.#visitor = visitor;
    this.#line = line;
  }

  /** Takes the next piece of the text. */
  add(piece: string): void {
    this.#buffer += piece.includes("\r") ? piece.replaceAll("\r", "") : piece;
    if (this.#buffer.length > 2 * LONGEST_RECORD) this.#scan(this.#buffer.length - LONGEST_RECORD);
  }

  /** The text is over. */
  finish(): void {
    this.#scan(this.#buffer.length);
    this.#between(0, this.#buffer.length);
    this.#buffer = "";
  }

  /** Takes the records that end before `limit`. */
  #scan(limit: number): void {
    const pattern = this.#pattern;
    let done = 0;
    pattern.lastIndex = 0;
    for (let match = pattern.exec(this.#buffer); match !== null; match = pattern.exec(this.#buffer)) {
      const end = match.index + match[0].length;
      if (end > limit) {
        // It may go on in what is still to come: it is kept whole, and looked at again then.
        this.#between(done, match.index);
        this.#buffer = this.#buffer.slice(match.index);
        return;
      }
      if (match[0] === "") {
        pattern.lastIndex++;
        continue;
      }
      this.#between(done, match.index);
      this.#visitor.record(match.groups ?? {}, this.#line);
      this.#line += newlines(match[0]);
      done = end;
    }
    if (done === 0 && limit < this.#buffer.length) done = this.#beforeLimit(limit);
    this.#buffer = this.#buffer.slice(done);
  }

  /** Where no record ends before the limit: passes over the whole lines before it. */
  #beforeLimit(limit: number): number {
    const end = this.#buffer.lastIndexOf("\n", limit - 1) + 1;
    this.#between(0, end);
    return end;
  }

  /** Looks at the text between two records, line by line. */
  #between(start: number, end: number): void {
    if (start === end) return;
    const lines = this.#buffer.slice(start, end).split("\n");
    lines.forEach((line, i) => {
      if (line.trim() !== "") this.#lineBetween(line, this.#line + i);
    });
    this.#line += lines.length - 1;
  }

  #lineBetween(line: string, number: number): void {
    if (this.#delimiter !== undefined) {
      this.#delimiter.lastIndex = 0;
      const match = this.#delimiter.exec(line);
      if (match !== null) {
        this.#visitor.execution(match.groups?.trace, number);
        return;
      }
    }
    this.#visitor.passedOver(number);
  }
}

function newlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count++;
  return count;
}
