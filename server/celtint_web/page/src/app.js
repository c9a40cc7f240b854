import { Emitter } from "./model/emitter.js";
import { History } from "./model/history.js";
import { Paint } from "./model/paint.js";
import { Files } from "./files/files.js";
import { Link } from "./live/link.js";
import { Colouring } from "./live/colouring.js";
import { Developing } from "./live/developing.js";
import { Player } from "./live/player.js";
import { Regions } from "./live/regions.js";
import { Shots } from "./live/shots.js";
import { Compositor } from "./draw/compositor.js";
import { Images } from "./draw/images.js";
import { Input } from "./draw/input.js";
import { addOnion } from "./draw/onion.js";
import { Overlay } from "./draw/overlay.js";
import { View } from "./draw/view.js";
import { Keeper } from "./store/keeper.js";
import { ShotStore } from "./store/shots.js";
import { Tools } from "./tools/registry.js";

/**
 * All that the page is made of, for tools and panels. Tells "project" (another is worked on), "tool" (another is in the
 * hand), "hover" (a point, or null) and "stroke" (true while something is drawn).
 */
export class App extends Emitter {
  project = null;
  history = new History();
  paint = new Paint();
  files = new Files();
  link = new Link();
  view = new View();

  /** @param {HTMLCanvasElement} picture @param {HTMLCanvasElement} above */
  constructor(picture, above) {
    super();
    this.colouring = new Colouring(this.link);
    this.shots = new Shots(this.link, new ShotStore());
    this.developing = new Developing(this.colouring, this.files);
    this.player = new Player(this);
    this.developing.resting = () => this.player.playing;
    this.colouring.elsewhere = (frame) => this.player.playing || (this.developing.owns(frame) && !this.developing.tried(frame));
    this.colouring.tried = (frame) => this.developing.tried(frame);
    this.regions = new Regions(this.link, this.colouring, this.files);
    this.images = new Images(this.files);
    this.compositor = new Compositor(picture, this.view, this.images, (frame) => this.colouring.of(frame));
    this.overlay = new Overlay(above, this.view);
    this.tools = new Tools(this);
    this.input = new Input(above, this.view, this.#hand());
    this.compositor.instead = (frame) => this.player.proof(frame);
    addOnion(this);
    this.keeper = new Keeper(this);
    this.colouring.on("result", ({ frame, rect }) => frame === this.project.current && this.compositor.refresh(rect));
    new ResizeObserver(([{ contentRect }]) => this.#resize(contentRect)).observe(above);
  }

  /** Work on a project from now on. */
  show(project) {
    this.project = project;
    this.history.clear();
    this.shots.show(project);
    this.developing.show(project.shot);
    this.compositor.show(project);
    this.player.show(project);
    this.emit("project");
    if (this.tools.active.id === "pen") this.tools.choose("brush");
    this.#resize(this.overlay.canvas.getBoundingClientRect()); // the panels have come, and take their room
    this.fit();
    this.colouring.show(project);
  }

  undo() {
    if (!this.input.busy) this.history.undo();
  }

  redo() {
    if (!this.input.busy) this.history.redo();
  }

  /** All of the frame on the screen. */
  fit() {
    this.view.fit(this.project.current.width, this.project.current.height);
  }

  /** What the pointer does goes to the tool that was in the hand when it went down. */
  #hand() {
    let tool = null;
    const end = (name) => (point) => {
      tool?.[name]?.(this, point);
      tool = null;
      this.emit("stroke", false);
    };
    return {
      down: (point) => {
        if (!this.project) return;
        tool = this.tools.active;
        this.emit("stroke", true);
        tool.down?.(this, point);
      },
      move: (points) => {
        tool?.move?.(this, points);
        this.emit("hover", points.at(-1));
      },
      up: end("up"),
      cancel: end("cancel"),
      hover: (point) => {
        if (!this.project) return;
        this.tools.active.hover?.(this, point);
        this.emit("hover", point);
      },
    };
  }

  #resize({ width, height }) {
    this.compositor.resize(width, height, devicePixelRatio);
    this.overlay.resize(width, height, devicePixelRatio);
    this.compositor.paint();
  }
}
