// A place in a text that comes in pieces: what is behind it is forgotten, and it knows its line. Also how the line on
// which an object begins begins, by which the next such object is found where a text is broken.

/** Characters that tell how an object begins. */
export const LEAD = 80;

const NEWLINE = 10;
/** Space, tab, carriage return, byte order mark, and the separator of JSON text sequences (RFC 7464). */
const SPACES: ReadonlySet<number> = new Set([32, 9, 13, 0xfeff, 30]);

export class TextCursor {
  text = "";
  at = 0;
  line = 1;
  /** Where the line starts; below 0 if that text is gone. */
  lineStart = 0;

  get column(): number {
    return Math.max(1, this.at - this.lineStart + 1);
  }

  /** Adds a piece and forgets the text before `at`; gives how many characters that were. */
  add(piece: string): number {
    const gone = this.at;
    this.text = gone === this.text.length ? piece : this.text.slice(gone) + piece;
    this.at = 0;
    this.lineStart -= gone;
    return gone;
  }

  moveTo(at: number, line: number, lineStart: number): void {
    this.at = at;
    this.line = line;
    this.lineStart = lineStart;
  }

  /** Steps forward and counts the lines on the way. */
  stepTo(to: number): void {
    const { text } = this;
    for (let at = text.indexOf("\n", this.at); at >= 0 && at < to; at = text.indexOf("\n", at + 1)) {
      this.line++;
      this.lineStart = at + 1;
    }
    this.at = to;
  }

  /** Steps over white space; false at the end of the text. */
  skipSpace(): boolean {
    for (; this.at < this.text.length; this.at++) {
      const code = this.text.charCodeAt(this.at);
      if (code === NEWLINE) {
        this.line++;
        this.lineStart = this.at + 1;
      } else if (!SPACES.has(code)) return true;
    }
    return false;
  }

  /** The line's text up to the first property's name of the object here; empty where the line begins otherwise. */
  lead(): string {
    if (this.lineStart < 0) return "";
    const text = this.text.slice(this.lineStart, this.at + LEAD);
    const lead = /^[ \t]*\{[ \t]*"[^"\\\n]+"/.exec(text)?.[0] ?? "";
    return lead.indexOf("{") === this.at - this.lineStart ? lead : "";
  }

  /** The name of the first property of the object here; empty where none follows. */
  firstProperty(): string {
    return /^\{\s*"([^"\\]*)"/.exec(this.text.slice(this.at, this.at + LEAD))?.[1] ?? "";
  }
}
