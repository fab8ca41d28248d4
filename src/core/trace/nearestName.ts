// Finds the name that a mistyped one most likely stands for, so that a message can ask "did you mean …?" and a
// quick fix can put it right.

/** The known name with the fewest edits from `name`, at most two and fewer than its length; undefined if none is near. */
export function findNearest(name: string, known: readonly string[]): string | undefined {
  let nearest: string | undefined;
  let fewest = Math.min(3, name.length);
  for (const candidate of known) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase(), fewest);
    if (distance < fewest) {
      fewest = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

/** Levenshtein's distance, or `limit` where it is not lower. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, row[j] + 1, next[j - 1] + 1));
    }
    row = next;
  }
  return Math.min(limit, row[b.length]);
}
