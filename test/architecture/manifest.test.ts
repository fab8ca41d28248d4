// package.json against the code, both ways: commands, settings with their defaults, views and editors, texts, events that
// wake the extension, and the versions of VS Code. What is declared and not there fails as what is there and not declared.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { readSources } from "./sources.ts";

const ROOT = path.resolve(import.meta.dirname, "../..");
const manifest = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8"));
const texts: Record<string, string> = JSON.parse(readFileSync(path.join(ROOT, "package.nls.json"), "utf8"));
const { contributes } = manifest;
const code = [...readSources("src/vscode/**/*.ts").values()].join("\n");

/** What the language server reads of the settings. */
const server = readFileSync(path.join(ROOT, "src/language/lightcone/server/settings.ts"), "utf8");

/** Everything of a kind, sorted, so that two lists can be compared. */
const sorted = (list: Iterable<string>): string[] => [...new Set(list)].sort();

/** Every string in a JSON value. */
function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

/** Our ids in the code: three parts name a command, two a view, an editor or a context key. */
function idsInCode(pattern: RegExp): string[] {
  return sorted(Array.from(code.matchAll(pattern), (match) => match[1]));
}

interface Declared {
  readonly command: string;
  readonly title: string;
  readonly category?: string;
  readonly when?: string;
}

const commands: readonly Declared[] = contributes.commands;
const menus: Record<string, readonly Declared[]> = contributes.menus;

describe("the commands", () => {
  const declared = sorted(commands.map(({ command }) => command));

  it("are declared as the code has them", () => {
    assert.deepEqual(declared, idsInCode(/"(lightcone\.[a-zA-Z]+\.[a-zA-Z]+)"/g));
  });

  it("stand under Lightcone, in title case, with … only where more is asked", () => {
    for (const { category, title, command } of commands) {
      assert.equal(category, "Lightcone", command);
      const text = texts[title.replaceAll("%", "")];
      assert.match(text, /^[A-Z]/, command);
      const asks =
        /"lightcone\.(snapshot\.run|snapshot\.runWith|algorithms\.compare|snapshot\.restart|runs\.explore|counterexample\.find|predicate\.check|sum\.check|cut\.verify|diagram\.export|topology\.choose|sample\.open|execution\.choose|clocks\.adjust|note\.add|note\.edit|trace\.export|learning\.predict)"/;
      assert.equal(text.endsWith("…"), asks.test(`"${command}"`), command);
    }
  });

  it("stand in menus and welcome texts only if they are there", () => {
    const ours = Object.values(menus).flatMap((items) => items.map(({ command }) => command));
    const linked = Object.values(texts).flatMap((text) =>
      Array.from(text.matchAll(/\(command:(lightcone\.[\w.]+)/g), (match) => match[1]),
    );
    assert.deepEqual(
      sorted([...ours, ...linked]).filter((command) => !declared.includes(command)),
      [],
    );
  });

  it("say where they can work, except for those that always can", () => {
    const always = [
      "lightcone.log.show",
      "lightcone.sample.open",
      "lightcone.counterexample.find",
      "lightcone.learning.toggle",
      "lightcone.diagram.openTogether",
      "lightcone.diagram.openFolder",
    ];
    const palette = menus["commandPalette"];
    for (const command of declared.filter((each) => !always.includes(each))) {
      const item = palette.find((each) => each.command === command);
      assert.ok(item?.when, `${command} has no when clause in the palette`);
    }
  });

  it("put one icon into the title of an editor", () => {
    const text = menus["editor/title"].filter(({ when }) => when?.includes("resourceExtname"));
    const shown = text.filter((item) => (item as { group?: string }).group === "navigation");
    assert.equal(shown.length, 1);
  });
});

describe("when clauses", () => {
  it("use context keys of ours that the code sets", () => {
    const clauses = Object.values(menus)
      .flat()
      .concat(contributes.viewsWelcome)
      .map(({ when }) => when ?? "");
    const names = [
      ...contributes.views.lightcone.map(({ id }: { id: string }) => id),
      ...idsInCode(/"(lightcone\.\w+)"/g),
    ];
    const used = clauses.flatMap((clause) => clause.match(/lightcone\.\w+/g) ?? []);
    assert.deepEqual(
      sorted(used).filter((key) => !names.includes(key)),
      [],
    );
  });
});

describe("the settings", () => {
  it("are read by the code with the declared defaults", () => {
    const declared: Record<string, { default: unknown }> = contributes.configuration.properties;
    const defaults = Object.fromEntries(
      Object.entries(declared).map(([name, setting]) => [name.replace(/^lightcone\./, ""), setting.default]),
    );
    const source = /const SETTINGS = (\{[^}]*\})/.exec(code)?.[1] ?? "{}";
    assert.deepEqual(JSON.parse(source.replace(/,\s*\}/, "}")), defaults);
    for (const name of Object.keys(defaults)) {
      const [, hint] = /^inlayHints\.(\w+)$/.exec(name) ?? [];
      const uses = code.split(`Setting("${name}"`).length - 1 + server.split(`one("${hint}")`).length - 1;
      assert.ok(uses > 0, `nothing reads lightcone.${name}`);
    }
  });

  it("have a type, a default, a description and a scope", () => {
    for (const [name, setting] of Object.entries<Record<string, unknown>>(
      contributes.configuration.properties,
    )) {
      for (const part of ["type", "default", "scope"]) assert.ok(part in setting, `${name} has no ${part}`);
      assert.ok("description" in setting || "markdownDescription" in setting, name);
    }
  });
});

