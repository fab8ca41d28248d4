// Recorded traces in the host: settings say what files do not, patterns cannot hang anything, large and packed files are read
// in the thread, several files are one trace, clocks are moved only when somebody asks.
import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import * as vscode from "vscode";
import { folderOf } from "../../src/vscode/platform/files.ts";
import { togetherUri } from "../../src/vscode/sessions/together.ts";
import { closeAll, eventually, lightcone, turnsDuring, writeFiles } from "./support.ts";

const PING = 'start\nP {"P":1}\nping\nP {"P":2}\n';
const PONG = 'got ping\nQ {"Q":1,"P":2}\n';

async function writeBytes(name: string, bytes: Uint8Array): Promise<vscode.Uri> {
  const files = await writeFiles({ [name]: "" });
  await vscode.workspace.fs.writeFile(files[name], bytes);
  return files[name];
}

async function withSetting(name: string, value: unknown, body: () => Promise<void>): Promise<void> {
  const settings = vscode.workspace.getConfiguration("lightcone");
  await settings.update(name, value, vscode.ConfigurationTarget.Workspace);
  try {
    await body();
  } finally {
    await settings.update(name, undefined, vscode.ConfigurationTarget.Workspace);
  }
}

async function opened(uri: vscode.Uri) {
  const { sessions } = await lightcone();
  const hold = sessions.hold(uri);
  const session = await sessions.get(uri);
  return { session, trace: session.opened?.trace, [Symbol.dispose]: () => hold.dispose() };
}

const counts = (
  trace:
    | { readonly processes: readonly unknown[]; readonly events: { readonly time: ArrayLike<number> } }
    | undefined,
) => (trace === undefined ? undefined : [trace.processes.length, trace.events.time.length]);

