/** Node's `buffer`, with what the package of that name lacks. */
import { Buffer } from "buffer/";

export { Buffer };

export const isAscii = (bytes: Uint8Array): boolean => {
  for (let index = 0; index < bytes.length; index++) if (bytes[index]! > 0x7f) return false;
  return true;
};

export const isUtf8 = (bytes: Uint8Array): boolean => {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
};
