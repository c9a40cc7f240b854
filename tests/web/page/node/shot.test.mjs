// A shot without a browser: what is sent, what is different, where to look, what is left.
import assert from "node:assert/strict";
import { test } from "node:test";

const src = new URL("../../../../server/celtint_web/page/src/", import.meta.url);
const load = (path) => import(new URL(path, src));
const { Frame, Project } = await load("model/project.js");
const { Shot } = await load("model/shot.js");
const { Raster, packed } = await load("model/tiles.js");
const { Recolouring } = await load("model/recolouring.js");
const { areaAt } = await load("model/area.js");
const { Estimate, spoken } = await load("model/estimate.js");

const RED = [200, 30, 40];
const BLUE = [40, 90, 210];

function shotOf(count) {
  const picture = { width: 300, height: 20, encoding: "l8", bytes: new Uint8Array(6000) };
  const frames = Array.from({ length: count }, (_, at) => new Frame({ name: String(at), picture }));
  const project = new Project({ name: "shot", frames, palette: [{ id: "skin", name: "", colour: RED }] });
  return { project, frames, shot: new Shot(project) };
}

function dab(project, frame, colour = RED, x = 5) {
  for (let y = 3; y < 7; y += 1) frame.hints.span(y, x, x + 4, packed(colour));
  project.touchHints(frame, { x, y: 3, width: 4, height: 4 });
}

function key(colour) {
  const raster = new Raster(300, 20);
  for (let y = 0; y < 20; y += 1) raster.span(y, 0, 300, packed(colour));
  return { width: 300, height: 20, encoding: "rgba8", bytes: new Uint8Array(raster.bytes().buffer) };
}

function result(regions = [], more = {}) {
  return { blob: {}, mode: "line", palette: [{ id: "7", colour: RED }], regions, notes: [], doubt: 0, held: false, cut: false, ...more };
}

function colour(shot, settings = "{}", made = () => result(), doubts = []) {
  const run = shot.begin(shot.plan(settings));
  for (const { frame, number } of run.plan.send) assert.equal(shot.put(run, number, made(frame)), frame);
  shot.finish(run, "job-1", doubts);
}

const region = (id, area, unsure = true) => ({ id, area, unsure, box: [0, 0, 2, 2] });

test("at first all is sent", () => {
  const { project, frames, shot } = shotOf(3);
  dab(project, frames[1]);
  project.setKey(frames[0], key(RED));
  const { kind, send } = shot.plan("{}");
  assert.equal(kind, "whole");
  assert.deepEqual(send.map(({ number, picture, hints, key: has }) => [number, picture, hints, has]), [
    [1, true, false, true],
    [2, true, true, false],
    [3, true, false, false],
  ]);
});

test("a frame whose lines have changed makes the shot be sent anew, and a frame kept before there were lines doesn't", () => {
  const { project, frames, shot } = shotOf(3);
  colour(shot);
  assert.equal(shot.plan("{}"), null);
  const saved = structuredClone({ ...shot.save(), run: null });
  for (const print of [...saved.sent.values(), ...saved.shown.values()]) delete print.lines;
  shot.load(saved, new Map(frames.map(({ id }) => [id, result()])));
  assert.equal(shot.plan("{}"), null);
  frames[1].pen.span(4, 10, 20, packed([0, 0, 0]));
  project.touchLines(frames[1], { x: 10, y: 4, width: 10, height: 1 });
  assert.ok(shot.changed(frames[1]) && !shot.changed(frames[0]));
  const { kind, send } = shot.plan("{}");
  assert.equal(kind, "whole");
  assert.deepEqual(send.map(({ picture }) => picture), [true, true, true]);
});

test("a correction sends what was changed and nothing else", () => {
  const { project, frames, shot } = shotOf(4);
  dab(project, frames[0]);
  project.setKey(frames[3], key(BLUE));
  colour(shot);
  assert.equal(shot.plan("{}"), null);
  dab(project, frames[2]);
  project.setKey(frames[3], null);
  const { kind, corrects, send } = shot.plan("{}");
  assert.deepEqual([kind, corrects], ["correct", "job-1"]);
  assert.deepEqual(send.map(({ frame, ...sent }) => sent), [
    { number: 3, picture: false, hints: true, key: false, boxes: false, without: [] },
    { number: 4, picture: false, hints: false, key: false, boxes: false, without: ["key"] },
  ]);
  assert.deepEqual(frames.map((frame) => shot.changed(frame)), [false, false, true, true]);
});

