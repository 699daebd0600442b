// Makes an animation from screenshots: lossless WebP; each frame holds only what differs from the frame before.
import type { Browser } from 'playwright-core';
import webp from 'node-webpmux';

export interface Shot {
  readonly png: Buffer;
  /** How long it is shown, in milliseconds. */
  readonly duration: number;
}

interface Patch {
  readonly x: number;
  readonly y: number;
  /** A still WebP in base64. */
  readonly data: string;
}

/** What the page keeps between two calls of `patch`. */
declare const self: { before?: ImageData };

/** Writes an animation that repeats for ever. Throws without a shot. */
export async function writeAnimation(path: string, shots: readonly Shot[], browser: Browser): Promise<void> {
  const [first] = shots;
  if (first === undefined) throw new Error('An animation needs a frame.');
  const page = await browser.newPage();
  const frames: { patch: Patch; duration: number }[] = [];
  for (const { png, duration } of shots) {
    const found = await page.evaluate(patch, png.toString('base64'));
    const last = frames.at(-1);
    if (found) frames.push({ patch: found, duration });
    else if (last) last.duration += duration;
  }
  await page.close();
  await webp.Image.save(path, {
    // PNG specification 11.2.2: the header begins with width and height.
    width: first.png.readUInt32BE(16),
    height: first.png.readUInt32BE(20),
    loops: 0,
    frames: await Promise.all(
      frames.map(({ patch: { x, y, data }, duration }) =>
        webp.Image.generateFrame({
          buffer: Buffer.from(data, 'base64'),
          // The format stores half the offsets.
          x: x / 2,
          y: y / 2,
          delay: duration,
          blend: false,
          dispose: false,
        }),
      ),
    ),
  });
}

/** Runs in the page. Returns the part of the picture that differs from the one before; undefined if nothing differs. */
async function patch(png: string): Promise<Patch | undefined> {
  const blob = await (await fetch(`data:image/png;base64,${png}`)).blob();
  const bitmap = await createImageBitmap(blob);
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('The browser draws nothing.');
  context.drawImage(bitmap, 0, 0);
  const now = context.getImageData(0, 0, width, height);
  const pixels = new Uint32Array(now.data.buffer);
  const old = self.before && new Uint32Array(self.before.data.buffer);
  self.before = now;
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let at = 0; at < pixels.length; at++) {
    if (old && pixels[at] === old[at]) continue;
    const [x, y] = [at % width, Math.floor(at / width)];
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = y;
  }
  if (right < 0) return undefined;
  // A frame begins at even pixels (WebP container specification, ANMF).
  left -= left % 2;
  top -= top % 2;
  const part = new OffscreenCanvas(right - left + 1, bottom - top + 1);
  part.getContext('2d')?.putImageData(now, -left, -top);
  // Quality 1 is lossless in Chromium.
  const still = await part.convertToBlob({ type: 'image/webp', quality: 1 });
  const bytes = new Uint8Array(await still.arrayBuffer());
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return { x: left, y: top, data: btoa(text) };
}
