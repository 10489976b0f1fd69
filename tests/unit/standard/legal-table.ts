import { QUANTITIES, type QuantityKey } from "../../../src/model/quantity.ts";
import type { Check, Citation, StandardDocument } from "../../../src/model/standard.ts";

/** A standard as tables that a lawyer can compare with its sources, requirement by requirement. */

const label = (key: string): string =>
  Object.hasOwn(QUANTITIES, key) ? `${QUANTITIES[key as QuantityKey].label} \`${key}\`` : `\`${key}\``;

const labels = (keys: readonly string[], separator: string): string => keys.map(label).join(separator);

const terms = ({ plus, minus }: { plus: readonly string[]; minus: readonly string[] }): string =>
  minus.length === 0 ? labels(plus, " + ") : `${labels(plus, " + ")} − ${labels(minus, " − ")}`;

/** What a check asks, in the order: what is judged, primary, junior secondary. */
const asks = (check: Check): [what: string, primary: string, junior: string] => {
  const both = (what: string, requirement: string): [string, string, string] => [what, requirement, requirement];
  switch (check.kind) {
    case "ratio": {
      const bound = (stage: "primary" | "juniorSecondary") => {
        const { operator, value, floor } = check.bounds![stage];
        return `${operator} ${value} (floor ${floor})`;
      };
      const split = check.split ? "; split by weighted pupils in combined schools" : "";
      return [
        `(${terms(check.numerator)}) ÷ pupils × ${check.per}${split}; gap in ${check.step} ${check.gapUnit}`,
        bound("primary"),
        bound("juniorSecondary"),
      ];
    }
    case "dispersion":
      return [
        "coefficient of variation between schools",
        `<= ${check.limits!.primary}`,
        `<= ${check.limits!.juniorSecondary}`,
      ];
    case "quorum":
      return both(
        `of ${check.of.map((id) => `\`${id}\``).join(", ")}`,
        `at least ${check.atLeast}, the others at their floor`,
      );
    case "attestation":
      return both(`佐证 ${check.code}: ${check.statement.zh}`, "符合");
    case "arts-rooms":
      return both(
        `for every ${check.classesPerRoom} classes or part of them, ${check.reading}`,
        check.rooms.map((room) => `1 ${room.kind} room >= ${room.area} ㎡`).join(" + "),
      );
    case "school-size":
      return [
        `pupils; 九年一贯制 and 十二年一贯制 together <= ${check.combined}`,
        `<= ${check.caps.primary}`,
        `<= ${check.caps.juniorSecondary}`,
      ];
    case "class-size":
      return ["pupils of every class", `<= ${check.caps.primary}`, `<= ${check.caps.juniorSecondary}`];
    case "small-school-funding":
      return both(
        `${label(check.funds)} of 教学点 and 乡村小学 below ${check.pupils} pupils`,
        `>= ${check.pupils} × ${label(check.quota)}`,
      );
    case "special-education-funding":
      return both(
        `${label(check.funds)} ÷ pupils, else ${label(check.countyFunds)} ÷ ${label(check.countyPupils)}`,
        `${check.bound.operator} ${check.bound.value} 元`,
      );
    case "comparison":
      return both(label(check.left), `${check.operator} ${label(check.right)} (${check.unit})`);
    case "share": {
      const who = check.level === "county" ? "county" : `every school (${check.schools})`;
      const requirement = `${check.bound.operator} ${check.bound.value} %`;
      const what = `(${terms(check.numerator)}) ÷ (${terms(check.denominator)}), ${who}; of nobody: ${check.whenNone}`;
      return [
        what,
        check.stage === "juniorSecondary" ? "—" : requirement,
        check.stage === "primary" ? "—" : requirement,
      ];
    }
    case "flags":
      return both(
        `${labels(check.quantities, ", ")}${check.fallback === null ? "" : `; without the column 佐证 ${check.fallback.code}`}`,
        check.expected ? "all 是" : "all 否",
      );
    case "grade":
      return both(labels(check.quantities, ", "), `>= ${check.atLeast}`);
    case "monitoring":
      return both(
        check.subjects.join(" "),
        `level >= ${check.levelAtLeast}${check.rateBelow === null ? "" : `, 校际差异率 < ${check.rateBelow}`}`,
      );
    case "absence":
      return both(`一票否决 ${check.code}`, "否");
    default: {
      const { citation: _, ...rest } = check;
      return both(JSON.stringify(rest), "");
    }
  }
};

const cells = (values: readonly string[]): string =>
  `| ${values.map((value) => value.replaceAll("|", "\\|")).join(" | ")} |`;

const source = ({ document, number, clause, date, via, grade }: Citation): string[] => [
  clause,
  `${document}${number === null ? "" : ` ${number}`}${date === null ? "" : `, ${date}`}`,
  via ?? "—",
  grade,
];

const period = ({ from, to }: { from: string | null; to: string | null }): string => `${from ?? "…"} – ${to ?? "…"}`;

/** The tables in Markdown: requirements, options, weights and scope. */
export const legalTable = (document: StandardDocument): string => {
  const requirements = document.indicators.flatMap(({ code, id, name, unit, part, checks }) =>
    checks.map((check) =>
      cells([
        code,
        id,
        part,
        name.zh,
        unit || "—",
        `${check.id} (${check.kind})`,
        ...asks(check),
        period(check),
        ...source(check.citation),
      ]),
    ),
  );
  const options = document.options.map((option) => {
    const content =
      option.kind === "requirement"
        ? asks(option.check).join("; ")
        : option.kind === "scope"
          ? `left out: ${JSON.stringify(option.excludes)}`
          : option.rules.map(({ when, change }) => `${JSON.stringify(when)} → ${JSON.stringify(change)}`).join("; ");
    return cells([
      option.id,
      option.kind,
      option.title.zh,
      option.kind === "scope" ? "—" : option.indicator,
      content,
      period(option),
      ...source(option.citation),
    ]);
  });
  const { nineYear, completeSecondary, twelveYear } = document.split;
  const weights = Object.entries({ 九年一贯制: nineYear, 完全中学: completeSecondary, 十二年一贯制: twelveYear }).map(
    ([type, weight]) =>
      cells([type, ...[weight.primary, weight.juniorSecondary, weight.senior].map((each) => String(each ?? "—"))]),
  );
  const head = (titles: readonly string[]) => [cells(titles), cells(titles.map(() => "---"))];
  const cited = ["clause", "document", "seen through", "grade"];
  return [
    `# ${document.title.zh}`,
    "",
    `\`${document.id}\`, edition ${document.edition}. ${source(document.citation).join(" · ")}`,
    "",
    "## Requirements",
    "",
    ...head([
      "code",
      "id",
      "part",
      "name",
      "unit",
      "check",
      "judged",
      "primary",
      "junior secondary",
      "in force",
      ...cited,
    ]),
    ...requirements,
    "",
    "## Options",
    "",
    ...head(["id", "kind", "title", "indicator", "content", "in force", ...cited]),
    ...options,
    "",
    "## Weights of a combined school's pupils",
    "",
    ...head(["type", "primary", "junior secondary", "senior"]),
    ...weights,
    "",
    source(document.split.citation).join(" · "),
    "",
    "## Scope",
    "",
    `教学点 from ${document.teachingPointFrom} pupils. ${source(document.scope).join(" · ")}`,
    "",
  ].join("\n");
};