test("a box on a frame is sent, and taken away again", () => {
  const { project, frames, shot } = shotOf(3);
  const box = { id: "b", x: 1, y: 2, width: 9, height: 9, tag: "sky", colour: RED };
  project.setBoxes(frames[1], [box]);
  assert.deepEqual(shot.plan("{}").send.map(({ boxes }) => boxes), [false, true, false]);
  colour(shot);
  assert.equal(shot.plan("{}"), null);
  project.setBoxes(frames[1], [{ ...box, id: "other" }]);
  assert.equal(shot.plan("{}"), null, "which box it is is nobody's business");
  project.setBoxes(frames[1], []);
  project.setBoxes(frames[2], [{ ...box, colour: "none" }]);
  assert.deepEqual(frames.map((frame) => shot.changed(frame)), [false, true, true]);
  assert.deepEqual(shot.plan("{}").send.map(({ number, boxes, without }) => [number, boxes, without]), [[2, false, ["boxes"]], [3, true, []]]);
});

test("a shot that was kept by an older page has no boxes to send", () => {
  const { frames, shot } = shotOf(2);
  colour(shot);
  const saved = shot.save();
  for (const print of [...saved.sent.values(), ...saved.shown.values()]) delete print.boxes;
  shot.load(saved, new Map(frames.map((frame) => [frame.id, result()])));
  assert.equal(shot.plan("{}"), null);
});

test("what was undone is no change", () => {
  const { project, frames, shot } = shotOf(2);
  colour(shot);
  const before = frames[1].hints.tile(0);
  dab(project, frames[1]);
  assert.ok(shot.changed(frames[1]));
  frames[1].hints.replace(0, before);
  assert.equal(shot.changed(frames[1]), false);
  assert.equal(shot.plan("{}"), null);
});

test("paint that was taken away is told", () => {
  const { project, frames, shot } = shotOf(2);
  dab(project, frames[0]);
  colour(shot);
  for (let y = 0; y < 20; y += 1) frames[0].hints.span(y, 0, 300, 0);
  project.touchHints(frames[0], null);
  assert.deepEqual(shot.plan("{}").send.map(({ without, hints }) => [without, hints]), [[["hints"], false]]);
});

test("frames that are put behind come with their picture; others in another order are sent anew", () => {
  const { project, frames, shot } = shotOf(2);
  colour(shot);
  const more = new Frame({ name: "more", picture: frames[0].picture });
  project.setFrames([...frames, more]);
  assert.deepEqual(shot.plan("{}").send.map(({ number, picture }) => [number, picture]), [[3, true]]);
  project.setFrames([more, ...frames]);
  assert.equal(shot.plan("{}").kind, "whole");
  project.setFrames([frames[1]]);
  assert.equal(shot.plan("{}").kind, "whole");
});

test("other settings correct the shot without a frame being sent", () => {
  const { shot } = shotOf(2);
  colour(shot, "{}");
  assert.deepEqual([shot.plan("{gap}").kind, shot.plan("{gap}").send], ["correct", []]);
});

test("what is painted while a run is under way is of no run yet", () => {
  const { project, frames, shot } = shotOf(2);
  const run = shot.begin(shot.plan("{}"));
  dab(project, frames[1]);
  shot.put(run, 1, result());
  shot.put(run, 2, result());
  shot.finish(run, "job-1", []);
  assert.deepEqual(shot.plan("{}").send.map(({ number }) => number), [2]);
  assert.equal(run.contents.get(frames[1].id).tiles[0], null);
});

test("a correction that is stopped leaves the colours that were there", () => {
  const { project, frames, shot } = shotOf(2);
  colour(shot);
  const old = shot.result(frames[1]);
  dab(project, frames[1]);
  const run = shot.begin(shot.plan("{}"));
  shot.put(run, 2, result([region(1, 5)]));
  assert.equal(shot.mark(frames[1]).doubts, 1);
  shot.cancel(run);
  assert.equal(shot.result(frames[1]), old);
  assert.ok(shot.changed(frames[1]));
  assert.equal(shot.job, "job-1");
});

test("marks tell keys, dabs, doubts, what is held and where a scene begins", () => {
  const { project, frames, shot } = shotOf(3);
  dab(project, frames[0]);
  project.setKey(frames[2], key(RED));
  const made = [result([region(1, 5), region(2, 9), region(3, 1, false)], { cut: true }), result([], { held: true }), result([], { cut: true, doubt: 0.25, mode: "grey" })];
  colour(shot, "{}", (frame) => made[frames.indexOf(frame)]);
  const [first, second, third] = frames.map((frame) => shot.mark(frame));
  assert.deepEqual([first.hints, first.doubts, first.cut], [true, 2, false]);
  assert.deepEqual([second.held, second.doubts], [true, 0]);
  assert.deepEqual([third.key, third.cut, third.doubt], [true, true, 0.25]);
});

