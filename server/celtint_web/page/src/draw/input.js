/** A hand that rests on the screen touches it more broadly than a finger, in CSS pixels. */
const PALM = 70;
/** For so long after the pen was last seen, touches are the hand that holds it, in ms. */
const PEN_AWAY = 700;
/** A stroke this young was meant to be a gesture when a second finger comes, in ms. */
const YOUNG = 350;

/**
 * Pen, mouse and fingers on the canvas, told to whoever draws with them.
 *
 * hand: down(point), move(points), up(), cancel(), hover(point | null). A point is {x, y} in the picture, {sx, sy} on
 * the screen, pressure 0 to 1, kind "pen", "mouse" or "touch", button, buttons, shift, alt, ctrl. A second finger,
 * or one finger once a pen has been seen, moves, zooms and turns the view; so do the wheel and the middle button.
 */
export class Input {
  #drawing = null;
  #fingers = new Map();
  #gesture = null;
  #panning = null;
  #penSeen = -Infinity;
  #begun = 0;

  constructor(element, view, hand) {
    this.element = element;
    this.view = view;
    this.hand = hand;
    const on = (name, heard) => element.addEventListener(name, heard, { passive: false });
    on("pointerdown", (event) => this.#down(event));
    on("pointermove", (event) => this.#move(event));
    on("pointerup", (event) => this.#up(event));
    on("pointercancel", (event) => this.#cancel(event));
    on("pointerleave", () => this.#drawing === null && hand.hover(null));
    on("wheel", (event) => this.#wheel(event));
    on("contextmenu", (event) => event.preventDefault());
  }

  /** Whether something is being drawn. */
  get busy() {
    return this.#drawing !== null;
  }

  #point(event) {
    const { left, top } = this.#place ?? this.element.getBoundingClientRect();
    const sx = event.clientX - left;
    const sy = event.clientY - top;
    const pressure = event.pointerType === "pen" ? event.pressure : 1;
    const { button, buttons, shiftKey: shift, altKey: alt } = event;
    const ctrl = event.ctrlKey || event.metaKey;
    return { ...this.view.toPicture(sx, sy), sx, sy, pressure, kind: event.pointerType, button, buttons, shift, alt, ctrl };
  }

  /** Where the canvas lies, asked for once a stroke: asking may lay out the page anew. */
  #place = null;

  #down(event) {
    event.preventDefault();
    this.#place = this.element.getBoundingClientRect();
    if (event.pointerType === "pen") this.#penSeen = performance.now();
    if (event.pointerType === "touch") return this.#touch(event);
    this.element.setPointerCapture(event.pointerId);
    if (event.button === 1) {
      this.#panning = { id: event.pointerId, x: event.clientX, y: event.clientY };
    } else if (this.#drawing === null) this.#begin(event);
    return undefined;
  }

  #begin(event) {
    this.#drawing = event.pointerId;
    this.#begun = performance.now();
    this.hand.down(this.#point(event));
  }

  #touch(event) {
    const resting = Math.max(event.width, event.height) > PALM || performance.now() - this.#penSeen < PEN_AWAY;
    if (resting && this.#fingers.size === 0) return;
    this.element.setPointerCapture(event.pointerId);
    this.#fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (this.#fingers.size === 1 && this.#penSeen === -Infinity) {
      this.#begin(event);
      return;
    }
    if (this.#drawing !== null && this.#fingers.has(this.#drawing)) {
      if (performance.now() - this.#begun < YOUNG) this.hand.cancel();
      else this.hand.up();
      this.#drawing = null;
    }
    this.#gesture = this.#spread();
  }

  #move(event) {
    if (event.pointerType === "pen") this.#penSeen = performance.now();
    if (this.#panning?.id === event.pointerId) {
      this.view.pan(event.clientX - this.#panning.x, event.clientY - this.#panning.y);
      this.#panning = { id: event.pointerId, x: event.clientX, y: event.clientY };
      return;
    }
    if (this.#fingers.has(event.pointerId)) this.#fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (this.#drawing === event.pointerId) {
      const events = event.getCoalescedEvents?.() ?? [];
      this.hand.move((events.length ? events : [event]).map((one) => this.#point(one)));
    } else if (this.#gesture && this.#fingers.has(event.pointerId)) this.#pinch();
    else if (this.#drawing === null && event.pointerType !== "touch") this.hand.hover(this.#point(event));
  }

  #pinch() {
    const now = this.#spread();
    const before = this.#gesture;
    const { left, top } = this.#place;
    this.view.pan(now.x - before.x, now.y - before.y);
    if (now.apart > 0 && before.apart > 0) {
      this.view.about(now.x - left, now.y - top, now.apart / before.apart, now.angle - before.angle);
    }
    this.#gesture = now;
  }

  /** Where two fingers are, how far apart, and at what angle. */
  #spread() {
    const [one, other = one] = [...this.#fingers.values()];
    const across = other.x - one.x;
    const down = other.y - one.y;
    return {
      x: (one.x + other.x) / 2,
      y: (one.y + other.y) / 2,
      apart: Math.hypot(across, down),
      angle: Math.atan2(down, across),
    };
  }

  #up(event) {
    this.#lift(event);
    if (this.#drawing !== event.pointerId) return;
    this.#drawing = null;
    this.hand.up(this.#point(event));
  }

  #cancel(event) {
    this.#lift(event);
    if (this.#drawing !== event.pointerId) return;
    this.#drawing = null;
    this.hand.cancel();
  }

  #lift(event) {
    if (this.#panning?.id === event.pointerId) this.#panning = null;
    if (this.#fingers.delete(event.pointerId)) this.#gesture = this.#fingers.size ? this.#spread() : null;
  }

  #wheel(event) {
    event.preventDefault();
    const { left, top } = this.element.getBoundingClientRect();
    const pixels = event.deltaMode === 0 ? 1 : 24;
    const across = event.deltaX * pixels;
    const down = event.deltaY * pixels;
    // two fingers on a trackpad come in small steps, and sideways too; a wheel's notches are large
    const trackpad = !event.ctrlKey && event.deltaMode === 0 && (across !== 0 || Math.abs(down) < 40);
    if (event.shiftKey) this.view.pan(-(across || down), 0);
    else if (trackpad) this.view.pan(-across, -down);
    else this.view.about(event.clientX - left, event.clientY - top, Math.exp(-down / (event.ctrlKey ? 150 : 400)));
  }
}
