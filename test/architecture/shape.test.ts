// Files and functions keep their shape: an opening comment, a length one can read, no `any`, no barrel, no state of
// a module. Each check is also tried on a planted violation.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { checkFunctionLengths, functionsIn } from "./checks/functions.ts";
import { checkAny, checkBarrels, checkFileLengths, checkHeads, checkModuleState } from "./checks/shape.ts";
import { maskNonCode } from "./mask.ts";
import { assertNone, messages } from "./report.ts";
import { plant, readSources, type Sources, type Violation } from "./sources.ts";

// What a generator wrote from a grammar is read in its grammar.
const written = ([file]: readonly [string, string]): boolean => !file.includes("/generated/");
const product = new Map([...readSources("src/**/*.ts", "webview/**/*.ts")].filter(written));
const scripts = readSources("scripts/**/*.mjs");
const tests = readSources("test/**/*.ts");
const code = new Map([...product, ...scripts]);
const all = new Map([...code, ...tests]);
const functions = [...product.values()].reduce((sum, text) => sum + functionsIn(maskNonCode(text)).length, 0);
console.log(`  shape: ${all.size} files, ${functions} functions with a body in src and webview`);

describe("every file", () => {
  it("was read", () => assert.ok(product.size > 0 && scripts.size > 0 && tests.size > 0 && functions > 0));
  it("opens with a comment on its job and its place", () => assertNone(checkHeads(code)));
  it("opens with a comment, a test too", () => assertNone(checkHeads(tests, 1)));
  it("has a length one can read", () => assertNone(checkFileLengths(all)));
  it("has functions of a length one can read", () => assertNone(checkFunctionLengths(code)));
  it("defines something of its own", () => assertNone(checkBarrels(all)));
});

describe("every file of the product", () => {
  it("uses no any", () => assertNone(checkAny(product)));
  it("keeps no state in the module", () => assertNone(checkModuleState(product)));
});

/** What a check says about one made-up file. */
function found(check: (sources: Sources) => Violation[], text: string): string[] {
  return messages(check(plant({ "src/a.ts": text })));
}

describe("the check of opening comments", () => {
  it("accepts two to five lines, in either way of writing", () => {
    assert.deepEqual(found(checkHeads, "// One\n// two.\ncode();"), []);
    assert.deepEqual(
      found(checkHeads, "#!/usr/bin/env node\n/**\n * One\n * two\n * three.\n */\ncode();"),
      [],
    );
  });

  it("finds none, one line only, six lines, and a comment that comes too late", () => {
    const wrong = (lines: number) => [`src/a.ts:1: opens with a comment of ${lines} lines, not 2 to 5`];
    assert.deepEqual(found(checkHeads, "code();"), wrong(0));
    assert.deepEqual(found(checkHeads, "// One.\ncode();"), wrong(1));
    assert.deepEqual(found(checkHeads, "// a\n// b\n// c\n// d\n// e\n// f\ncode();"), wrong(6));
    assert.deepEqual(found(checkHeads, "code();\n// One\n// two"), wrong(0));
    assert.deepEqual(messages(checkHeads(plant({ "test/a.ts": "code();" }), 1)), [
      "test/a.ts:1: opens with a comment of 0 lines, not 1 to 5",
    ]);
    assert.deepEqual(checkHeads(plant({ "test/a.ts": "// One.\ncode();" }), 1), []);
  });
});

