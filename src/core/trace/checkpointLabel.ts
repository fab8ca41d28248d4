// Events with which a process saves its state by itself, without a snapshot algorithm: their labels say so, in authored
// scenarios (`P does "checkpoint 1"`) and in recorded traces. The recovery line is made of them, and the diagram marks them.

/** `checkpoint`, `checkpoint 3`, `takes a checkpoint`, `saves its checkpoint`; not `checkpoint.triggered`, which a coordinator does. */
export function isCheckpointLabel(label: string): boolean {
  const first = label.charCodeAt(0) | 32;
  // Most labels are told apart by their first letter: c, t or s.
  if (first !== 99 && first !== 116 && first !== 115) return false;
  return /^(?:(?:takes?|saves?) (?:an? |its )?)?checkpoint(?![.\w])/i.test(label);
}

/** The indices of such labels among a trace's strings. */
export function checkpointLabels(strings: readonly string[]): ReadonlySet<number> {
  const found = new Set<number>();
  for (let i = 0; i < strings.length; i++) if (isCheckpointLabel(strings[i])) found.add(i);
  return found;
}
