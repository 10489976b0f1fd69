/** The solver's package and its program, which the build finds. */
declare module "highs-itself" {
  import type { Highs } from "highs";

  const load: (options: {
    readonly instantiateWasm: (
      imports: WebAssembly.Imports,
      receive: (instance: WebAssembly.Instance) => void,
    ) => Record<never, never>;
  }) => Promise<Highs>;
  export default load;
}
declare module "highs-itself/wasm" {
  const program: Uint8Array;
  export default program;
}
