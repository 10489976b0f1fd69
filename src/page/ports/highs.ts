/** The solver with its program in the page itself. */
import load from "highs-itself";
import program from "highs-itself/wasm";

export default () =>
  load({
    instantiateWasm: (imports, receive) => {
      void WebAssembly.instantiate(program as BufferSource, imports).then(({ instance }) => receive(instance));
      return {};
    },
  });
