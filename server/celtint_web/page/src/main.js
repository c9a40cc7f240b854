import { App } from "./app.js";
import { takeCode } from "./live/link.js";
import { box } from "./tools/boxing.js";
import { bucket } from "./tools/filling.js";
import { brush, dot, eraser } from "./tools/painting.js";
import { picker } from "./tools/picking.js";
import { select } from "./tools/selecting.js";
import { pan, rotate, zoom } from "./tools/viewing.js";
import { buildBoxes } from "./ui/boxes.js";
import { buildColours } from "./ui/colours.js";
import { buildCursor } from "./ui/cursor.js";
import { buildHover } from "./ui/hover.js";
import { buildLayers } from "./ui/layers.js";
import { buildDoubtRing } from "./ui/doubtring.js";
import { listenForFiles, openHanded } from "./ui/opening.js";
import { buildOverlays } from "./ui/overlays.js";
import { buildPalette } from "./ui/palette.js";
import { buildReference } from "./ui/reference.js";
import { buildSelection } from "./ui/selection.js";
import { buildSettings } from "./ui/settings.js";
import { listenForKeys } from "./ui/shortcuts.js";
import { buildShot } from "./ui/shotbar.js";
import { buildStart } from "./ui/start.js";
import { buildStatus } from "./ui/status.js";
import { buildTheme } from "./ui/theme.js";
import { buildToolbar } from "./ui/toolbar.js";
import { buildTop } from "./ui/top.js";
import { speak } from "./ui/words.js";

const code = takeCode(); // before anything else: it is a secret, and the address is seen

await speak();
const element = (id) => document.getElementById(id);
const app = new App(element("picture"), element("above"));
for (const tool of [brush, eraser, dot, bucket, picker, box, select, pan, zoom, rotate]) app.tools.add(tool);

buildTheme(app, element("top-looks"));
buildTop(app);
buildToolbar(app, element("toolbar"));
buildColours(app, element("panels"));
buildPalette(app, element("panels"));
buildBoxes(app, element("panels"));
buildSelection(app);
buildLayers(app, element("panels"));
buildOverlays(app, element("panels"));
buildSettings(app, element("panels"));
buildReference(app, element("panels"));
buildStatus(app);
buildCursor(app);
buildHover(app);
buildDoubtRing(app);
buildShot(app, element("strip"));
buildStart(app, element("start"));
listenForFiles(app, document.body, element("drop"));
listenForKeys(app);
const begin = (invited) => {
  if (invited) openHanded(app);
  app.link.open(invited);
};
begin(code);
addEventListener("hashchange", () => { // an address with a code that is put into an open tab loads nothing
  const invited = takeCode();
  if (invited) begin(invited);
});
document.documentElement.dataset.ready = "true";
Object.defineProperty(window, "celtint", { value: app });
