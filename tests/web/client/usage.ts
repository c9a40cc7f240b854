/** A program that uses the client's types as an editor would; it is checked and never run. */

import { connect, CeltintError, ConnectionLost, SETTINGS, labelIds } from "celtint-client";
import type { Client, Colouring, ColourRequest, Frame, Job, Part, RGB, Undecided } from "celtint-client";

export async function colour(url: string, token: string, grey: Uint8Array, hints: Uint8ClampedArray): Promise<Colouring> {
  const client: Client = await connect({ url, token, client: "usage" });
  const undecided: Undecided = "transparent";
  const request: ColourRequest = {
    picture: { encoding: "l8", width: 10, height: 10, bytes: grey, keep: true },
    hints: { encoding: "rgba8", width: 10, height: 10, bytes: hints },
    boxes: [{ x: 0, y: 0, width: 5, height: 5, tag: "hair", colour: [1, 2, 3] }, { x: 0, y: 0, width: 1, height: 1 }],
    settings: { undecided, gap: "auto", strength: 0.5 },
    want: ["colour", "labels", "report"],
    live: "page 1",
  };
  const job: Job = client.colour(request, { signal: AbortSignal.timeout(1000), onProgress: ({ share }) => share.toFixed() });
  const result = await job;
  const layer: Part | null = result.colour;
  const first: RGB | null | undefined = result.regions?.[0]?.colour;
  const ids = result.labels && labelIds(result.labels)[0];
  for (const { points, hole } of result.polygons ?? []) console.log(points.length, hole, layer?.bytes, first, ids);
  console.log(SETTINGS.gap.most, client.welcome.key, (await client.closed)?.message);
  // @ts-expect-error: no such word
  client.colour({ ...request, settings: { undecided: "guess" } });
  // @ts-expect-error: a picture is needed
  client.colour({ settings: {} });
  return client.resume(job, { want: ["shade"] }).catch((error: unknown) => {
    if (error instanceof ConnectionLost && error.job) return client.resume(error.job);
    throw error instanceof CeltintError ? new Error(error.name) : error;
  });
}

export async function clip(client: Client, frames: AsyncIterable<Frame>): Promise<number> {
  const sequence = client.sequence({ want: ["colour"], encoding: "png", settings: { window: 12 } });
  const sending = sequence.send(frames);
  for await (const { number, colour: layer, unsure } of sequence.frames) console.log(number, layer?.bytes, unsure.length);
  await sending;
  const again = client.sequence({ corrects: await sequence.started });
  await again.frame(3, { hints: { encoding: "png", width: 1, height: 1, bytes: new ArrayBuffer(9) }, without: ["key"] });
  await again.start();
  return (await again.done).frames.length;
}
