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
