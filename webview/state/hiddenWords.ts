// How many processes are hidden, in words: for the legend and for screen readers.

/** `1 process hidden`, `3 processes hidden`. */
export function hiddenWords(count: number): string {
  return `${count} ${count === 1 ? "process" : "processes"} hidden`;
}
