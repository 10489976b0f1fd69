import { Document, isCollection, visit } from "./yaml.ts";

/** Longer entries are broken over lines. */
const WIDTH = 118;

/** The tree of a standard as YAML: what is short stands on one line, equal lists are named once and referred to. */
export const yamlOf = (tree: unknown): string => {
  const document = new Document(tree, { anchorPrefix: "offices" });
  visit(document, {
    Collection: (_, node, path) => {
      const depth = path.filter((each) => isCollection(each)).length;
      const length = JSON.stringify(node.toJS(document)).replaceAll('"', "").length + 2 * depth;
      if (depth > 0 && length <= WIDTH) node.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
};