test("doubts are gone through as the server ranks them, round the shot, those that are sure now left out", () => {
  const { frames, shot } = shotOf(4);
  const made = [result(), result([region(1, 5), region(2, 9), region(3, 9, false)]), result([region(2, 9)], { held: true }), result([], { mode: "grey", doubt: 0.3 })];
  const doubts = [{ number: 4, region: null }, { number: 2, region: 1 }, { number: 2, region: 3 }, { number: 1, region: null }, { number: 2, region: 2 }];
  colour(shot, "{}", (frame) => made[frames.indexOf(frame)], doubts);
  const seen = [];
  let at = null;
  for (let step = 0; step < 4; step += 1) {
    const { frame, region: found } = shot.nextDoubt(at);
    at = { frame, region: found?.id ?? null };
    seen.push([frames.indexOf(frame), at.region]);
  }
  assert.deepEqual(seen, [[3, null], [1, 1], [1, 2], [3, null]]);
  const kept = new Shot(shot.project);
  kept.load(structuredClone(shot.save()), new Map(frames.map((frame) => [frame.id, shot.result(frame)])));
  assert.equal(kept.nextDoubt(null).frame, frames[3]);
  const sure = shotOf(2);
  colour(sure.shot);
  assert.equal(sure.shot.nextDoubt(null), null);
});

test("a swatch is recoloured in hints, keys and boxes of all frames, and back", () => {
  const { project, frames } = shotOf(3);
  dab(project, frames[0], RED);
  dab(project, frames[0], BLUE, 40);
  dab(project, frames[1], RED);
  project.setKey(frames[2], key(RED));
  project.setBoxes(frames[2], [{ id: "b", x: 0, y: 0, width: 4, height: 4, tag: "", colour: RED }]);
  const told = [];
  project.on("recolour", ({ from, to }) => told.push([from, to]));
  const change = new Recolouring(project, new Map([["skin", [1, 2, 3]]]));
  change.redo();
  const at = (frame, x) => frame.hints.at(x, 4);
  assert.deepEqual([at(frames[0], 6), at(frames[0], 41), at(frames[1], 6)], [[1, 2, 3], BLUE, [1, 2, 3]].map((one) => packed(one)));
  assert.deepEqual([...frames[2].key.bytes.subarray(0, 4)], [1, 2, 3, 255]);
  assert.deepEqual([frames[2].boxes[0].colour, project.palette[0].colour], [[1, 2, 3], [1, 2, 3]]);
  change.undo();
  assert.deepEqual([at(frames[0], 6), at(frames[1], 6), project.palette[0].colour], [packed(RED), packed(RED), RED]);
  assert.deepEqual([...frames[2].key.bytes.subarray(0, 3)], RED);
  change.redo();
  assert.equal(at(frames[1], 6), packed([1, 2, 3]));
  assert.deepEqual(told, [[RED, [1, 2, 3]], [[1, 2, 3], RED], [RED, [1, 2, 3]]]);
});

test("frames whose paint and colours were changed alike need no correction, until something else does", () => {
  const { project, frames, shot } = shotOf(3);
  for (const frame of frames) dab(project, frame);
  colour(shot);
  assert.deepEqual(shot.entries(RED), ["7"]);
  new Recolouring(project, new Map([["skin", BLUE]])).redo();
  shot.settle(frames);
  assert.equal(shot.plan("{}"), null);
  dab(project, frames[2], BLUE, 100);
  assert.deepEqual(shot.plan("{}").send.map(({ number }) => number), [1, 2, 3]);
});

test("what is left is told once something can be said", () => {
  const estimate = new Estimate();
  assert.equal(estimate.left(0, 1000), null);
  assert.equal(estimate.left(0.04, 9000), null);
  assert.equal(estimate.left(0.25, 11_000), 30);
  assert.equal(estimate.left(0.5, 21_000), 20);
  assert.deepEqual(spoken(1), { unit: "seconds", count: 5 });
  assert.deepEqual(spoken(31), { unit: "seconds", count: 35 });
  assert.deepEqual(spoken(61), { unit: "minutes", count: 2 });
});

test("an area is what is of one colour and not parted by a line", () => {
  const bytes = new Uint8Array(50).fill(255);
  for (const y of [0, 1, 2, 3, 4]) bytes[10 * y + 4] = 0;
  const colours = new Uint32Array(50).fill(packed(RED));
  colours.fill(packed(BLUE), 30, 40);
  const map = areaAt({ width: 10, height: 5, encoding: "l8", bytes }, new Uint8Array(colours.buffer), { x: 1.5, y: 1.5 });
  const row = [1, 1, 1, 1, 0, 0, 0, 0, 0, 0];
  const none = row.map(() => 0);
  assert.deepEqual([...map], [row, row, row, none, none].flat());
});