describe("views and editors", () => {
  it("are declared as the code has them", () => {
    const views = contributes.views.lightcone.map(({ id }: { id: string }) => id);
    const editors = contributes.customEditors.map(({ viewType }: { viewType: string }) => viewType);
    for (const id of [...views, ...editors])
      assert.ok(code.includes(`"${id}"`), `the code does not know ${id}`);
  });

  it("have a welcome text for a view without rows", () => {
    for (const { id } of contributes.views.lightcone as { id: string }[]) {
      assert.ok(
        contributes.viewsWelcome.some(({ view }: { view: string }) => view === id),
        id,
      );
    }
  });

  it("take no file by default whose ending is not ours", () => {
    for (const { priority, selector } of contributes.customEditors) {
      const endings = selector.map(({ filenamePattern }: { filenamePattern: string }) => filenamePattern);
      if (priority !== "option") assert.deepEqual(endings, ["*.lctrace"]);
    }
  });
});

describe("the texts", () => {
  const used = sorted(stringsIn(manifest).flatMap((text) => /^%([\w.]+)%$/.exec(text)?.[1] ?? []));

  it("are all there and all used", () => assert.deepEqual(used, sorted(Object.keys(texts))));

  it("of the code go through vscode.l10n", () => {
    const bare = /(?:showErrorMessage|showInformationMessage|showWarningMessage)\(\s*["`]/;
    assert.doesNotMatch(code, bare);
  });
});

describe("files that the manifest names", () => {
  it("are there", () => {
    const named = stringsIn(contributes).filter((text) => /^(\.\/)?[\w/-]+\.(svg|png|md|json)$/.test(text));
    assert.ok(named.length > 0);
    assert.deepEqual(
      named.filter((file) => !existsSync(path.join(ROOT, file))),
      [],
    );
  });
});

describe("activation", () => {
  it("waits for our files, views and panels, and for a workspace with tests to list", () => {
    const serialized = idsInCode(/DIAGRAM_PANEL = "(lightcone\.\w+)"/g);
    assert.deepEqual(manifest.activationEvents, [
      ...serialized.map((id) => `onWebviewPanel:${id}`),
      "workspaceContains:**/*.lightcone",
    ]);
  });

  it("is declared for untrusted and virtual workspaces", () => {
    assert.equal(manifest.capabilities.untrustedWorkspaces.supported, true);
    assert.equal(manifest.capabilities.virtualWorkspaces.supported, true);
  });
});

describe("the versions of VS Code", () => {
  it("are not lower than the API that the code is compiled against", () => {
    const minor = (version: string): number => Number(/1\.(\d+)\./.exec(version)?.[1]);
    const types = manifest.devDependencies["@types/vscode"];
    assert.ok(
      minor(types) <= minor(manifest.engines.vscode),
      `${types} is newer than ${manifest.engines.vscode}`,
    );
  });
});
