// `npm run package`: the production build, its third-party notices and the .vsix; then the checks of what ships:
// no file that is not meant to, none missing, no bundle and no package over its budget.
import { fileURLToPath } from "node:url";
import { onProjectNode } from "./lib/install.mjs";
import { runMain } from "./lib/log.mjs";

await runMain(async () => {
  const status = await onProjectNode(fileURLToPath(import.meta.url));
  if (status !== undefined) return status;
  const { packageExtension } = await import("./shipping/package-extension.mjs");
  return packageExtension();
});
