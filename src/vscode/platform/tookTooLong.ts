// Raised where work elsewhere gave no sign of life for so long that it counts as hung: a pattern that takes for ever,
// most likely. The reader thread raises it, the session says it in words.

export class TookTooLong extends Error {
  constructor() {
    super("no sign of life");
    this.name = "TookTooLong";
  }
}
