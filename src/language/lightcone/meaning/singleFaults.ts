// What the author lets happen to single messages: lost, duplicated, corrupted, delayed. It becomes the fate of the steps
// that send them.

import type { Fate, SendStep, Step } from "../../../core/scenario/step.ts";
import type { Delay, Fault } from "../grammar/generated/ast.ts";
import type { MessageNames, NamedSend } from "./messages.ts";
import type { Places } from "./places.ts";
import type { Reporter } from "./reporter.ts";

const FATES = { lose: { lost: true }, duplicate: { twice: true }, corrupt: { spoilt: true } } as const;

/** `stepOf`: the step that a message's line became; `unknown`: reports a message that there is not. */
export function readFault(
  node: Fault | Delay,
  places: Places,
  messages: MessageNames,
  stepOf: (sent: NamedSend) => Step | undefined,
  reporter: Reporter,
  unknown: (at: ReturnType<Places["of"]>, called: string) => void,
): void {
  const fate = fateOf(node, places, reporter);
  for (const reference of node.messages) {
    const at = places.reference(reference, node);
    const called = reference.$refText;
    const sent = messages.find(called);
    if (sent === undefined) {
      unknown(at, called);
      continue;
    }
    const step = stepOf(sent);
    if (step?.kind !== "send") continue;
    const both: Fate = { ...step.fate, ...fate };
    if (both.lost && Object.keys(both).length > 1) {
      const message = `${called} is lost, so nothing else can happen to it on its way`;
      reporter.error(at, "fate-twice", message);
    } else (step as { -readonly [K in keyof SendStep]: SendStep[K] }).fate = both;
  }
}

function fateOf(node: Fault | Delay, places: Places, reporter: Reporter): Fate {
  if (node.$type === "Fault") return FATES[node.kind ?? "lose"];
  const { time = 0 } = node;
  if (time > 0) return { delay: time };
  const message = "a message is delayed by some time: this is above 0";
  reporter.error(places.property(node, "time"), "delay", message);
  return {};
}
