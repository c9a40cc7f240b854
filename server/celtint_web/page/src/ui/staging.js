import { Frame } from "../model/project.js";
import { Raster } from "../model/tiles.js";
import { busy } from "./busy.js";
import { button, make } from "./elements.js";
import { failed, tell } from "./notices.js";
import { say } from "./words.js";

/** What may lie behind the things; the contract's words. */
const BACKGROUNDS = ["none", "meadow", "street", "room", "sea", "night sky"];

/** What makes a picture of named boxes on an empty page, and a function that shows it only where there are some. */
export function buildStaging(app) {
  const behind = make("select", { title: "stage.background" });
  for (const value of BACKGROUNDS) behind.append(make("option", { value, word: `stage.background.${value}` }));
  behind.value = "meadow";
  const go = button("picture", { word: "stage.make", class: "plain" }, () => makePicture(app, behind.value));
  const made = make("div", { class: "staging" }, make("p", { class: "about", word: "stage.about" }), behind, go);
  const show = () => (made.hidden = !app.link.welcome?.verbs?.includes("stage") || !isBoxed(app.project?.current));
  return { made, show };
}

/** Whether a frame is an empty page with names on it. */
function isBoxed(frame) {
  const named = frame?.boxes.some(({ tag }) => tag);
  return Boolean(named) && frame.pen.empty && frame.original.bytes.every((value) => value === 255);
}

/** Whether somebody chose the boxes' colours: one that all have is that of the brush they were drawn with. */
function isChosen(boxes) {
  return new Set(boxes.map(({ colour }) => String(colour))).size > 1;
}

/** Put a picture of the boxes behind the frame that is looked at, with its lines, its dabs and the boxes as names. */
async function makePicture(app, background) {
  const { project } = app;
  const { width, height, boxes } = project.current;
  const at = project.frames.indexOf(project.current) + 1;
  const asked = boxes.map(({ x, y, width: across, height: down, tag, colour }) => {
    return { x, y, width: across, height: down, tag, colour: isChosen(boxes) && Array.isArray(colour) ? colour : null };
  });
  try {
    const made = await busy("stage.busy", (report, signal) => {
      const how = { signal, onProgress: ({ share }) => report(share) };
      return app.link.ask("stage", { width, height, boxes: asked, background }, how);
    });
    if (!made || project !== app.project) return;
    const hints = Raster.from(width, height, made.hints.bytes);
    const named = boxes.map((box) => ({ ...box, colour: null }));
    const frame = new Frame({ name: say("stage.name"), picture: made.lines, hints, boxes: named });
    const before = { frames: [...project.frames], palette: project.palette };
    const frames = [...before.frames.slice(0, at), frame, ...before.frames.slice(at)];
    const after = { frames, palette: [...before.palette, ...made.palette] };
    const put = (state) => {
      project.setPalette(state.palette);
      project.setFrames(state.frames);
    };
    app.history.do({ label: "stage.make", undo: () => put(before), redo: () => put(after) });
    project.show(frame);
    for (const note of made.notes) tell(note, { bad: true });
  } catch (error) {
    failed(error);
  }
}
