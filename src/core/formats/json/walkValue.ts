// Hands over the records of a document that was parsed whole, along the same plan by which the scanner walks texts.
// Goes no deeper than the plan does.

import type { SharedPlace } from "./places.ts";
import { isJsonObject, type JsonPlan, type RecordVisitor } from "./plan.ts";

export function walkValue(value: unknown, plan: JsonPlan, visitor: RecordVisitor, place: SharedPlace): void {
  if (Array.isArray(value) && plan.items !== undefined) {
    for (const item of value) walkValue(item, plan.items, visitor, place);
  } else if (isJsonObject(value) && plan.fields !== undefined) {
    if (plan.scope !== undefined) visitor.enter?.(plan.scope);
    for (const name of Object.keys(value)) {
      const part = plan.fields.get(name);
      if (part !== undefined) walkValue(value[name], part, visitor, place);
    }
    if (plan.scope !== undefined) visitor.leave?.(plan.scope);
  } else if (plan.record !== undefined) {
    visitor.record(plan.record, value, place);
    place.index++;
  }
}
