// Smallest counter-examples in the editor: what is found as an unsaved scenario beside its diagram, that nothing is found where
// nothing is broken, and what is refused.
import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { CounterReport } from "../../src/protocol/exploring.ts";
import { closeAll, eventually, lightcone, turnsDuring } from "./support.ts";

interface Told {
  readonly report: CounterReport;
  readonly words: string;
  readonly uri?: string;
}

const find = (asked: object) =>
  vscode.commands.executeCommand<Told | undefined>("lightcone.counterexample.find", asked);

describe("smallest counter-examples", () => {
  afterEach(async () => {
    // They lie in the workspace's folder, where saving them would leave them for other tests.
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
    await closeAll();
  });

  it("open as an unsaved scenario beside its diagram, with the wrong snapshot", async () => {
    const { sessions, panels } = await lightcone();
    const told = await find({ algorithm: "chandy-lamport", without: "fifo" });
    assert.match(
      told?.words ?? "",
      /^Chandy–Lamport \(“FIFO channels” broken\): wrong: 1 message in transit not recorded\. Processes, channels and sends: 4; scenarios gone through: 2, states: 16\.$/,
    );
    const uri = vscode.Uri.parse(told?.uri ?? "");
    assert.deepEqual(
      [uri.scheme, uri.path.slice(uri.path.lastIndexOf("/") + 1)],
      ["untitled", "chandy-lamport-without-fifo.lightcone"],
    );
    const document = vscode.workspace.textDocuments.find((each) => each.uri.toString() === told?.uri);
    assert.match(document?.getText() ?? "", /^\/\/ Chandy–Lamport .*\n(.*\n)*channel P -> Q not fifo\n/);
    assert.equal(document?.languageId, "lightcone");
    await eventually("its diagram is open", () => panels.find(uri) !== undefined);
    const session = await sessions.get(uri);
    await session.settled();
    assert.match(session.cuts[0].words, /1 message in transit not recorded/);
  });

  it("name their algorithm where it is not Chandy–Lamport", async () => {
    const { sessions } = await lightcone();
    const told = await find({ algorithm: "acharya-badrinath", without: "causal" });
    assert.match(told?.report.found?.text ?? "", /using acharya-badrinath-not-causal/);
    const session = await sessions.get(vscode.Uri.parse(told?.uri ?? ""));
    await session.settled();
    assert.equal(session.cuts[0].verdict, "inconsistent");
  });

  it("are not there where nothing is broken, which is found while the host goes on", async () => {
    let told: Told | undefined;
    const { longest } = await turnsDuring(async () => {
      told = await find({ algorithm: "lai-yang", size: 8 });
    });
    assert.equal(told?.uri, undefined);
    assert.match(
      told?.words ?? "",
      /^Lai–Yang \(with all that it assumes\): nothing goes wrong up to size 8 \(processes, channels and sends\); scenarios gone through: 53, states: 3442; all runs of each were seen\.$/,
    );
    assert.ok(longest < 200, `the host was busy for ${longest} ms`);
  });

  it("are refused for what is not assumed, and for what promises nothing", async () => {
    assert.equal(await find({ algorithm: "lai-yang", without: "fifo" }), undefined);
    assert.equal(await find({ algorithm: "independent" }), undefined);
  });
});
