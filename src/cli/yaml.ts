/**
 * The YAML library, imported by name. A bundle holds its CommonJS form, of which a dynamic import would see nothing but
 * a default export; this module is what is imported late instead.
 */
export { Document, isCollection, isMap, isScalar, LineCounter, parseDocument, stringify, visit } from "yaml";
