// Formats the text of a .lightcone file: indents by braces, one blank between words (two after a closing brace, where the
// author sets parts of one line apart), at most one empty line. Lines and comments stay where the author put them, and
// every word stays as it is, so the meaning does.

type Kind = "comment" | "block" | "string" | "word" | "number" | "sign";

interface Token {
  readonly kind: Kind;
  readonly text: string;
  /** Line breaks between the token before it and this one. */
  readonly breaks: number;
  /** Whether there is more than one blank. */
  readonly apart: boolean;
}

const INDENT = "    ";

/** The formatted text; the text itself where something in it is not of the language at all. */
export function formatText(text: string): string {
  const tokens = tokensOf(text);
  if (tokens === undefined) return text;
  const lines: string[] = [];
  let line = "";
  let depth = 0;
  let continued = false;
  let before: Token | undefined;
  let beforeThat: Token | undefined;
  for (const token of tokens) {
    if (before === undefined || token.breaks > 0 || before.kind === "comment") {
      if (before !== undefined) lines.push(line);
      if (before !== undefined && token.breaks > 1) lines.push("");
      const closes = /^[}\]]$/.test(token.text) ? 1 : 0;
      line = INDENT.repeat(Math.max(0, depth - closes) + (continued && closes === 0 ? 1 : 0)) + token.text;
    } else {
      line += gap(beforeThat, before, token) + token.text;
    }
    if (token.kind === "sign" && /^[{[]$/.test(token.text)) depth++;
    if (token.kind === "sign" && /^[}\]]$/.test(token.text)) depth = Math.max(0, depth - 1);
    // Between braces a list is indented by them already.
    if (token.kind !== "comment" && token.kind !== "block") continued = token.text === "," && depth === 0;
    beforeThat = before;
    before = token;
  }
  if (before !== undefined) lines.push(line);
  return lines
    .map((each) => each.trimEnd())
    .join("\n")
    .concat(lines.length === 0 ? "" : "\n");
}

/** What stands between two tokens of one line. */
function gap(beforeThat: Token | undefined, before: Token, token: Token): string {
  if (token.kind === "comment") return "  ";
  if (token.text === "," || token.text === ".." || before.text === "..") return "";
  if (before.text === "-" && before.kind === "sign" && token.kind === "number") {
    // A sign belongs to its number, but `- 3 tokens` in a list of changes takes away three.
    return beforeThat?.text === "{" || beforeThat?.text === "," ? " " : "";
  }
  return token.apart && /^[}\]]$/.test(before.text) && token.kind !== "sign" ? "  " : " ";
}

function tokensOf(text: string): Token[] | undefined {
  const pattern =
    /(\s+)|(\/\/[^\n\r]*)|(\/\*[\s\S]*?\*\/)|("[^"\n\r]*")|(\d+(?:\.\d+)?)|([\p{L}_][\p{L}\p{N}_]*(?:-[\p{L}\p{N}_]+)*)|(<->|->|\.\.|\+=|-=|[{}[\],:=+%-])/uy;
  const kinds: readonly Kind[] = ["comment", "block", "string", "number", "word", "sign"];
  const tokens: Token[] = [];
  let space = "";
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (match === null) return undefined;
    if (match[1] !== undefined) {
      space = match[1];
      continue;
    }
    const kind = kinds[match.findIndex((group, i) => i >= 2 && group !== undefined) - 2];
    const breaks = space.split(/\r\n|\r|\n/).length - 1;
    tokens.push({ kind, text: match[0].trimEnd(), breaks, apart: space.length > 1 });
    space = "";
  }
  return tokens;
}
