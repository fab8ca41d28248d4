// Entry of dist/scenarios.cjs, which the host loads when it first needs the authored language itself: for fences in Markdown
// and for the tests that scenarios are. Parser, engine, picture, and the parts of the host that stand on them.

import { ExpectationTests } from "../testing/expectationTests.ts";
import { FenceRenderer } from "./fenceRenderer.ts";

/** What the host takes from here. */
export const scenarios = { ExpectationTests, FenceRenderer } as const;
