/** What the core asks of Node's `crypto`: SHA-256 at once, which a browser's own offers in turns only. */
import { sha256 } from "@noble/hashes/sha2.js";

const encoder = new TextEncoder();

export const createHash = (_: "sha256") => {
  const hash = sha256.create();
  const made = {
    update: (content: Uint8Array | string) => {
      hash.update(typeof content === "string" ? encoder.encode(content) : content);
      return made;
    },
    digest: (_: "hex"): string => [...hash.digest()].map((byte) => byte.toString(16).padStart(2, "0")).join(""),
  };
  return made;
};

export const randomBytes = (size: number) => Buffer.from(crypto.getRandomValues(new Uint8Array(size)));