describe("the check of lengths", () => {
  const lines = (count: number) => "  a();\n".repeat(count);

  it("finds a file of 401 lines and accepts 400", () => {
    assert.deepEqual(found(checkFileLengths, "a\n".repeat(400)), []);
    assert.deepEqual(found(checkFileLengths, "a\n".repeat(401)), [
      "src/a.ts:401: has 401 lines, more than 400",
    ]);
  });

  const heads = [
    "function f(a: number) {",
    "export async function f<T extends { a: number }>(a: T): Promise<void> {",
    "function f(): { a: number } | undefined {",
    "function f(): ReadonlyMap<string, { a: number }> {",
    "function f(a: unknown): asserts a is string {",
    "const f = (a: number): number => {",
    "const f = async () => {",
    "class A { constructor() {} get b() { return 1; } private static async c(a = g({ d: 1 })): Promise<number[]> {",
    "const f = { g(a: string): void {",
    "describe('a', function () {",
  ];
  for (const head of heads) {
    it(`finds 61 lines after ${head}`, () => {
      const body = (count: number) => `\n${head}\n${lines(count)}} ${head.startsWith("c") ? "}" : ""}\n`;
      assert.deepEqual(found(checkFunctionLengths, body(58)), []);
      assert.deepEqual(found(checkFunctionLengths, body(59)), [
        "src/a.ts:2: has a function of 61 lines, more than 60",
      ]);
    });
  }

  it("takes no other braces for a function", () => {
    const others = [
      "if (a) {",
      "for (const a of f(b)) {",
      "while (f()) {",
      "switch (f(a)) {",
      "const a = b ? f(c) : {",
    ];
    for (const head of [...others, "class A extends f(b) {}\nconst a = {", "try {"]) {
      assert.deepEqual(functionsIn(`${head}\n${lines(70)}}`), [], head);
    }
  });
});

describe("the check of any", () => {
  for (const text of [
    "let a: any;",
    "f(a as any);",
    "type A = any[];",
    "const a: Record<string, any> = {};",
    "type B = string | any;",
  ]) {
    it(`finds ${text}`, () => assert.deepEqual(found(checkAny, text), ["src/a.ts:1: uses the type any"]));
  }

  it("leaves the word alone elsewhere", () => {
    const text =
      '// any time\nconst initiators: "one" | "any" = "any";\nconst any = a.any;\nPromise.any(b);\nconst c = { any: 1 };';
    assert.deepEqual(found(checkAny, text), []);
  });
});

describe("the check of barrels", () => {
  const barrels = [
    'export * from "./b.ts";',
    '// Two\n// lines.\nexport { a } from "./a.ts";\nexport type { B } from "./b.ts";',
    'import { a } from "./a.ts";\nexport { a };',
    'export * as c from "./c.ts";',
  ];
  for (const text of barrels) {
    it(`finds ${text.replaceAll("\n", " ")}`, () => {
      assert.deepEqual(found(checkBarrels, text), ["src/a.ts:1: only re-exports: import the defining file"]);
    });
  }

  it("accepts a file that defines or does something", () => {
    assert.deepEqual(found(checkBarrels, 'export { a } from "./a.ts";\nexport const b = 1;'), []);
    assert.deepEqual(found(checkBarrels, 'import "./a.ts";\nimport { b } from "./b.ts";\nb();'), []);
  });
});

describe("the check of module state", () => {
  it("finds variables of the module", () => {
    assert.deepEqual(found(checkModuleState, "let count = 0;\nexport var other = 1;"), [
      "src/a.ts:1: has a module-level variable",
      "src/a.ts:2: has a module-level variable",
    ]);
  });

  it("finds constants whose content changes", () => {
    const text =
      "const seen = new Map();\nconst counts = { a: 0 };\nfunction f() {\n  seen.set(1, 2);\n  counts.a += 1;\n}";
    assert.deepEqual(found(checkModuleState, text), [
      "src/a.ts:4: changes the module-level constant seen",
      "src/a.ts:5: changes the module-level constant counts",
    ]);
  });

  it("leaves constants and the state of calls alone", () => {
    const text = [
      "const LIMIT = 3;",
      "const NAMES = new Map([[1, 'a']]);",
      "function f() { let a = 0; const own = []; own.push(NAMES.get(a)); for (let i = 0; i < LIMIT; i++) a++; }",
      "if (LIMIT.a === 1 || NAMES.b >= 2) f();",
    ].join("\n");
    assert.deepEqual(found(checkModuleState, text), []);
  });
});
