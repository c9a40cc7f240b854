// Palettes in files, colours in OKLCH, and variants.
import assert from "node:assert/strict";
import { test } from "node:test";

const src = new URL("../../../../server/celtint_web/page/src/", import.meta.url);
const load = (path) => import(new URL(path, src));
const { MOST_SWATCHES, readPalette, writeGpl, writeHex } = await load("files/palettes.js");
const { fromOklch, toOklch } = await load("model/colours.js");
const { Frame, Project } = await load("model/project.js");
const { shownVariant, variantsOf } = await load("model/palette.js");
const { keepVariant, variantChange, dropVariant } = await load("model/variants.js");
const { Recolouring } = await load("model/recolouring.js");
const { packed } = await load("model/tiles.js");

const SWATCHES = [
  { name: "Skin", colour: [240, 200, 170] },
  { name: "<script>alert(1)</script>", colour: [0, 7, 255] },
  { name: "", colour: [9, 9, 9] },
];

test("a palette is the same after it was written and read", () => {
  assert.deepEqual(readPalette(writeGpl("Tiger", SWATCHES)), SWATCHES);
  assert.deepEqual(readPalette(writeHex(SWATCHES)), SWATCHES.map(({ colour }) => ({ name: "", colour })));
});

test("names stay on their lines", () => {
  const written = writeGpl("a\nColumns: 3", [{ name: "b\r\n1 2 3", colour: [4, 5, 6] }]);
  assert.deepEqual(readPalette(written), [{ name: "b 1 2 3", colour: [4, 5, 6] }]);
});

test("palettes of other programs are read", () => {
  const gimp = "GIMP Palette\r\nName: X\r\nColumns: 0\r\n# from elsewhere\r\n\r\n  0  12 255\tOne  two\r\n1 2 3\r\n";
  assert.deepEqual(readPalette(gimp), [{ name: "One  two", colour: [0, 12, 255] }, { name: "", colour: [1, 2, 3] }]);
  assert.deepEqual(readPalette("\uFEFFff8000\n#0F0\n; said aside\n").map(({ colour }) => colour), [[255, 128, 0], [0, 255, 0]]);
});

test("junk is refused in one word", () => {
  const no = (text, word) => assert.throws(() => readPalette(text), (error) => error.word === word);
  for (const text of ["", "\n\n", "hello", "GIMP Palette\n", "GIMP Palette\n256 0 0 red", "GIMP Palette\nred", "ff00zz", "\u0000\u0001"]) {
    no(text, "palette.notAPalette");
  }
  no("000000\n".repeat(MOST_SWATCHES + 1), "palette.tooMany");
  assert.equal(readPalette("000000\n".repeat(MOST_SWATCHES)).length, MOST_SWATCHES);
});

// Reference values of CSS Color 4, "Sample code for color conversions".
test("OKLCH is that of the reference", () => {
  const known = [
    [[255, 0, 0], 0.6279554, 0.2576833, 29.2338812],
    [[0, 255, 0], 0.8664396, 0.2948272, 142.4953389],
    [[0, 0, 255], 0.4520137, 0.3132143, 264.0520212],
    [[255, 255, 255], 1, 0, null],
    [[128, 128, 128], 0.5998708, 0, null],
  ];
  for (const [colour, l, c, h] of known) {
    const found = toOklch(colour);
    assert.ok(Math.abs(found.l - l) < 1e-4 && Math.abs(found.c - c) < 1e-4, `${colour}: ${JSON.stringify(found)}`);
    if (h !== null) assert.ok(Math.abs(found.h - h) < 0.01, `${colour}: ${found.h}`);
  }
  for (let at = 0; at < 4096; at += 7) {
    const colour = [at & 255, (at * 5) & 255, (at * 11) & 255];
    assert.deepEqual(fromOklch(toOklch(colour)), colour);
  }
});

function project() {
  const picture = { width: 8, height: 8, encoding: "l8", bytes: new Uint8Array(64) };
  const palette = [{ id: "a", name: "", colour: [1, 1, 1] }, { id: "b", name: "", colour: [2, 2, 2] }];
  const made = new Project({ name: "p", palette, frames: [new Frame({ name: "f", picture })] });
  made.current.hints.span(0, 0, 4, packed([1, 1, 1]));
  made.current.hints.span(1, 0, 4, packed([2, 2, 2]));
  return made;
}

test("two swatches change places at once, and back", () => {
  const one = project();
  const change = new Recolouring(one, new Map([["a", [2, 2, 2]], ["b", [1, 1, 1]]]));
  change.redo();
  assert.equal(one.current.hints.at(0, 0), packed([2, 2, 2]));
  assert.equal(one.current.hints.at(0, 1), packed([1, 1, 1]));
  change.undo();
  assert.equal(one.current.hints.at(0, 0), packed([1, 1, 1]));
  assert.deepEqual(one.palette.map(({ colour }) => colour[0]), [1, 2]);
});

test("variants keep what is changed in them, and are switched in one step", () => {
  const one = project();
  assert.equal(shownVariant(one), null);
  keepVariant(one, "Day");
  keepVariant(one, "Night");
  one.variant = "Night";
  assert.equal(shownVariant(one), "Night");
  new Recolouring(one, new Map([["a", [0, 0, 90]]])).redo();
  assert.equal(shownVariant(one), "Night");
  const toDay = variantChange(one, "Day");
  toDay.redo();
  assert.equal(shownVariant(one), "Day");
  assert.equal(one.current.hints.at(0, 0), packed([1, 1, 1]));
  toDay.undo();
  assert.equal(shownVariant(one), "Night");
  assert.equal(one.current.hints.at(0, 0), packed([0, 0, 90]));
  assert.deepEqual(one.palette[0].variants, { Day: [1, 1, 1], Night: [0, 0, 90] });
  one.paletteOnly = true;
  assert.deepEqual(Object.keys(one.limit[0]), ["id", "name", "colour"]);
  dropVariant(one, "Night");
  assert.deepEqual(variantsOf(one), ["Day"]);
});
