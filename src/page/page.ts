/** What people see and press: it asks for files and choices, has the program run over them, and shows what it says. */
import type { Lang } from "../report/wording/language.ts";
import {
  type Choices,
  checkLine,
  diffLine,
  draftMapLine,
  formLine,
  freeName,
  type GivenFile,
  namesOf,
  OWN_STANDARD,
  planLine,
  ROLES,
  type Role,
  roleOf,
  templateLine,
  validateLine,
} from "./command-lines.ts";
import type { Answer, PageFile } from "./messages.ts";
import { bytesOf, createProgram, type Program } from "./program.ts";
import { WORDS, type WordKey } from "./words.ts";

/** A standard that ships, as the build lists it. */
interface StandardChoice {
  readonly id: string;
  readonly title: Readonly<Record<Lang, string>>;
  readonly options: readonly { readonly id: string; readonly title: Readonly<Record<Lang, string>> }[];
}

interface Shown {
  lang: Lang;
  readonly given: GivenFile[];
  readonly standards: readonly StandardChoice[];
  readonly program: Program;
}

const ROLE_WORDS = {
  workbook: "roleWorkbook",
  previous: "rolePrevious",
  map: "roleMap",
  standard: "roleStandard",
  waivers: "roleWaivers",
  prices: "rolePrices",
} as const satisfies Readonly<Record<Role, WordKey>>;

/** Columns that texts are set in: as many as a phone or a desk shows. */
const NARROW = 64;
const WIDE = 110;
/** Narrower than this is a phone, in pixels. */
const PHONE = 700;

const element = <E extends HTMLElement>(id: string): E => document.getElementById(id) as E;
const embedded = (id: string): string => element(id).textContent ?? "";

/** Runs a command; what it tells while it works is shown beside the buttons, which wait for it. */
const run = async ({ program, given, lang }: Shown, argv: readonly string[]): Promise<Answer> => {
  const state = element("state");
  const buttons = [...document.querySelectorAll<HTMLButtonElement>("button")].filter(
    (button) => !button.disabled && button.id !== "stop" && button.id !== "language",
  );
  for (const button of buttons) button.disabled = true;
  state.textContent = WORDS.working[lang];
  element("stop").hidden = false;
  const answer = await program.run([...argv, "--lang", lang], given, innerWidth < PHONE ? NARROW : WIDE, (text) => {
    state.textContent = text.trim().split("\n").at(-1) ?? "";
  });
  for (const button of buttons) button.disabled = false;
  element("stop").hidden = true;
  state.textContent = answer.kind === "stopped" ? WORDS.stopped[lang] : "";
  return answer;
};

