/**
 * Of cases that are too many for every run, one of so many, and others in each run: whoever runs the tests often has tried
 * them all. `npm run test:all`, whose mode is `all`, tries all of them at once.
 */
export const oneOf = (each: number): (() => boolean) => {
  const step = process.env.CASES === "all" ? 1 : each;
  let count = Math.floor(Math.random() * step);
  return () => count++ % step === 0;
};

/** Of the draws of a property a third in each run, others each time; all of them where every case is tried. */
export const draws = (all: number): number => (process.env.CASES === "all" ? all : Math.ceil(all / 3));
