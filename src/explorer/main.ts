// Entry of the thread that explores: it knows Node but no editor, goes in slices so that it hears a cancellation, and is
// ended from outside when nobody looks at its results any more.

import { parentPort } from "node:worker_threads";
import type { HostToExplorer } from "../protocol/exploring.ts";
import { Explorer } from "./explorer.ts";

const port = parentPort;
if (port === null) throw new Error("the explorer is a thread of the extension host");
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
const explorer = new Explorer((message) => port.postMessage(message), turn);
port.on("message", (message: HostToExplorer) => void explorer.receive(message));
