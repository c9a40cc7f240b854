// The model without a browser: tiles, history, packing, colours, the view and the brush.
import assert from "node:assert/strict";
import { test } from "node:test";

const src = new URL("../../../../server/celtint_web/page/src/", import.meta.url);
const load = (path) => import(new URL(path, src));
const { Raster, TILE, packed } = await load("model/tiles.js");
const { History } = await load("model/history.js");
const { Change } = await load("model/strokes.js");
const { pack, unpack } = await load("model/packing.js");
const { fromHex, fromOklch, hex, toOklch } = await load("model/colours.js");
const { Brush, radiusOf } = await load("draw/brush.js");
const { grouped } = await load("model/grouping.js");
const { Pen } = await load("draw/pen.js");
const { laid, withLines, withOtherLines } = await load("model/lines.js");
const { View } = await load("draw/view.js");

const RED = packed([255, 0, 0]);
const BLUE = packed([0, 0, 255]);

function stroke(raster, value, ...points) {
  const heard = [];
  const change = new Change("tool.brush", raster, (rect) => heard.push(rect));
  const brush = new Brush(raster, change, value);
  for (const [x, y, radius] of points) brush.to(x, y, radius);
  return { change, heard, changed: change.finish() };
}

test("a raster gives back the bytes it was made of", () => {
  const bytes = new Uint8Array(4 * 300 * 270);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = (at * 7919) % 251;
  const raster = Raster.from(300, 270, bytes);
  assert.deepEqual(new Uint8Array(raster.bytes().buffer), bytes);
  assert.equal(raster.at(299, 269), new Uint32Array(bytes.buffer)[300 * 270 - 1]);
  assert.equal(raster.at(300, 0), 0);
});

test("a raster without paint has no tiles", () => {
  const raster = Raster.from(600, 600, new Uint8Array(4 * 600 * 600));
  assert.ok(raster.tiles.every((tile) => tile === null));
  assert.ok(raster.empty);
});

test("who has a tile or a copy keeps what it was", () => {
  const raster = new Raster(512, 256);
  raster.span(3, 0, 5, RED);
  const tile = raster.tile(0);
  const copy = raster.copy();
  raster.span(3, 0, 5, BLUE);
  assert.equal(tile[3 * TILE], RED);
  assert.equal(copy.at(0, 3), RED);
  assert.equal(raster.at(0, 3), BLUE);
});

test("a rectangle that hangs over the edge is clear there", () => {
  const raster = new Raster(10, 10);
  raster.span(0, 0, 10, RED);
  const pixels = new Uint32Array(raster.read({ x: -1, y: -1, width: 3, height: 3 }).buffer);
  assert.deepEqual([...pixels], [0, 0, 0, 0, RED, RED, 0, 0, 0]);
});

test("the brush paints the pixels whose middle it holds, and no others", () => {
  const raster = new Raster(64, 64);
  stroke(raster, RED, [32, 32, 6]);
  for (let y = 0; y < 64; y += 1) {
    for (let x = 0; x < 64; x += 1) {
      const inside = Math.hypot(x + 0.5 - 32, y + 0.5 - 32) <= 6;
      assert.equal(raster.at(x, y), inside ? RED : 0, `${x}, ${y}`);
    }
  }
});

test("a fast stroke has no gaps, and a thin one is a pixel wide", () => {
  const raster = new Raster(400, 40);
  stroke(raster, RED, [10, 20, 8], [390, 20, 8]);
  for (let x = 10; x < 390; x += 1) assert.equal(raster.at(x, 27), RED);
  stroke(raster, BLUE, [10, 5, 0.5], [200, 5, 0.5]);
  assert.equal(raster.at(100, 5), BLUE);
  assert.equal(raster.at(100, 4), 0);
});

test("light pressure is a thin stroke", () => {
  assert.equal(radiusOf(20, 1), 10);
  assert.equal(radiusOf(20, 0), 2.5);
});

test("a stroke is undone and redone, over tiles, and says where", () => {
  const history = new History();
  const raster = new Raster(600, 300);
  const one = stroke(raster, RED, [200, 100, 10], [400, 100, 10]);
  history.push(one.change);
  const after = raster.bytes();
  assert.ok(history.undo());
  assert.ok(raster.empty);
  assert.ok(one.heard[0].x <= 190 && one.heard[0].x + one.heard[0].width >= 410);
  assert.ok(history.redo());
  assert.deepEqual(raster.bytes(), after);
  assert.equal(history.redo(), false);
});

