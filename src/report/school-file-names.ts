/** Names of the files that are written one for each school. */

const LONGEST_NAME = 60;
/** So much of a text is looked at for it. */
const LONGEST_WRITTEN = 240;
const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])$/i;

/** A text as part of a file's name: nothing in it is a path, a device, hidden, or refused by a system. */
const safeName = (text: string): string => {
  const plain = text
    .slice(0, LONGEST_WRITTEN)
    .normalize("NFC")
    .replace(/[\p{C}\p{Zl}\p{Zp}\\/:*?"<>|]/gu, "_")
    .replace(/\s+/g, " ");
  const cut = [...plain].slice(0, LONGEST_NAME).join("");
  return cut.replace(/^[\s.~-]+|[\s.]+$/g, "");
};

/** Gives each school a name of its own, whatever the case of letters means to a system. */
export const schoolFileNamer = (): ((school: {
  readonly code: string | null;
  readonly name: string | null;
}) => string) => {
  const taken = new Set<string>();
  return ({ code, name }) => {
    const text = safeName([code, name].filter((part) => part !== null && part !== "").join("-"));
    const base = text === "" ? "_" : RESERVED.test(text) ? `${text}_` : text;
    let file = `${base}.xlsx`;
    for (let count = 2; taken.has(file.toLowerCase()); count++) file = `${base}-${count}.xlsx`;
    taken.add(file.toLowerCase());
    return file;
  };
};
