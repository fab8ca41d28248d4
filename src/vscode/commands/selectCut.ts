// Selects a cut: the diagram, the views and the status bar follow. Views and lenses call it; it is in no palette.
// Arguments: the file, the cut's id ("" for none).

import { Commands } from "../platform/ids.ts";
import { type Command, targetOf } from "./command.ts";

export const selectCut: Command = {
  id: Commands.selectCut,
  run: async (services, given, id) => {
    const uri = targetOf(services, given);
    if (uri === undefined || typeof id !== "string") return;
    const session = await services.sessions.get(uri);
    session.selectCut(id);
  },
};