test("two hundred strokes are all undone, and old ones take little room", () => {
  const history = new History();
  const raster = new Raster(1024, 1024);
  const seen = [];
  const changes = [];
  for (let at = 0; at < 200; at += 1) {
    seen.push(raster.copy());
    const { change } = stroke(raster, packed([at, 255 - at, 3]), [(at * 37) % 1024, (at * 91) % 1024, 20]);
    changes.push(change);
    history.push(change);
  }
  assert.ok(changes[0].packed && !changes[199].packed);
  for (let at = 199; at >= 0; at -= 1) {
    assert.ok(history.undo());
    if (at % 20 === 0) assert.deepEqual(raster.bytes(), seen[at].bytes());
  }
  assert.equal(history.undo(), false);
});

test("what is done anew ends what was undone", () => {
  const history = new History();
  const raster = new Raster(64, 64);
  history.push(stroke(raster, RED, [10, 10, 4]).change);
  history.undo();
  history.push(stroke(raster, BLUE, [40, 40, 4]).change);
  assert.equal(history.redo(), false);
  assert.equal(history.next.undo, "tool.brush");
});

test("a stroke of the same paint over itself changes nothing", () => {
  const raster = new Raster(64, 64);
  stroke(raster, RED, [10, 10, 4]);
  assert.equal(stroke(raster, RED, [10, 10, 3]).changed, false);
  assert.equal(stroke(raster, 0, [50, 50, 3]).changed, false);
});

test("a stroke that is cancelled leaves what was there", () => {
  const raster = new Raster(64, 64);
  stroke(raster, RED, [10, 10, 4]);
  const before = raster.bytes();
  const change = new Change("tool.brush", raster, () => {});
  new Brush(raster, change, BLUE).to(12, 10, 5);
  change.cancel();
  assert.deepEqual(raster.bytes(), before);
});

test("packed tiles are small and come back", () => {
  const flat = new Uint32Array(TILE * TILE);
  flat.fill(RED, 1000, 1400);
  assert.ok(pack(flat).bytes < 100);
  assert.deepEqual(unpack(pack(flat)), flat);
  const noise = flat.map((_, at) => (at * 2654435761) >>> 0);
  assert.deepEqual(unpack(pack(noise)), noise);
  assert.equal(unpack(pack(null)), null);
});

test("hex colours, long and short, and none", () => {
  assert.deepEqual(fromHex("#e98a2b"), [233, 138, 43]);
  assert.deepEqual(fromHex(" fa0 "), [255, 170, 0]);
  assert.equal(fromHex("#12"), null);
  assert.equal(fromHex("<script>"), null);
  assert.equal(hex([233, 138, 43]), "#e98a2b");
});

test("OKLCH and back", () => {
  for (const colour of [[233, 138, 43], [0, 0, 0], [255, 255, 255], [12, 200, 99]]) {
    assert.deepEqual(fromOklch(toOklch(colour)), colour);
  }
  assert.ok(Math.abs(toOklch([255, 255, 255]).l - 1) < 1e-4);
  const loud = fromOklch({ l: 0.7, c: 0.4, h: 140 });
  assert.ok(loud.every((value) => value >= 0 && value <= 255));
});

test("the view's two ways are each other's inverse, turned and zoomed", () => {
  const view = new View();
  view.resize(900, 600);
  view.fit(1920, 1080);
  view.about(300, 200, 3, 0.7);
  const there = view.toScreen(123, 456);
  const back = view.toPicture(there.x, there.y);
  assert.ok(Math.hypot(back.x - 123, back.y - 456) < 1e-9);
});

test("zooming keeps the point under the pointer, and fit shows all", () => {
  const view = new View();
  view.resize(900, 600);
  view.fit(1920, 1080);
  const corner = view.toScreen(1920, 1080);
  assert.ok(corner.x <= 900 && corner.y <= 600 && view.toScreen(0, 0).x >= 0);
  const before = view.toPicture(250, 125);
  view.about(250, 125, 1.7, -0.3);
  const after = view.toPicture(250, 125);
  assert.ok(Math.hypot(before.x - after.x, before.y - after.y) < 1e-9);
});

