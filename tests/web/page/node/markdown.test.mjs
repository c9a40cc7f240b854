// As much of Markdown as cards are written in.
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { test } from "node:test";

const ROOT = new URL("../../../../", import.meta.url);
const { blocksOf, sectionsOf, spansOf } = await import(new URL("server/celtint_web/page/src/model/markdown.js", ROOT));

const CARD = `# tiny: Tiny

What it
is.

- one
- two, which
  goes on

## What it is worth

| a | b |
|---|--:|
| 1 | \`2|\` |

The worst:

![worst](tiny-wrong.png)

### Finer

Text.

## Limits
None.

## What it learned from

Art.

## Licence

CC0-1.0`;

test("the licence and what it learned from come first", () => {
  const titles = sectionsOf(blocksOf(CARD)).map(({ title }) => title);
  assert.deepEqual(titles, ["Licence", "What it learned from", "", "What it is worth", "Limits"]);
});

test("paragraphs, lists and tables are told apart, pictures are left out with what leads to them", () => {
  const by = Object.fromEntries(sectionsOf(blocksOf(CARD)).map(({ title, blocks }) => [title, blocks]));
  assert.deepEqual(by[""], [{ kind: "text", text: "What it is." }, { kind: "list", rows: ["one", "two, which goes on"] }]);
  assert.deepEqual(by["What it is worth"].slice(1), [{ kind: "heading", level: 3, text: "Finer" }, { kind: "text", text: "Text." }]);
  assert.deepEqual(by["What it is worth"][0].head, ["a", "b"]);
  assert.deepEqual(by.Limits, [{ kind: "text", text: "None." }]);
});

test("stretches of a text have their look, and what looks like markup is text", () => {
  const spans = spansOf("<b>a</b> `b` **c** [d](javascript:e) ![f](g)");
  assert.deepEqual(spans, [
    { look: null, text: "<b>a</b> " }, { look: "code", text: "b" }, { look: null, text: " " },
    { look: "strong", text: "c" }, { look: null, text: " d f" },
  ]);
});

test("nothing that is written breaks it", () => {
  for (const text of ["", "\n\n\n", "- ", "|", "|\n|-", "# ", "##", "``", "****", "[](", "a\r\n\r\nb", "-\n-"]) {
    for (const { blocks } of sectionsOf(blocksOf(text))) assert.ok(Array.isArray(blocks));
    assert.ok(Array.isArray(spansOf(text)));
  }
});

test("of every card of celtint all is read", async () => {
  const folder = new URL("models/celtint_models/", ROOT);
  const files = await readdir(folder, { recursive: true });
  const cards = files.filter((name) => name.endsWith(".md") && files.includes(name.replace(/md$/, "onnx")));
  assert.ok(cards.length > 5);
  for (const name of cards) {
    const card = await readFile(new URL(name, folder), "utf8");
    const sections = sectionsOf(blocksOf(card));
    assert.equal(sections[0].title, "Licence", name);
    assert.ok(sections.every(({ blocks }) => blocks.length > 0), name);
    const texts = sections.flatMap(({ blocks }) => blocks).flatMap(({ text = "", rows = [], head = [] }) => [text, head, rows].flat(2));
    assert.ok(!texts.some((text) => /!\[|^\||^#/.test(text)), name);
  }
});
