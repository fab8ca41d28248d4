// Entry of the reader thread, which reads what is large while the extension host goes on answering. It knows Node but no
// editor, and is ended from outside when nobody waits for it any more or when it hangs.

import { parentPort } from "node:worker_threads";
import type { HostToReader } from "../protocol/reading.ts";
import { Reader } from "./reader.ts";

const port = parentPort;
if (port === null) throw new Error("the reader is a thread of the extension host");
const reader = new Reader((message, transfer = []) => port.postMessage(message, transfer));
port.on("message", (message: HostToReader) => void reader.receive(message));
