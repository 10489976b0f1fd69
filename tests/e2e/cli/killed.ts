/** Processes that are killed while they write. */

/** Has the process killed, as if by `kill -9`, at a step of its writing. */
export const killedAt = (step: string): string => {
  const source = `
    import fs from "node:fs";
    const die = () => process.kill(process.pid, "SIGKILL");
    ${step}
  `;
  return `--import=data:text/javascript,${encodeURIComponent(source)}`;
};

/** Half of the new file is on the disk, or all of it under its temporary name. */
export const KILLED_WRITING: readonly (readonly [name: string, step: string])[] = [
  [
    "half-way through the file",
    `const { open } = fs.promises;
     fs.promises.open = async (path, flags, ...rest) => {
       const file = await open(path, flags, ...rest);
       if (String(path).endsWith(".tmp")) {
         file.writeFile = async (bytes) => {
           const all = Buffer.from(bytes);
           await file.write(all.subarray(0, all.length >> 1));
           die();
         };
       }
       return file;
     };`,
  ],
  ["before it takes its name", "fs.promises.rename = async () => die();"],
];
