// "Show Log": the output channel with what Lightcone did and what failed. Every message about a failure
// offers it too.

import { Commands } from "../platform/ids.ts";
import type { Command } from "./command.ts";

export const showLog: Command = { id: Commands.showLog, run: ({ log }) => log.show() };
