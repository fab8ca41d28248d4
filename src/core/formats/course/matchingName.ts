// The part of a file's name by which the course's files find each other: a script its topology, a recorded snapshot
// its script.

/** Without the ending, in lower case. */
export function matchingName(name: string): string {
  return name.toLowerCase().replace(/\.[^.]*$/, "");
}
