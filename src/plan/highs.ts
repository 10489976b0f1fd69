import type { Highs } from "highs";

type Load = () => Promise<Highs>;

/**
 * The solver HiGHS in WebAssembly, loaded when a plan is made and by nothing else. One instance serves a whole run: its
 * memory grows with the largest program and is given back with it.
 */
export const loadSolver = async (): Promise<Highs> => {
  // The package is CommonJS with types of an ES module: its loader is the default export of the one or the other.
  const loaded: unknown = (await import("highs")).default;
  return (typeof loaded === "function" ? (loaded as Load) : (loaded as { readonly default: Load }).default)();
};
