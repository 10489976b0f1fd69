/** A worker that does what a task's name says, so that every way to end can be seen. */
const work = async ({ file }) => {
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

process.on("disconnect", () => process.exit());
process.on("message", async (order) => {
  if (!("terms" in order)) process.send(await work(order));
});
