// Where fences are found in Markdown, and that places in them are places in the document.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findFences, placeInDocument } from "../../../src/language/fences/findFences.ts";

/** Each fence as its lines in the document and its text. */
function found(...lines: readonly string[]) {
  return findFences(lines.join("\n")).map(({ first, last, text }) => [first, last, text]);
}

describe("fences of scenarios in Markdown", () => {
  const cases: readonly (readonly [
    shows: string,
    lines: readonly string[],
    fences: readonly (readonly [number, number, string])[],
  ])[] = [
    ["one", ["# A", "```lightcone", "process P", "```", "end"], [[2, 4, "process P"]]],
    ["with tildes and more words", ["~~~~ lightcone title=x", "a", "~~~", "~~~~"], [[1, 4, "a\n~~~"]]],
    ["an empty one", ["```lightcone", "```"], [[1, 2, ""]]],
    ["one that is never closed", ["```lightcone", "a", "b"], [[1, 3, "a\nb"]]],
    ["of another language", ["```lightconey", "a", "```", "```", "b", "```"], []],
    ["within another fence", ["````md", "```lightcone", "a", "```", "````"], []],
    ["after another fence", ["```js", "a", "```", "```Lightcone", "b", "```"], [[4, 6, "b"]]],
    ["in a list", ["- item", "", "  ```lightcone", "  a", "   b", "  ```"], [[3, 6, "a\n b"]]],
    ["that begins an item", ["1. ```lightcone", "   a", "   ```"], [[1, 3, "a"]]],
    ["in a quotation", ["> ```lightcone", "> a", ">  b", "> ```"], [[1, 4, "a\n b"]]],
    ["whose quotation ends", ["> ```lightcone", "> a", "b"], [[1, 2, "a"]]],
    ["indented code, which is no fence", ["text", "", "    ```lightcone", "    a", "    ```"], []],
    ["indented by three", ["   ```lightcone", "   a", "   ```"], [[1, 3, "a"]]],
    ["code in a line", ["```lightcone``` is a word"], []],
  ];
  for (const [shows, lines, fences] of cases) it(shows, () => assert.deepEqual(found(...lines), fences));

  it("ends lines as any system does", () => {
    assert.deepEqual(findFences("a\r\n```lightcone\r\nb\r\n```\r\n")[0].text, "b");
  });

  it("say where a place in them is in the document", () => {
    const [fence] = findFences("- x\n\n  > ```lightcone\n  > a\n  >   bc\n  > ```");
    assert.equal(fence.text, "a\n  bc");
    assert.deepEqual(placeInDocument(fence, { file: "n", line: 2, column: 3, endColumn: 5 }), {
      file: "n",
      line: 5,
      column: 7,
      endColumn: 9,
    });
  });
});
