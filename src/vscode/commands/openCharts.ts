// "Open Sequence Chart and Topology": opens the page on which Mermaid draws both, beside the file.
// Arguments: the file; without it, the one that the user looks at.

import { Commands } from "../platform/ids.ts";
import { type Command, withTrace } from "./command.ts";

export const openCharts: Command = {
  id: Commands.openCharts,
  run: (services, given) =>
    withTrace(services, given, async ({ session }) => services.charts.open(session.uri)),
};
