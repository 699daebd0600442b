// Records actions in a window, shot by shot, with a pointer that shows where the user is.
import type { Locator, Page } from 'playwright-core';
import type { Shot } from './animation.ts';

/** How long the pointer rests on an element before the click, in milliseconds. */
const aim = 450;

export class Film {
  readonly shots: Shot[] = [];
  readonly #page: Page;
  readonly #style: string;
  #pointer = { x: 640, y: 420 };

  /** @param style CSS for every shot */
  constructor(page: Page, style: string) {
    this.#page = page;
    this.#style = style;
  }

  /** Of all shots so far, in milliseconds. */
  get duration(): number {
    return this.shots.reduce((sum, { duration }) => sum + duration, 0);
  }

  /** Adds a shot of the window as it is now. @param duration in milliseconds */
  async hold(duration: number): Promise<void> {
    await this.#page.evaluate(drawPointer, this.#pointer);
    const png = await this.#page.screenshot({ animations: 'disabled', caret: 'hide', style: this.#style });
    this.shots.push({ png, duration });
  }

  /** Moves the pointer to an element and clicks it. */
  async click(target: Locator, button: 'left' | 'right' = 'left'): Promise<void> {
    await target.waitFor();
    const box = await target.boundingBox();
    if (box === null) throw new Error('The element to click is not in the window.');
    this.#pointer = { x: box.x + Math.min(box.width / 2, 90), y: box.y + box.height / 2 };
    await this.#page.mouse.move(this.#pointer.x, this.#pointer.y);
    await this.hold(aim);
    await this.#page.mouse.click(this.#pointer.x, this.#pointer.y, { button });
  }
}

/** Runs in the page: draws an arrow at this place, above everything else. */
function drawPointer({ x, y }: { readonly x: number; readonly y: number }): void {
  const id = 'film-pointer';
  const pointer = document.getElementById(id) ?? document.createElement('div');
  pointer.id = id;
  pointer.innerText = '';
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('width', '22');
  svg.setAttribute('height', '28');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', 'M2 2v20l5-4.5 3.5 8 4-1.8-3.5-7.7H18z');
  path.setAttribute('fill', '#fff');
  path.setAttribute('stroke', '#000');
  path.setAttribute('stroke-width', '1.5');
  svg.append(path);
  pointer.append(svg);
  Object.assign(pointer.style, {
    position: 'fixed',
    zIndex: '2147483647',
    pointerEvents: 'none',
    left: `${x - 2}px`,
    top: `${y - 2}px`,
  });
  document.body.append(pointer);
}
