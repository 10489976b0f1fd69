import { RAISE } from "./level.ts";

/**
 * What the page does when scripts run: the matrix sorts and filters, workings open together, a link to a closed working
 * opens it. Without it everything is on the page all the same. It reads the page and nothing else.
 */
export const BEHAVIOUR = `
(() => {
  "use strict";
  const table = document.getElementById("matrix-table");
  const controls = document.getElementById("controls");
  if (table && controls) {
    const body = table.tBodies[table.tBodies.length - 1];
    const rows = [...body.rows];
    const heads = [...table.tHead.rows[0].cells];
    const number = (text) => {
      const found = /-?\\d+(\\.\\d+)?/.exec(text);
      return found ? Number(found[0]) : null;
    };
    const keys = heads.map((head, column) => rows.map((row) => {
      const cell = row.cells[column];
      const text = cell.textContent.trim();
      return head.dataset.sort === "text" ? text : number(text);
    }));
    const fold = document.getElementById("fold");
    const unfold = () => {
      table.classList.remove("folded");
      if (fold) fold.hidden = true;
    };
    if (fold) {
      table.classList.add("folded");
      fold.hidden = false;
      fold.addEventListener("click", () => { unfold(); apply(); });
    }
    const order = new Map(rows.map((row, index) => [row, index]));
    const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        unfold();
        apply();
        const down = head.getAttribute("aria-sort") === "ascending";
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const key = (row) => keys[column][order.get(row)];
        const sorted = [...rows].sort((left, right) => {
          const a = key(left), b = key(right);
          // What has no value stands last, whichever way is sorted.
          if (a === null || b === null) return (a === null) - (b === null) || order.get(left) - order.get(right);
          const by = typeof a === "string" ? compare(a, b) : a - b;
          return (down ? -by : by) || order.get(left) - order.get(right);
        });
        body.append(...sorted);
      });
    });
    const [find, stage, status, indicator] = ["find", "stage", "status", "indicator"].map((name) => document.getElementById("filter-" + name));
    const shown = document.getElementById("shown");
    const apply = () => {
      const wanted = find.value.trim().toLowerCase();
      let count = 0;
      for (const row of rows) {
        const column = indicator.value === "" ? null : row.cells[Number(indicator.value)];
        const fits =
          (wanted === "" || row.cells[0].textContent.toLowerCase().includes(wanted)) &&
          (stage.value === "" || row.dataset.stage === stage.value) &&
          (status.value === "" || row.dataset.status === status.value) &&
          (column === null || /(^| )[ofu]( |$)/.test(column.className));
        row.hidden = !fits;
        if (fits && !(table.classList.contains("folded") && row.classList.contains("rest"))) count += 1;
      }
      shown.textContent = count + " / " + rows.length;
    };
    for (const control of [find, stage, status, indicator]) {
      control.addEventListener("input", () => { unfold(); apply(); });
    }
    document.getElementById("clear").addEventListener("click", () => {
      for (const control of [find, stage, status, indicator]) control.value = "";
      apply();
      find.focus();
    });
    controls.hidden = false;
    apply();
  }
  const raise = ${RAISE};
  for (const form of document.querySelectorAll("form.level")) {
    const { units, step, limit, text, within, over } = form.dataset;
    const all = JSON.parse(units);
    const [slider, shown, said] = ["input", "output", "p"].map((name) => form.querySelector(name));
    const say = () => {
      const { amount, count, coefficient } = raise(all, Number(slider.value), Number(step));
      const fits = coefficient <= Number(limit) + 1e-12;
      shown.textContent = slider.value;
      said.textContent = text
        .replace("{count}", count)
        .replace("{amount}", amount)
        .replace("{cv}", coefficient.toFixed(3))
        .replace("{status}", fits ? within : over);
    };
    form.addEventListener("submit", (event) => event.preventDefault());
    slider.addEventListener("input", say);
    form.hidden = false;
    say();
  }
  const workings = document.getElementById("workings");
  if (workings) {
    workings.hidden = false;
    workings.addEventListener("click", () => {
      const open = workings.getAttribute("aria-pressed") !== "true";
      workings.setAttribute("aria-pressed", String(open));
      workings.textContent = open ? workings.dataset.collapse : workings.dataset.expand;
      for (const each of document.querySelectorAll("main details")) each.open = open;
    });
  }
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    target.scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", reveal);
  if (location.hash) reveal();
})();
`;
