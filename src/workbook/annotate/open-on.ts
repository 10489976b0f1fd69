import { attributeEdit, attributeIn, type Edit, type Element, tagEnd, tagPrefix, withPrefix } from "./markup.ts";

/** Edits by which a workbook opens on one sheet, and on that one alone: two chosen at once would be typed into together. */

/** Of the workbook's part. `position` counts its sheets from 0. */
export const activeTabEdits = (text: string, book: Element, position: number): Edit[] => {
  const views = book.children.find(({ name }) => name === "bookViews");
  const view = views?.children.find(({ name }) => name === "workbookView");
  if (view !== undefined) {
    // The tabs before the first that is seen would hide the one that it opens on.
    const scrolled = attributeIn(text, view.start, view.inner, "firstSheet");
    return [
      attributeEdit(text, view.start, view.inner, "activeTab", String(position)),
      ...(scrolled === null ? [] : [{ start: scrolled.start, end: scrolled.end, text: "" }]),
    ];
  }
  const tabs = book.children.find(({ name }) => name === "sheets")!;
  const markup = `<bookViews><workbookView activeTab="${position}"/></bookViews>`;
  const { start, end } = views ?? { start: tabs.start, end: tabs.start };
  return [{ start, end, text: withPrefix(markup, tagPrefix(text, tabs.start)) }];
};

/** Of a sheet's part, which is not to be chosen. */
export const unselectedEdits = (text: string): Edit[] => {
  const edits: Edit[] = [];
  const rows = text.search(/<(?:\w+:)?sheetData\b/);
  for (const { index } of text.slice(0, rows < 0 ? text.length : rows).matchAll(/<(?:\w+:)?sheetView\b/g)) {
    const chosen = attributeIn(text, index, tagEnd(text, index), "tabSelected");
    if (chosen !== null) edits.push({ start: chosen.start, end: chosen.end, text: "" });
  }
  return edits;
};
