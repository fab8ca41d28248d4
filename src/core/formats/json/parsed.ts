// `JSON.parse` for texts that may be broken: without an exception, because broken texts are what readers of traces
// expect.

/** A parsed text; undefined where it is not JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