describe("recorded traces", () => {
  afterEach(closeAll);

  it("are read by the patterns and mappings of the settings", async () => {
    const files = await writeFiles({
      "a.mylog": 'P|{"P":1}|start\nQ|{"Q":1,"P":1}|got it\n',
      "b.records": '{"node":"P","vc":{"P":1}}\n{"node":"Q","vc":{"Q":1,"P":1}}\n',
    });
    const pattern = { files: "*.mylog", pattern: "(?<host>\\w+)\\|(?<clock>\\{.*\\})\\|(?<event>.*)" };
    await withSetting("formats.logPatterns", [{ files: "*.other", pattern: "x" }, pattern], async () => {
      using log = await opened(files["a.mylog"]);
      assert.deepEqual([counts(log.trace), log.trace?.messages.send.length], [[2, 2], 1]);
    });
    const mapping = { files: "**/*.records", mapping: { process: "node", clock: "vc" } };
    await withSetting("formats.mappings", [mapping], async () => {
      using records = await opened(files["b.records"]);
      assert.deepEqual([counts(records.trace), records.trace?.messages.send.length], [[2, 2], 1]);
    });
  });

  it("name a wrong setting as long as it is wrong", async () => {
    const files = await writeFiles({ "c.log": PING });
    using log = await opened(files["c.log"]);
    await withSetting("formats.logPatterns", [{ files: "*.log" }], () =>
      eventually("an open trace hears of the setting", () =>
        /lightcone\.formats\.logPatterns\[0\]\.pattern/.test(log.session.failure ?? ""),
      ),
    );
    await eventually("and of its end", () => log.session.failure === undefined);
  });

  it("read a log by its own first line, which runs where it can be ended", async () => {
    const files = await writeFiles({
      "own.log": '(?<host>\\w+) (?<clock>\\{.*\\}) (?<event>.*)\n\nP {"P":1} start\nQ {"P":1,"Q":1} got it\n',
    });
    using log = await opened(files["own.log"]);
    assert.deepEqual(counts(log.trace), [2, 2]);
    assert.deepEqual(log.session.problems, []);
  });

  it("are given up where a pattern takes for ever, and the host goes on meanwhile", async function () {
    this.timeout(60_000);
    const files = await writeFiles({ "evil.log": `${"a".repeat(60)}!\n` });
    const pattern = { files: "evil.log", pattern: "(?<host>(a+)+)(?<clock>\\{\\})(?<event>b)" };
    await withSetting("formats.logPatterns", [pattern], async () => {
      let turns = 0;
      const beat = setInterval(() => turns++, 20);
      using log = await opened(files["evil.log"]);
      clearInterval(beat);
      assert.deepEqual(
        log.session.problems.map(({ code }) => code),
        ["log-pattern-endless"],
      );
      assert.match(log.session.failure ?? "", /the pattern of the settings/);
      assert.ok(turns > 50, `the host turned ${turns} times meanwhile`);
    });
  });

  it("of several executions show the one that the user chooses", async () => {
    const files = await writeFiles({
      "runs.log": `=== one ===\n${PING}=== two ===\n${PONG}`,
    });
    using log = await opened(files["runs.log"]);
    assert.deepEqual(log.session.executions, { names: ["one", "two"], chosen: "one" });
    assert.deepEqual(counts(log.trace), [1, 2]);
    const chosen = await vscode.commands.executeCommand(
      "lightcone.execution.choose",
      files["runs.log"],
      "two",
    );
    assert.equal(chosen, "two");
    assert.deepEqual(log.session.executions?.chosen, "two");
    assert.deepEqual(log.session.opened?.trace?.processes.map(({ name }) => name).includes("Q"), true);
  });

  it("are one trace together, and as a folder", async () => {
    const files = await writeFiles({ "p.log": PING, "q.log": PONG });
    const both = togetherUri([files["q.log"], files["p.log"]]);
    const [root] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(root);
    for (const uri of [both, folderOf(files["p.log"])]) {
      await vscode.commands.executeCommand("lightcone.diagram.open", uri);
      const { sessions } = await lightcone();
      const session = await sessions.get(uri);
      assert.deepEqual(counts(session.opened?.trace), [2, 3], session.failure);
      assert.equal(session.opened?.trace?.messages.send.length, 1);
      assert.deepEqual(session.opened?.trace?.files.length, 2);
    }
    const { sessions } = await lightcone();
    const folder = await sessions.get(folderOf(files["p.log"]));
    await vscode.workspace.fs.writeFile(
      vscode.Uri.joinPath(folderOf(files["p.log"]), "r.log"),
      new TextEncoder().encode('late\nR {"R":1}\n'),
    );
    await eventually(
      "a new file of the folder is read too",
      () => folder.opened?.trace?.processes.length === 3,
    );
  });

  it("are unpacked and decoded from bytes", async () => {
    const packed = await writeBytes("packed.log.gz", gzipSync(PING + PONG));
    using log = await opened(packed);
    assert.deepEqual(counts(log.trace), [2, 3]);
  });

  it("of many megabytes are read while the host goes on, and further snapshots need no second reading", async function () {
    this.timeout(120_000);
    const lines = ['{"lctrace":1,"name":"large","timeUnit":"ms","processes":["P","Q"]}'];
    for (let i = 0; i < 100_000; i++) {
      lines.push(`{"p":"P","t":${i},"label":"step ${i}","send":{"id":"m${i}","to":"Q"}}`);
      lines.push(`{"p":"Q","t":${i + 0.5},"receive":"m${i}"}`);
    }
    const files = await writeFiles({ "large.lctrace": lines.join("\n") });
    const { sessions } = await lightcone();
    const uri = files["large.lctrace"];
    const hold = sessions.hold(uri);
    const reading = await turnsDuring(() => sessions.get(uri));
    assert.deepEqual(counts((await sessions.get(uri)).opened?.trace), [2, 200_000]);
    let told: { readonly verdict: string } | undefined;
    const replaying = await turnsDuring(async () => {
      told = await vscode.commands.executeCommand("lightcone.snapshot.run", uri, {
        initiators: ["Q"],
        time: 500,
      });
    });
    assert.equal(told?.verdict, "unknown");
    hold.dispose();
    if (this.test !== undefined) {
      const figures = `${reading.longest.toFixed(0)} ms of the host at a stretch while reading, ${replaying.longest.toFixed(0)} ms while replaying`;
      this.test.title += ` (${figures})`;
    }
  });

  it("are replayed as they are now, not as the thread has read them before", async () => {
    const head = '{"lctrace":1,"name":"shrinks","timeUnit":"ms","processes":["P","Q"]}\n';
    const lines = Array.from({ length: 20_000 }, (_, i) => `{"p":"P","t":${i},"label":"step ${i}"}\n`);
    const files = await writeFiles({ "shrinks.lctrace": head + lines.join("") });
    const uri = files["shrinks.lctrace"];
    using large = await opened(uri);
    assert.deepEqual(counts(large.trace), [2, 20_000]);
    await vscode.workspace.fs.writeFile(
      uri,
      new TextEncoder().encode(`${head}{"p":"P","t":1}\n{"p":"Q","t":2}\n`),
    );
    await eventually("the small file is read", () => large.session.opened?.trace?.events.time.length === 2);
    await vscode.commands.executeCommand("lightcone.snapshot.run", uri, { initiators: ["P"], time: 1 });
    const { trace } = large.session.opened ?? {};
    assert.equal((trace?.events.time.length ?? 0) - (trace?.inserted?.length ?? 0), 2);
  });

  it("keep their clocks until somebody moves them, and show that they did", async () => {
    const files = await writeFiles({
      "skew.lctrace":
        '{"lctrace":1,"name":"skew","timeUnit":"ms","processes":["P","Q"]}\n' +
        '{"p":"P","t":10,"send":{"id":"a","to":"Q"}}\n{"p":"Q","t":4,"receive":"a"}\n',
    });
    const uri = files["skew.lctrace"];
    using skewed = await opened(uri);
    const codes = () => skewed.session.opened?.findings.map(({ code }) => code);
    assert.deepEqual(codes(), ["clock-skew"]);
    await vscode.commands.executeCommand("lightcone.clocks.adjust", uri, { offsets: { Q: 6 } });
    assert.deepEqual(codes(), []);
    assert.equal(skewed.session.opened?.trace?.processes[1].clockOffset, 6);
    await vscode.commands.executeCommand("lightcone.clocks.adjust", uri, { offsets: {} });
    assert.deepEqual(codes(), ["clock-skew"]);
  });
});
