/** A worker that does what a task's name says, so that every way to end can be seen. */
export default async ({ file }) => {
  if (file === "exit") process.exit(3);
  if (file === "loop") for (;;);
  if (file === "throw") {
    setTimeout(() => {
      throw new Error("late");
    }, 5);
    await new Promise(() => {});
  }
  if (file === "memory") {
    const held = [];
    for (;;) held.push(new Array(100_000).fill({}));
  }
  return { kind: "audited", line: JSON.stringify({ file }), reports: [] };
};
