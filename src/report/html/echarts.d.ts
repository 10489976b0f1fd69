/** The whole library as one file, which loads several times as fast as its parts do. */
declare module "echarts/dist/echarts.esm.min.mjs" {
  export * from "echarts";
}
