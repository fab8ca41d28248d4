// The cursor in a scenario's text, followed in its diagram: its event or cut is selected there, and of several scenarios of
// a file the one with the cursor is shown.

import { type LinePlace, placeAtLine, scenarioAtLine } from "../../core/analysis/linePlace.ts";
import type { Session } from "../sessions/session.ts";

/** What a line stands for. Another scenario is read first. Undefined where the text is not read as it is now. */
export async function placeOfLine(session: Session, line: number): Promise<LinePlace | undefined> {
  await session.settled();
  const { reading } = session.opened ?? {};
  const inside = scenarioAtLine(reading?.scenarios ?? [], line);
  if (inside !== undefined) await session.viewExecution(inside.name);
  const { trace, scenario } = session.opened ?? {};
  return trace === undefined || scenario === undefined ? undefined : placeAtLine(scenario, trace, line);
}
