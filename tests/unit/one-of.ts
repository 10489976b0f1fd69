/**
 * Of cases that are too many for every run, one of so many, and others in each run: whoever runs the tests often has tried
 * them all. `npm run test:all`, whose mode is `all`, tries all of them at once.
 */
export const oneOf = (each: number): (() => boolean) => {
  const step = process.env.CASES === "all" ? 1 : each;
  let count = Math.floor(Math.random() * step);
  return () => count++ % step === 0;
};
