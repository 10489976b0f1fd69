/** How the page looks: on a screen of any width, light or dark, and on A4 paper. */
export const LOOK = `
:root{color-scheme:light dark;--ground:#fff;--panel:#f6f7f9;--ink:#1b1f24;--faint:#57606a;--line:#d5dae0;--link:#0b57d0;
--pass:#116329;--floor:#7a5500;--fail:#b01717;--unknown:#545b63;
--pass-ground:#e6f4ea;--floor-ground:#fff3cf;--fail-ground:#fde8e6;--unknown-ground:#eceff2}
@media (prefers-color-scheme:dark){:root{--ground:#14171a;--panel:#1d2125;--ink:#e7eaed;--faint:#a3acb5;--line:#3a4148;--link:#8ab4f8;
--pass:#6fd08c;--floor:#e8bd55;--fail:#ff8f86;--unknown:#aeb6be;
--pass-ground:#16301f;--floor-ground:#3a2e0d;--fail-ground:#431b19;--unknown-ground:#2a2f34}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.6 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",system-ui,sans-serif;overflow-wrap:anywhere}
.wrap{max-width:1160px;margin:0 auto;padding:0 1rem 3rem}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:.5rem;background:var(--ground);padding:.5rem 1rem;z-index:9}
a{color:var(--link)}
a:focus-visible,button:focus-visible,summary:focus-visible,input:focus-visible,select:focus-visible,.scroll:focus-visible{outline:3px solid var(--link);outline-offset:2px}
h1{font-size:1.6rem;line-height:1.3;margin:1.5rem 0 .25rem}
h2{font-size:1.3rem;margin:2.5rem 0 .75rem;padding-bottom:.3rem;border-bottom:2px solid var(--line)}
h3{font-size:1.05rem;margin:1.5rem 0 .5rem}
p{margin:.5rem 0}
.faint{color:var(--faint);font-size:.875rem}
.verdict{border-left:.5rem solid;padding:.75rem 1rem;margin:1rem 0;background:var(--panel);font-size:1.15rem;font-weight:600}
.verdict .mark{font-size:1.3em}
ul.plain{list-style:none;padding:0;margin:.5rem 0}
ul.plain>li{padding:.3rem 0}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;padding:0;margin:1rem 0}
.pass{color:var(--pass)}.floor{color:var(--floor)}.fail{color:var(--fail)}.unknown,.notApplicable{color:var(--unknown)}
.verdict.pass,.verdict.fail,.verdict.unknown{border-color:currentColor}
.scroll{position:relative;overflow-x:auto;border:1px solid var(--line);border-radius:.4rem;margin:.75rem 0}
table{border-collapse:collapse;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums}
th,td{padding:.4rem .6rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;overflow-wrap:break-word}
th:first-child{min-width:7.5rem}
td:not([class]):last-child{min-width:9rem}
tbody tr:last-child>*{border-bottom:0}
thead th{background:var(--panel);vertical-align:bottom}
th button{font:inherit;color:inherit;background:none;border:0;padding:0;cursor:pointer;text-align:inherit;font-weight:600}
th button .code::after{content:" ↕";color:var(--faint);font-weight:400}
th[aria-sort=ascending] button .code::after{content:" ↑"}
th[aria-sort=descending] button .code::after{content:" ↓"}
.num{text-align:right}
.text{min-width:8rem}
.num,.brief{white-space:nowrap;overflow-wrap:normal}
thead .num,thead .brief{white-space:normal}
.matrix{font-size:.85rem}
.matrix td,.matrix th{padding:.3rem .45rem}
.matrix thead th{min-width:4.6rem;line-height:1.35}
.matrix thead th:first-child{min-width:9rem}.matrix thead .item{min-width:0}.matrix .item .sr{position:absolute}
.matrix .name{position:sticky;left:0;background:var(--ground);font-weight:500;min-width:9rem;max-width:16rem;z-index:1}
.matrix thead .name{background:var(--panel);z-index:2}
.matrix .name small,.matrix thead small{display:block;color:var(--faint);font-weight:400}
.matrix .bounds td,.matrix .bounds th{background:var(--panel);color:var(--faint);font-size:.95em}
.matrix td a{color:inherit}
.t{text-align:right;white-space:nowrap}
.t.p{color:var(--pass);background:var(--pass-ground)}
.t.o{color:var(--floor);background:var(--floor-ground)}
.t.f{color:var(--fail);background:var(--fail-ground);font-weight:600}
.t.u{color:var(--unknown);background:var(--unknown-ground)}
.t.n{color:var(--unknown)}
.t.p::after{content:" ✓"}.t.p::after{content:" ✓"/""}
.t.o::after{content:" ◐"}.t.o::after{content:" ◐"/""}
.t.f::after{content:" ✗"}.t.f::after{content:" ✗"/""}
.t.u::after{content:" ?"}.t.u::after{content:" ?"/""}
.sr,caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.controls{display:flex;flex-wrap:wrap;gap:.6rem;align-items:end;margin:.75rem 0}
.controls[hidden]{display:none}
.controls label{display:grid;font-size:.8rem;color:var(--faint);gap:.15rem}
input,select,.controls button,.workings{font:inherit;font-size:.95rem;color:var(--ink);background:var(--ground);border:1px solid var(--faint);border-radius:.3rem;padding:.35rem .6rem;max-width:100%}
.controls button,.workings{cursor:pointer;background:var(--panel)}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,25rem),1fr));gap:1rem;margin:1rem 0}
figure{margin:0;border:1px solid var(--line);border-radius:.4rem;padding:.75rem;min-width:0}
figcaption{font-weight:600;margin-bottom:.4rem}
figure svg{display:block;width:100%;max-width:36rem;height:auto}
.blocks{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:0 2rem}
.block{min-width:0}.block h3{margin:.75rem 0 .25rem}.block ol{margin:.25rem 0;padding-left:1.4rem}
details{margin:.25rem 0}
summary{cursor:pointer}
.item{border-bottom:1px solid var(--line);padding:.15rem 0}
.item>summary{padding:.3rem 0}
.item>summary .line{display:inline-grid;grid-template-columns:minmax(9rem,2.2fr) repeat(auto-fit,minmax(6rem,1fr));gap:.25rem 1rem;width:calc(100% - 1.5rem);vertical-align:top}
.item>summary .wide{display:inline-grid;grid-template-columns:minmax(9rem,1fr) minmax(9rem,2fr);gap:.25rem 1rem;width:calc(100% - 1.5rem);vertical-align:top}
@media (max-width:44rem){.item>summary .line,.item>summary .wide{grid-template-columns:1fr 1fr}.item>summary .line>:first-child,.item>summary .wide>*{grid-column:1/-1}}
.working{background:var(--panel);border-radius:.4rem;padding:.5rem 1rem;margin:.25rem 0 .75rem;font-size:.9rem}
.working dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem;margin:.25rem 0}
.working dt{color:var(--faint)}
.working dd{margin:0}
.working ul{margin:.25rem 0;padding-left:1.2rem}
@media (max-width:30rem){.working dl{grid-template-columns:1fr}.working dd{margin-bottom:.4rem}}
.school{margin:1rem 0}
.fold>summary{padding:.4rem 0;color:var(--link)}
.folded .rest{display:none}
.level{margin:.5rem 0}
.level[hidden]{display:none}
.level input{width:100%;padding:0}
.level output{font-weight:600;font-variant-numeric:tabular-nums}
@media (max-width:44rem){.school{border:1px solid var(--line);border-radius:.4rem;padding:.25rem .75rem;background:var(--panel)}.school h3{margin:.5rem 0}.school .working{background:var(--ground)}}
footer{margin-top:3rem;padding-top:1rem;border-top:1px solid var(--line);color:var(--faint);font-size:.85rem}
:target{background:var(--floor-ground)}
@page{size:A4;margin:14mm 12mm}
@page lying{size:A4 landscape;margin:12mm 14mm}
@media print{:root{color-scheme:light;--ground:#fff;--panel:#f3f4f6;--ink:#000;--faint:#444;--line:#bbb;--link:#000;
--pass:#14532d;--floor:#6b4a00;--fail:#a11212;--unknown:#444;--pass-ground:#e6f4ea;--floor-ground:#fff3cf;--fail-ground:#fde8e6;--unknown-ground:#eceff2}
body{font-size:10pt;line-height:1.45;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.wrap{max-width:none;padding:0}nav,.controls,.workings,.skip,.level{display:none}.folded .rest{display:table-row}
.scroll{overflow:visible;border:0}
table{font-size:8pt}
.matrix{font-size:7pt;table-layout:fixed}th,td{overflow-wrap:anywhere;padding:.25rem .35rem}.brief,.t,thead .num,.matrix .num{white-space:normal;overflow-wrap:anywhere}.brief{min-width:4em}
.matrix thead th{min-width:0}.matrix thead .item{width:2.4%}
#matrix{page:lying}
.matrix .name,.matrix thead th:first-child{position:static;min-width:0;width:16%}
.matrix td,.matrix th{padding:.15rem .2rem;white-space:normal;overflow-wrap:anywhere}
th:first-child,td:not([class]):last-child,.text{min-width:0}
th button .code::after{content:none!important}
th button{display:contents}
a{text-decoration:none}
thead{display:table-header-group}tr,figure,.working{break-inside:avoid}h2,h3{break-after:avoid}
.charts{grid-template-columns:1fr 1fr}
figure{padding:.4rem}}
`;
