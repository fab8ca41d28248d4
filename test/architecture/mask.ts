// Blanks out what is not code, so that the checks can look at sources as text without being fooled by a comment or a
// string: comments, the insides of strings, template texts and regular expressions become spaces, everything keeps
// its place. (TypeScript 7 offers no parser to call.)

/** After these words a slash begins a regular expression, after any other word it divides. */
const WORDS_BEFORE_VALUE = new Set(
  "return typeof instanceof in of new delete void throw case do else yield await export default".split(" "),
);

/** The same text, of the same length and with the same lines, with only code left in it. */
export function maskNonCode(text: string): string {
  return new Masker(text).run();
}

class Masker {
  readonly #text: string;
  readonly #out: string[];
  #at = 0;
  /** The last piece of code passed: decides what a slash means. */
  #last = "";
  /** For each open brace, whether it belongs to `${` in a template. */
  readonly #braces: boolean[] = [];

  constructor(text: string) {
    this.#text = text;
    this.#out = text.split("");
  }

  run(): string {
    if (this.#text.startsWith("#!")) this.#blankTo(this.#lineEnd());
    while (this.#at < this.#text.length) this.#step();
    return this.#out.join("");
  }

  #step(): void {
    const char = this.#text[this.#at] ?? "";
    const pair = this.#text.slice(this.#at, this.#at + 2);
    if (pair === "//") this.#blankTo(this.#lineEnd());
    else if (pair === "/*") this.#blankTo(this.#endOf("*/", this.#at + 2));
    else if (char === '"' || char === "'") this.#string(char);
    else if (char === "`") this.#template();
    else if (char === "/" && this.#slashBeginsRegex()) this.#regex();
    else if (/[\w$]/.test(char)) this.#word();
    else if (char === "}" && this.#braces.pop() === true) this.#template();
    else {
      if (char === "{") this.#braces.push(false);
      if (/\S/.test(char)) this.#last = char;
      this.#at += 1;
    }
  }

  #word(): void {
    const word = /^[\w$]+/.exec(this.#text.slice(this.#at, this.#at + 200))?.[0] ?? "";
    this.#last = word;
    this.#at += word.length;
  }

  /** The quotes stay, so that an import can still be recognised. */
  #string(quote: string): void {
    let end = this.#at + 1;
    while (end < this.#text.length && this.#text[end] !== quote && this.#text[end] !== "\n") {
      end += this.#text[end] === "\\" ? 2 : 1;
    }
    this.#at += 1;
    this.#blankTo(end);
    this.#at = end + 1;
    this.#last = quote;
  }

  /** From a backtick, or from the brace that closes `${`, to the next `${` or the closing backtick. */
  #template(): void {
    let end = this.#at + 1;
    while (end < this.#text.length && this.#text[end] !== "`" && !this.#text.startsWith("${", end)) {
      end += this.#text[end] === "\\" ? 2 : 1;
    }
    this.#at += 1;
    this.#blankTo(end);
    if (this.#text[end] === "`") {
      this.#at = end + 1;
      this.#last = "`";
    } else {
      this.#at = end + 2;
      this.#braces.push(true);
      this.#last = "{";
    }
  }

  #slashBeginsRegex(): boolean {
    if (this.#last === "") return true;
    if (/^[\w$]/.test(this.#last)) return WORDS_BEFORE_VALUE.has(this.#last);
    return !/[)\]}"'`]/.test(this.#last);
  }

  #regex(): void {
    let inClass = false;
    let end = this.#at + 1;
    for (; end < this.#text.length && this.#text[end] !== "\n"; end++) {
      const char = this.#text[end];
      if (char === "\\") end += 1;
      else if (char === "[") inClass = true;
      else if (char === "]") inClass = false;
      else if (char === "/" && !inClass) break;
    }
    this.#at += 1;
    this.#blankTo(end);
    this.#at = end + 1;
    this.#last = ")";
  }

  #lineEnd(): number {
    const end = this.#text.indexOf("\n", this.#at);
    return end === -1 ? this.#text.length : end;
  }

  #endOf(mark: string, from: number): number {
    const at = this.#text.indexOf(mark, from);
    return at === -1 ? this.#text.length : at + mark.length;
  }

  #blankTo(end: number): void {
    for (; this.#at < Math.min(end, this.#text.length); this.#at++) {
      if (this.#text[this.#at] !== "\n") this.#out[this.#at] = " ";
    }
  }
}
