// "Open Sequence Chart and Topology": the page on which Mermaid draws both. Arguments: the file.

import { Commands } from "../platform/ids.ts";
import { type Command, readyTarget } from "./command.ts";

export const openCharts: Command = {
  id: Commands.openCharts,
  run: async (services, given) => {
    const ready = await readyTarget(services, given);
    if (ready !== undefined) services.charts.open(ready.session.uri);
  },
};
