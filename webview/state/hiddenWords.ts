// How many processes are hidden, in words: the legend shows it beside the way to show them all again, and screen readers
// are told it.

/** `1 process hidden`, `3 processes hidden`. */
export function hiddenWords(count: number): string {
  return `${count} ${count === 1 ? "process" : "processes"} hidden`;
}
