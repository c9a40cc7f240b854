import assert from "node:assert/strict";
import { test } from "node:test";
import { Colouring } from "../../../../server/celtint_web/page/src/live/colouring.js";
import { Emitter } from "../../../../server/celtint_web/page/src/model/emitter.js";
import { Frame, Project } from "../../../../server/celtint_web/page/src/model/project.js";

/** A line whose answers are given by hand. */
class Line extends Emitter {
  state = "connected";
  asked = [];

  ask(kind, data) {
    return new Promise((answer, refuse) => this.asked.push({ kind, data, answer, refuse }));
  }
}

const turn = () => new Promise((go) => setTimeout(go));

async function begun() {
  const line = new Line();
  const colouring = new Colouring(line);
  const frame = new Frame({ name: "one", picture: { width: 8, height: 8, encoding: "l8", bytes: new Uint8Array(64) } });
  const project = new Project({ name: "one", frames: [frame] });
  colouring.show(project);
  await turn();
  const shown = [];
  colouring.on("result", ({ result }) => shown.push([result.job, result.version]));
  const stroke = async () => {
    project.touchHints(frame, { x: 0, y: 0, width: 8, height: 8 });
    await turn();
  };
  return { line, colouring, project, shown, stroke };
}

test("strokes that come faster than colours don't stop them: what is under way is shown, then all strokes at once", async () => {
  const { line, colouring, shown, stroke } = await begun();
  for (let count = 0; count < 3; count += 1) await stroke();
  assert.equal(line.asked.length, 1);
  line.asked[0].answer({ job: "first" });
  await turn();
  assert.deepEqual(shown, [["first", 0]]);
  assert.equal(line.asked.length, 2);
  assert.equal(colouring.state, "working");
  line.asked[1].answer({ job: "second" });
  await turn();
  assert.deepEqual(shown.at(-1), ["second", 3]);
  assert.equal(line.asked.length, 2);
  assert.equal(colouring.state, "idle");
});

test("other settings take the place of what is under way at once", async () => {
  const { line, project, shown } = await begun();
  project.setSettings({ style: "soft" });
  await turn();
  assert.equal(line.asked.length, 2);
  line.asked[1].answer({ job: "soft" });
  line.asked[0].answer({ job: "flat" });
  await turn();
  assert.deepEqual(shown, [["soft", 0]]);
});

test("strokes behind one that failed are coloured all the same", async () => {
  const { line, colouring, stroke } = await begun();
  await stroke();
  line.asked[0].refuse(Object.assign(new Error("No."), { name: "INTERNAL" }));
  await turn();
  assert.equal(line.asked.length, 2);
  line.asked[1].answer({ job: "second" });
  await turn();
  assert.equal(colouring.state, "idle");
});

test("what has no dab waits for a second colour and a third of the drawing, and doesn't flicker about that; never on a shot's frame", async () => {
  const { line, colouring, project, stroke } = await begun();
  const [frame] = project.frames;
  const region = (area, decided_by) => ({ area, decided_by, box: [2, 2, 3, 3] });
  const answer = async (regions, more = {}) => {
    line.asked.at(-1).answer({ job: String(line.asked.length), mode: "line", regions, images: {}, ...more });
    await turn();
  };
  const dab = async (x, pixel) => {
    frame.hints.span(1, x, x + 1, pixel);
    await stroke();
    return line.asked.at(-1).data.settings.undecided;
  };
  await answer([region(10, "none"), region(20, "none")]);
  assert.equal(await dab(1, 0xff0000ff), "transparent");
  await answer([region(10, "hint"), region(20, "none")]);
  assert.equal(await dab(2, 0xff00ff00), "auto", "two colours, a third of the area");
  const asked = line.asked.length;
  await answer([region(6, "hint"), region(24, "rule")]);
  assert.equal(line.asked.length, asked, "a little less doesn't take it back");
  await dab(3, 0xff00ff00);
  await answer([region(2, "hint"), region(28, "rule")]);
  assert.equal(line.asked.at(-1).data.settings.undecided, "transparent", "asked anew, now that it is known");
  await answer([region(2, "hint"), region(28, "none")]);
  assert.ok(colouring.waits(frame));
  colouring.put(frame, { ...colouring.of(frame), of: {} });
  assert.ok(!colouring.waits(frame));
});
