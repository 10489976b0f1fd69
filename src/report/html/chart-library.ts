import { BarChart, CustomChart } from "echarts/charts";
import { GridComponent, MarkLineComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

/** The drawing of ECharts, with the parts that the charts of a page are made of and no other. */
export const chartLibrary = (): typeof init => {
  use([BarChart, CustomChart, GridComponent, MarkLineComponent, SVGRenderer]);
  return init;
};
