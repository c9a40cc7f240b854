import { button, make } from "./elements.js";
import { failed } from "./notices.js";
import { panel } from "./panel.js";

/** The reference's canvas, in CSS pixels. */
const SIZE = { width: 240, height: 190 };
const NEAREST = 32;
/** Farther than this a press was a drag, in CSS pixels. */
const STILL = 4;

/** A picture laid aside to take colours from: dragged to move, zoomed by the wheel or the keyboard, clicked to pick. */
export function buildReference(app, place) {
  const ratio = Math.max(1, Math.round(devicePixelRatio));
  const canvas = make("canvas", { class: "reference", width: SIZE.width * ratio, height: SIZE.height * ratio, title: "reference.picture", tabIndex: 0 });
  canvas.setAttribute("role", "img");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  let image = null;
  let view = { x: 0, y: 0, scale: 1 };

  const draw = () => {
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    if (!image) return;
    context.setTransform(view.scale * ratio, 0, 0, view.scale * ratio, view.x * ratio, view.y * ratio);
    context.imageSmoothingEnabled = view.scale < 2;
    context.drawImage(image, 0, 0);
  };
  const middle = { x: SIZE.width / 2, y: SIZE.height / 2 };
  const zoom = (factor, { x, y } = middle) => {
    const scale = Math.min(NEAREST, Math.max(fitting(image), view.scale * factor));
    const by = scale / view.scale;
    view = { scale, x: x - by * (x - view.x), y: y - by * (y - view.y) };
    draw();
  };
  const move = (across, down) => {
    view = { ...view, x: view.x + across, y: view.y + down };
    draw();
  };
  const pick = ({ x, y } = middle) => {
    const at = context.getImageData(Math.floor(x * ratio), Math.floor(y * ratio), 1, 1).data;
    if (at[3] === 255) app.paint.setColour([...at].slice(0, 3));
  };
  const lay = async (file) => {
    try {
      const read = await createImageBitmap(file).catch(() => {
        throw Object.assign(new Error(), { word: "reference.notAPicture" });
      });
      image?.close();
      image = read;
      const scale = fitting(image);
      view = { scale, x: (SIZE.width - scale * image.width) / 2, y: (SIZE.height - scale * image.height) / 2 };
      shown.hidden = false;
      body.parentElement.open = true;
      draw();
    } catch (error) {
      failed(error, { name: file.name });
    }
  };

  listen(canvas, { move, zoom, pick });
  const input = make("input", { type: "file", accept: "image/*", hidden: true, class: "reference-file" });
  input.addEventListener("change", () => {
    const [file] = input.files;
    input.value = "";
    if (file) lay(file);
  });
  const open = button("picture", { word: "reference.open", class: "plain" }, () => input.click());
  const away = () => {
    image?.close();
    image = null;
    shown.hidden = true;
  };
  const shown = make(
    "div",
    { class: "field", hidden: true },
    canvas,
    make(
      "div",
      { class: "row" },
      button("minus", { title: "reference.farther" }, () => zoom(1 / 1.5)),
      button("plus", { title: "reference.nearer" }, () => zoom(1.5)),
      button("picker", { title: "reference.pick" }, () => pick()),
      make("span", { class: "spring" }),
      button("close", { title: "reference.remove" }, away),
    ),
  );
  const body = panel(place, "panel.reference", make("p", { class: "about", word: "reference.about" }), shown, open, input);
  body.parentElement.open = false;
  body.addEventListener("dragover", (event) => event.preventDefault());
  body.addEventListener("drop", (event) => {
    const [file] = event.dataTransfer.files;
    if (!file) return;
    event.preventDefault();
    event.stopPropagation(); // or it would be opened as a drawing
    document.body.dispatchEvent(new DragEvent("dragleave", { dataTransfer: event.dataTransfer, bubbles: true }));
    lay(file);
  });
}

function fitting(image) {
  return Math.min(1, SIZE.width / image.width, SIZE.height / image.height);
}

/** Pointer, wheel and keys. */
function listen(canvas, { move, zoom, pick }) {
  let from = null;
  let far = 0;
  const at = (event) => {
    const { left, top, width } = canvas.getBoundingClientRect();
    const shrunk = SIZE.width / width;
    return { x: (event.clientX - left) * shrunk, y: (event.clientY - top) * shrunk };
  };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    from = at(event);
    far = 0;
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!from) return;
    const to = at(event);
    far += Math.hypot(to.x - from.x, to.y - from.y);
    if (far > STILL) move(to.x - from.x, to.y - from.y);
    from = to;
  });
  canvas.addEventListener("pointerup", (event) => {
    if (from && far <= STILL) pick(at(event));
    from = null;
  });
  canvas.addEventListener("pointercancel", () => (from = null));
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(Math.exp(-event.deltaY / 400), at(event));
  }, { passive: false });
  const keys = {
    ArrowLeft: () => move(12, 0), ArrowRight: () => move(-12, 0), ArrowUp: () => move(0, 12), ArrowDown: () => move(0, -12),
    "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(1 / 1.25), Enter: () => pick(),
  };
  canvas.addEventListener("keydown", (event) => {
    if (!(event.key in keys) || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  });
}
