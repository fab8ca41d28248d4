// "Open Sequence Chart and Topology": the page on which Mermaid draws both. Arguments: the file.

import { Commands } from "../platform/ids.ts";
import { type Command, withTrace } from "./command.ts";

export const openCharts: Command = {
  id: Commands.openCharts,
  run: (services, given) =>
    withTrace(services, given, async ({ session }) => services.charts.open(session.uri)),
};
