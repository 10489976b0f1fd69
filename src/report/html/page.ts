import type { AuditResult, Finding, Status } from "../../model/result.ts";
import { type Lang, type PageLabel, pageWord, type Speaker, speakerOf, statusSymbol, statusWord } from "../wording.ts";
import { type Content, html, type Markup } from "./markup.ts";

/** What every section of the page is made from. */
export interface Page {
  readonly result: AuditResult;
  readonly speaker: Speaker;
  readonly say: (label: PageLabel) => string;
  /** Id of the place on the page where a finding is explained; null for one that is not. */
  readonly anchorOf: (finding: Finding) => string | null;
}

/** Evidence of a school that the page explains one by one: what falls short or is open. */
const isExplained = ({ check, required, status, subject }: Finding): boolean =>
  subject.kind === "school" && (status === "fail" || status === "unknown") && (check !== "quorum" || required);

export const pageOf = (result: AuditResult, lang: Lang): Page => {
  const anchors = new Map<Finding, string>();
  result.findings.forEach((finding, index) => {
    if (isExplained(finding)) anchors.set(finding, `f${index}`);
  });
  return {
    result,
    speaker: speakerOf(result, lang),
    say: (label) => pageWord(label, lang),
    anchorOf: (finding) => anchors.get(finding) ?? null,
  };
};

/** A symbol that is seen and a word that is read and heard. */
export const mark = (status: Status, lang: Lang): Markup =>
  html`<span class="${status}"><span aria-hidden="true">${statusSymbol(status)} </span>${statusWord(status, lang)}</span>`;

/** A symbol that is read out as the word, which is not seen. */
export const markSymbol = (status: Status, lang: Lang): Markup =>
  html`<span class="${status}"><span aria-hidden="true">${statusSymbol(status)} </span><span class="sr">${statusWord(status, lang)} </span></span>`;

export const section = (id: string, title: string, content: Content): Markup =>
  html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>${content}</section>`;

export const paragraph = (content: Content): Markup => html`<p>${content}</p>`;

export const list = (items: readonly Content[]): Markup =>
  html`<ul class="plain">${items.map((item) => html`<li>${item}</li>`)}</ul>`;

export interface Column<Item> {
  readonly title: string;
  /** `number` stands to the right; neither it nor `brief` breaks into lines. `text` has room for some words. */
  readonly kind: "number" | "brief" | "text" | null;
  readonly cell: (item: Item) => Content;
}

export const column = <Item>(title: string, kind: Column<Item>["kind"], cell: Column<Item>["cell"]): Column<Item> => ({
  title,
  kind,
  cell,
});

/** A table in a frame of its own that scrolls sideways where the page is narrow. The first cell of a row names it. */
export const table = <Item>(caption: string, items: readonly Item[], columns: readonly Column<Item>[]): Markup =>
  html`<div class="scroll" role="region" tabindex="0" aria-label="${caption}"><table><caption>${caption}</caption><thead><tr>${columns.map(
    ({ title, kind }) => html`<th scope="col"${attribute(kind)}>${title}</th>`,
  )}</tr></thead><tbody>${items.map(
    (item) =>
      html`<tr>${columns.map(({ kind, cell }, index) =>
        index === 0 ? html`<th scope="row">${cell(item)}</th>` : html`<td${attribute(kind)}>${cell(item)}</td>`,
      )}</tr>`,
  )}</tbody></table></div>`;

const attribute = (kind: Column<never>["kind"]): Markup | null =>
  kind === null ? null : html` class="${kind === "number" ? "num" : kind}"`;