test("a sample is every second, fourth, … pixel, whatever the rectangle", () => {
  const raster = new Raster(700, 530);
  stroke(raster, RED, [250, 250, 30], [520, 300, 12]);
  stroke(raster, BLUE, [690, 520, 30]);
  for (const level of [0, 1, 2, 3]) {
    const rect = { x: 101, y: 77, width: 599, height: 453 };
    const { bytes, x, y, width, height } = raster.sample(rect, level);
    const pixels = new Uint32Array(bytes.buffer);
    const step = 2 ** level;
    assert.ok(x <= 101 && y <= 77 && x + width * step >= 700 && y + height * step >= 530);
    for (let row = 0; row < height; row += 1) {
      for (let column = 0; column < width; column += 1) {
        const wanted = raster.at(x + column * step + (step >> 1), y + row * step + (step >> 1));
        assert.equal(pixels[row * width + column], wanted, `${level}: ${column}, ${row}`);
      }
    }
  }
});

function line(raster, points, how) {
  const change = new Change("tool.pen", raster, () => {});
  const pen = new Pen(raster, change, how);
  for (const [x, y, radius] of points) pen.to(x, y, radius);
  change.finish();
  return change;
}

const cover = (raster, x, y) => raster.at(x, y) >>> 24;

test("a pen's line covers each pixel as far as it lies in it, over tiles, and where it crosses itself no more", () => {
  const raster = new Raster(600, 300);
  line(raster, [[20, 100, 3], [580, 100, 3], [580, 200, 3], [300, 200, 3], [300, 50, 3]]);
  for (let x = 20; x < 580; x += 1) {
    const column = [96, 97, 99, 102, 103].map((y) => cover(raster, x, y));
    if (Math.abs(x - 300) > 5 && x < 570) assert.deepEqual(column, [0, 255, 255, 255, 0], String(x));
  }
  line(raster, [[20.5, 20.25, 1], [40.5, 20.25, 1]]);
  assert.deepEqual([18, 19, 20, 21].map((y) => cover(raster, 30, y)), [0, 191, 255, 64]);
  assert.equal(raster.at(30, 20) & 0xffffff, 0);
});

test("the eraser leaves a soft edge, and its line undone gives back what was there", () => {
  const raster = new Raster(300, 300);
  line(raster, [[10, 150, 10], [290, 150, 10]]);
  const before = raster.bytes();
  const change = line(raster, [[150.25, 10, 5], [150.25, 290, 5]], { erases: true });
  assert.deepEqual([144, 145, 150, 155, 156].map((x) => cover(raster, x, 150)), [255, 64, 0, 191, 255]);
  change.undo();
  assert.deepEqual(raster.bytes(), before);
});

test("lines darken a picture, which stays as it is, grey or half clear", () => {
  const grey = { width: 3, height: 1, encoding: "l8", bytes: new Uint8Array([255, 100, 10]) };
  const clear = { width: 3, height: 1, encoding: "rgba8", bytes: new Uint8Array([200, 100, 50, 255, 9, 9, 9, 0, 200, 100, 50, 128]) };
  const pen = new Raster(3, 1);
  pen.span(0, 0, 3, packed([0, 0, 0, 51]));
  assert.deepEqual([...withLines(grey, pen).bytes], [204, 80, 8]);
  const over = [...laid(clear, pen, { x: 0, y: 0, width: 3, height: 1 }).bytes];
  assert.deepEqual(over, [160, 80, 40, 255, 0, 0, 0, 51, 134, 67, 33, 153]);
  assert.deepEqual([...grey.bytes], [255, 100, 10]);
  pen.span(0, 0, 1, 0);
  const next = withOtherLines(withLines(grey, pen), grey, pen, { x: -5, y: -5, width: 6, height: 6 });
  assert.deepEqual([...next.bytes], [255, 80, 8]);
  pen.span(0, 0, 3, 0);
  assert.equal(withOtherLines(next, grey, pen, { x: 0, y: 0, width: 3, height: 1 }), grey);
});

test("points that lie together are one group each, about the most important, and groups lie apart", () => {
  const { length } = grouped([], 30);
  assert.equal(length, 0);
  const points = Array.from({ length: 300 }, (_, at) => ({ id: at, x: (at * 97) % 400, y: (at * 61) % 230 }));
  const groups = grouped(points, 30);
  assert.deepEqual(groups.flat().map(({ id }) => id).sort((one, other) => one - other), points.map(({ id }) => id));
  const far = (one, other) => Math.hypot(one.x - other.x, one.y - other.y);
  for (const [at, [first, ...others]] of groups.entries()) {
    for (const other of others) assert.ok(far(first, other) < 30 && other.id > first.id);
    for (const [second] of groups.slice(at + 1)) assert.ok(far(first, second) >= 30);
  }
  assert.equal(groups[0][0].id, 0);
  assert.ok(groups.length < 100);
});
