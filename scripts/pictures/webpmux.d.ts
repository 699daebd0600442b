// The part of node-webpmux that is used here; the package has no types of its own.
declare module 'node-webpmux' {
  interface Frame {
    readonly delay: number;
  }
  interface FrameOptions {
    /** A still WebP. */
    readonly buffer: Buffer;
    /** Half the distance from the left and from the top, in pixels. */
    readonly x: number;
    readonly y: number;
    /** Milliseconds. */
    readonly delay: number;
    readonly blend: boolean;
    readonly dispose: boolean;
  }
  interface AnimationOptions {
    readonly width: number;
    readonly height: number;
    readonly frames: readonly Frame[];
    /** How often it plays; 0 for ever. */
    readonly loops: number;
  }
  const webp: {
    readonly Image: {
      generateFrame(options: FrameOptions): Promise<Frame>;
      /** Writes the file `path`. */
      save(path: string, options: AnimationOptions): Promise<void>;
    };
  };
  export default webp;
}
