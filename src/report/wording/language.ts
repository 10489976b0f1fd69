/** Languages and the small words of sentences; everybody may use them, so that they stand beside the layers. */
export * from "../../language.ts";
