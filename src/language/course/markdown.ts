// Pieces of Markdown from texts of files. Names in files may hold anything: none may start a link, a command or other
// mark-up in a hover.

/** A text as a code span, whatever it holds. */
export function code(text: string): string {
  const fence = "`".repeat(1 + Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length)));
  return fence.length === 1 ? `\`${text}\`` : `${fence} ${text} ${fence}`;
}

/** A text as plain text. */
export function plain(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]()#+\-.!<>&|~$]/g, "\\$&");
}

/** Items as a list; empty where there are none. */
export function bullets(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}
