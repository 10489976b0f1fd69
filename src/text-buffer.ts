/** Gathers text as UTF-8 in one buffer, so that a long text need not lie in memory and what is written leaves nothing behind. */
export interface TextBuffer {
  /** Takes a text, and gives what is full: bytes that hold until the next one is asked for. */
  add(text: string): Iterable<Uint8Array>;
  /** What is left, from one to all of its bytes; empties it. */
  rest(): Uint8Array;
}

/** A text that ends within a character loses it. `size` is in bytes, 3 at the least. */
export const newTextBuffer = (size: number): TextBuffer => {
  const encoder = new TextEncoder();
  const bytes = new Uint8Array(size);
  let length = 0;
  const rest = (): Uint8Array => {
    const gathered = bytes.subarray(0, length);
    length = 0;
    return gathered;
  };
  return {
    *add(text) {
      for (let left = text; left !== ""; ) {
        const { read, written } = encoder.encodeInto(left, bytes.subarray(length));
        length += written;
        left = left.slice(read);
        if (left !== "") yield rest();
      }
    },
    rest,
  };
};
