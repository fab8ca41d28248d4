// What may become of a message on its channel: by the channel's chances any of several, by a fate that the author gives just
// one. `delays` gives one to each of the first messages on a channel, so how many have taken theirs is part of a state.

import type { Fate } from "../scenario/step.ts";
import type { Transport } from "../scenario/transport.ts";

export type Passage = "once" | "lost" | "twice" | "spoilt" | "spoilt-twice";

export interface Passages {
  /** For each channel, what may become of a message on it. */
  readonly open: readonly (readonly Passage[])[];
  /** For each channel, what becomes of the first messages on it. */
  readonly given: readonly (readonly Passage[])[];
  /** Whether any is given. */
  readonly areGiven: boolean;
}

export function passagesOf(transports: readonly Transport[]): Passages {
  const given = transports.map(givenPassages);
  return { open: transports.map(openPassages), given, areGiven: given.some((list) => list.length > 0) };
}

/** How many copies of a message arrive. */
export function copies(passage: Passage): number {
  if (passage === "lost") return 0;
  return passage === "twice" || passage === "spoilt-twice" ? 2 : 1;
}

export function isSpoilt(passage: Passage): boolean {
  return passage === "spoilt" || passage === "spoilt-twice";
}

/** The passage of a message with a fate of its own; a channel's chances do not touch it. */
export function passageOf({ lost, twice, spoilt }: Fate): Passage {
  if (lost === true) return "lost";
  if (spoilt === true) return twice === true ? "spoilt-twice" : "spoilt";
  return twice === true ? "twice" : "once";
}

/** A whole protocol on top makes every message arrive once. */
function openPassages({ loss, duplication, corruption = 0, reliable }: Transport): Passage[] {
  if (reliable !== undefined) return ["once"];
  if (loss >= 1) return ["lost"];
  const twice = duplication >= 1 ? [true] : duplication > 0 ? [false, true] : [false];
  const spoilt = corruption >= 1 ? [true] : corruption > 0 ? [false, true] : [false];
  const arrives = spoilt.flatMap((bad) => twice.map((double) => passageOf({ twice: double, spoilt: bad })));
  return loss > 0 ? [...arrives, "lost"] : arrives;
}

function givenPassages({ passages = [], spoiltPassages = [], reliable }: Transport): Passage[] {
  if (reliable !== undefined) return [];
  return passages.map((delays, i) =>
    passageOf({ lost: delays.length === 0, twice: delays.length > 1, spoilt: spoiltPassages.includes(i) }),
  );
}