const save = ({ name, bytes }: PageFile): void => {
  const url = URL.createObjectURL(new Blob([bytes as BlobPart], { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
};

const buttonOf = (label: string, press: () => void | Promise<void>): HTMLButtonElement => {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.addEventListener("click", () => void press());
  return button;
};

const choicesOf = ({ given }: Shown): Choices => ({
  files: given,
  standard: element<HTMLSelectElement>("standard").value,
  asOf: element<HTMLInputElement>("as-of").value,
  county: element<HTMLInputElement>("county").value.trim(),
  relax: [...element("relax").querySelectorAll<HTMLInputElement>("input:checked")].map(({ value }) => value),
});

// What is given and chosen

const showFiles = (page: Shown): void => {
  const { given, lang } = page;
  element("given").replaceChildren(
    ...given.map((file) => {
      const line = document.createElement("li");
      const name = document.createElement("span");
      name.className = "name";
      name.textContent = file.name;
      const role = document.createElement("select");
      role.setAttribute("aria-label", `${file.name} ${WORDS.role[lang]}`);
      for (const id of ROLES) role.add(new Option(WORDS[ROLE_WORDS[id]][lang], id, false, id === file.role));
      role.addEventListener("change", () => {
        file.role = role.value as Role;
        showChoices(page);
      });
      const remove = buttonOf(WORDS.remove[lang], () => {
        given.splice(given.indexOf(file), 1);
        showFiles(page);
      });
      remove.setAttribute("aria-label", `${WORDS.remove[lang]} ${file.name}`);
      line.append(name, role, remove);
      return line;
    }),
  );
  showChoices(page);
};

const addFile = (page: Shown, { name, bytes }: PageFile, role = roleOf(name)): void => {
  const taken = page.given.map((file) => file.name);
  page.given.push({ name: freeName(name, taken), bytes, role });
  showFiles(page);
};

const showChoices = (page: Shown): void => {
  const select = element<HTMLSelectElement>("standard");
  const before = select.value;
  const own = namesOf({ files: page.given }, "standard").length > 0;
  select.replaceChildren(
    ...page.standards.map(({ id, title }) => new Option(title[page.lang], id)),
    ...(own ? [new Option(WORDS.ownStandard[page.lang], OWN_STANDARD)] : []),
  );
  const kept = [...select.options].some(({ value }) => value === before);
  select.value = kept ? before : (page.standards[0]?.id ?? "");
  if (before !== select.value) showRelax(page);
  element<HTMLButtonElement>("audit").disabled = namesOf({ files: page.given }, "workbook").length === 0;
};

const showRelax = ({ standards, lang }: Shown): void => {
  const chosen = standards.find(({ id }) => id === element<HTMLSelectElement>("standard").value);
  element("relax-part").hidden = (chosen?.options.length ?? 0) === 0;
  element("relax").replaceChildren(
    ...(chosen?.options ?? []).map(({ id, title }) => {
      const label = document.createElement("label");
      const box = document.createElement("input");
      box.type = "checkbox";
      box.value = id;
      label.append(box, document.createTextNode(title[lang]));
      return label;
    }),
  );
};

// What comes of it

const show = (...content: readonly HTMLElement[]): void => element("view").replaceChildren(...content);

const showText = (content: string): void => {
  const text = document.createElement("pre");
  text.textContent = content;
  show(text);
};

const showReport = ({ lang }: Shown, bytes: Uint8Array): void => {
  const frame = document.createElement("iframe");
  frame.title = WORDS.reportFrame[lang];
  frame.setAttribute("sandbox", "allow-scripts allow-modals");
  frame.srcdoc = new TextDecoder().decode(bytes);
  show(frame);
};

/** What a command that was not meant to fail says where it does. */
const messageOf = (answer: Answer): string => (answer.kind === "done" ? answer.told : answer.text);

/** Runs a command and saves the file of that name which it writes; what it says instead where it writes none, else null. */
const downloadFile = async (page: Shown, argv: readonly string[], name: string): Promise<string | null> => {
  const answer = await run(page, argv);
  const file = answer.kind === "done" ? answer.made.find((made) => made.name === name) : undefined;
  if (file === undefined) return messageOf(answer);
  save(file);
  return null;
};

const showPrinted = async (page: Shown, argv: readonly string[]): Promise<void> => {
  const answer = await run(page, argv);
  showText((answer.kind === "done" && answer.printed) || messageOf(answer));
};

/** The draft of a map, to be mended and used. */
const showDraft = async (page: Shown): Promise<void> => {
  const { given, lang } = page;
  const answer = await run(page, draftMapLine(choicesOf(page)));
  if (answer.kind !== "done" || answer.printed === "") return showText(messageOf(answer));
  const help = document.createElement("p");
  help.textContent = WORDS.mapHelp[lang];
  const draft = document.createElement("textarea");
  draft.value = answer.printed;
  draft.setAttribute("aria-label", WORDS.roleMap[lang]);
  draft.spellcheck = false;
  const [workbook = "county.xlsx"] = namesOf({ files: given }, "workbook");
  const file = (): PageFile => ({
    name: workbook.replace(/\.[^.]*$/, ".map.yaml"),
    bytes: new TextEncoder().encode(draft.value),
  });
  const row = document.createElement("div");
  row.className = "row";
  row.append(
    buttonOf(WORDS.mapUse[lang], async () => {
      for (const old of given.filter(({ role }) => role === "map")) given.splice(given.indexOf(old), 1);
      addFile(page, file(), "map");
      await audit(page);
    }),
    buttonOf(WORDS.mapKeep[lang], () => save(file())),
  );
  show(help, draft, row);
};

const showViews = (page: Shown, report: Uint8Array): void => {
  const { lang } = page;
  const compared = namesOf({ files: page.given }, "previous").length > 0;
  const views: readonly (readonly [WordKey, () => void | Promise<void>])[] = [
    ["viewReport", () => showReport(page, report)],
    ["viewPlan", () => showPrinted(page, planLine(choicesOf(page)))],
    ["viewProblems", () => showPrinted(page, validateLine(choicesOf(page)))],
    ["viewMap", () => showDraft(page)],
    ...(compared ? [["viewDiff", () => showPrinted(page, diffLine(choicesOf(page)))] as const] : []),
  ];
  const tabs: HTMLButtonElement[] = views.map(([key, open]) => {
    const tab = buttonOf(WORDS[key][lang], () => {
      for (const other of tabs) other.setAttribute("aria-selected", String(other === tab));
      return open();
    });
    tab.setAttribute("role", "tab");
    return tab;
  });
  element("views").replaceChildren(...tabs);
  tabs[0]?.click();
};

const showDownloads = (page: Shown, report: PageFile): void => {
  const offer = (key: WordKey, name: string, line: (choices: Choices, file: string) => readonly string[]) =>
    buttonOf(WORDS[key][page.lang], async () => {
      const said = await downloadFile(page, line(choicesOf(page), name), name);
      if (said !== null) showText(said);
    });
  const workbooks = namesOf({ files: page.given }, "workbook");
  const copy = `退回${/\.xlsm$/i.test(workbooks[0] ?? "") ? ".xlsm" : ".xlsx"}`;
  element("take").replaceChildren(
    offer("gap", "差距报告.xlsx", checkLine),
    buttonOf(WORDS.html[page.lang], () => save(report)),
    offer("docx", "汇报材料.docx", checkLine),
    offer("form", "申报表.xlsx", formLine),
    offer("planXlsx", "提升方案.xlsx", planLine),
    // A copy can be marked of one workbook only.
    ...(workbooks.length === 1 ? [offer("returned", copy, validateLine)] : []),
    offer("csv", "逐项明细.csv", checkLine),
    offer("json", "result.json", checkLine),
  );
};

const REPORT = "差距报告.html";

/** By the exit code of `check`; of any other code there is no result. */
const OUTCOMES: Readonly<Record<number, { readonly key: WordKey; readonly look: string }>> = {
  0: { key: "exit0", look: "met" },
  1: { key: "exit1", look: "short" },
  2: { key: "exit2", look: "open" },
};

const audit = async (page: Shown): Promise<void> => {
  const answer = await run(page, checkLine(choicesOf(page), REPORT));
  if (answer.kind === "stopped") return;
  const report = answer.kind === "done" ? answer.made.find(({ name }) => name === REPORT) : undefined;
  const outcome = answer.kind === "done" && report !== undefined ? OUTCOMES[answer.code] : undefined;
  element("result").hidden = false;
  const verdict = element("verdict");
  verdict.className = outcome?.look ?? "short";
  verdict.textContent = WORDS[outcome?.key ?? (answer.kind === "crashed" ? "exit70" : "exit3")][page.lang];
  const told = messageOf(answer)
    .split("\n")
    .filter((line) => line !== "" && !line.includes(REPORT));
  element("told").textContent = told.join("\n");
  element("told").hidden = told.length === 0;
  element("offers").hidden = outcome === undefined;
  if (outcome !== undefined && report !== undefined) {
    showDownloads(page, report);
    showViews(page, report.bytes);
  }
  element("result").scrollIntoView({ block: "start" });
};

const setTexts = (page: Shown): void => {
  const { lang } = page;
  document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
  document.title = `qe-audit · ${WORDS.title[lang]}`;
  for (const each of document.querySelectorAll<HTMLElement>("[data-word]")) {
    each.textContent = WORDS[each.dataset.word as WordKey][lang];
  }
  showFiles(page);
  showRelax(page);
};

const addListeners = (page: Shown): void => {
  const drop = element("drop");
  for (const name of ["dragenter", "dragover"] as const) {
    document.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
  }
  document.addEventListener("dragleave", ({ relatedTarget }) => {
    if (relatedTarget === null) drop.classList.remove("over");
  });
  const take = async (files: Iterable<File>): Promise<void> => {
    for (const file of files) addFile(page, { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
  };
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    void take([...(event.dataTransfer?.files ?? [])]);
  });
  const chosen = element<HTMLInputElement>("chosen");
  chosen.addEventListener("change", () => {
    void take([...(chosen.files ?? [])]);
    chosen.value = "";
  });
  element("standard").addEventListener("change", () => showRelax(page));
  element("audit").addEventListener("click", () => void audit(page));
  element("stop").addEventListener("click", () => page.program.stop());
  element("language").addEventListener("click", () => {
    page.lang = page.lang === "zh" ? "en" : "zh";
    setTexts(page);
  });
  element("demo").addEventListener("click", () =>
    addFile(page, { name: "demo-county.xlsx", bytes: bytesOf(embedded("demo-county")) }),
  );
  element("template").addEventListener("click", async () => {
    const name = page.lang === "zh" ? "空白工作簿.xlsx" : "template.xlsx";
    await downloadFile(page, templateLine(choicesOf(page), name), name);
  });
};

const start = (): void => {
  const page: Shown = {
    lang: "zh",
    given: [],
    standards: JSON.parse(embedded("standards")),
    program: createProgram(() => embedded("program")),
  };
  setTexts(page);
  addListeners(page);
  if (typeof DecompressionStream !== "undefined" && "toSorted" in Array.prototype) return;
  element("too-old").hidden = false;
  element("too-old").textContent = WORDS.tooOld[page.lang];
};

start();
