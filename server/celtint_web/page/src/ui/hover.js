import { regionAt } from "../live/regions.js";
import { hex, sameColour } from "../model/colours.js";
import { colourUnder } from "../tools/picking.js";
import { make } from "./elements.js";
import { say } from "./words.js";

/** The pointer rests so long before it is told what lies under it, in ms: label maps are as large as the picture. */
const RESTS = 120;

/** Tell of the region under the pointer: its colour, its name, and who decided it. */
export function buildHover(app) {
  const place = document.getElementById("status-under");
  let timer = 0;
  let asked = 0;
  const tell = async (point) => {
    const mine = (asked += 1);
    const frame = app.project.current;
    const found = await app.regions.of(frame);
    if (mine !== asked || frame !== app.project.current) return;
    const region = regionAt(found, point);
    const inside = point.x >= 0 && point.y >= 0 && point.x < frame.width && point.y < frame.height;
    if (!inside) return place.replaceChildren();
    const colour = region ? region.colour : colourUnder(app, point);
    const name = app.project.palette.find((swatch) => sameColour(swatch.colour, colour))?.name;
    const chip = make("i", { class: "chip", hidden: !colour });
    if (colour) chip.style.backgroundColor = hex(colour);
    const words = [colour && hex(colour), name, region?.tag, region && say(`decided.${region.decided_by}`)];
    if (region?.unsure) words.push(say("decided.unsure"));
    return place.replaceChildren(chip, [...new Set(words.filter(Boolean))].join(" · "));
  };
  app.on("hover", (point) => {
    clearTimeout(timer);
    asked += 1;
    if (point && !app.input.busy) timer = setTimeout(() => tell(point), RESTS);
    else place.replaceChildren();
  });
}
