// The endings of the files that some format reads, for hosts that look for traces without loading every format.
// test/core/formats/everyFormat.test.ts compares them with the registry.

/** With the dot, lower case. */
export const TRACE_ENDINGS: ReadonlySet<string> = new Set([
  ".lctrace",
  ".top",
  ".events",
  ".snap",
  ".log",
  ".shiviz",
  ".ndjson",
  ".jsonl",
  ".json",
  ".binpb",
]);
