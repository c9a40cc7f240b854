/** A client of the server under test, and pictures small enough to be quick. */

import { connect } from "../../../server/celtint_web/client/src/index.js";

const { CELTINT_URL: url, CELTINT_TOKEN: token, CELTINT_WS: ws } = process.env;

/** The package ws, where it is to be tried. */
export const WebSocket = ws ? (await import(ws)).WebSocket : globalThis.WebSocket;
export const RED = [200, 30, 40];

export function connected(options = {}) {
  return connect({ url, token, client: "test", WebSocket, ...options });
}

/** Run a test with a client that is closed afterwards. */
export function having(body) {
  return async (context) => {
    const client = await connected();
    try {
      await body(client, context);
    } finally {
      await client.close();
    }
  };
}

/** White with a black line across the middle: a region above and one below. */
export function drawing(width = 64, height = 64, more = {}) {
  const bytes = new Uint8Array(width * height).fill(255);
  bytes.fill(0, (height / 2) * width, (height / 2 + 1) * width);
  return { encoding: "l8", width, height, bytes, ...more };
}

/** One dab in the upper region, or, where y says so, elsewhere. */
export function dab(width = 64, height = 64, { colour = RED, y = 8, ...more } = {}) {
  const bytes = new Uint8Array(4 * width * height);
  for (let row = y; row < y + 5; row++) {
    for (let x = 8; x < 13; x++) bytes.set([...colour, 255], 4 * (row * width + x));
  }
  return { encoding: "rgba8", width, height, bytes, ...more };
}

/** The colour of a pixel of a result. */
export function pixel({ colour, width }, x, y) {
  return [...colour.bytes.subarray(4 * (y * width + x), 4 * (y * width + x) + 4)];
}
