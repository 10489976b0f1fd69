import type { CommandContext } from "./command.ts";
import type { OptionValues } from "./options.ts";

/**
 * What a file holds that is a JSON result of `check`, as `parse` takes it.
 *
 * @throws AuditError `comparison-input-invalid` for what is no such result, and as `fileBytes` does.
 */
export const readJsonResult = async <T>(
  file: string,
  parse: (json: unknown) => T,
  values: OptionValues,
  { inputs }: Pick<CommandContext, "inputs">,
): Promise<T> => {
  const [{ AuditError }, { DEFAULT_LIMITS }, { limitsOf }, { fileBytes }] = await Promise.all([
    import("../errors.ts"),
    import("../package/read.ts"),
    import("./limits.ts"),
    import("./inputs.ts"),
  ]);
  const bytes = await fileBytes(file, limitsOf(values).fileBytes ?? DEFAULT_LIMITS.fileBytes, inputs);
  try {
    return parse(JSON.parse(bytes.toString("utf8")));
  } catch (error) {
    throw new AuditError({ code: "comparison-input-invalid", file }, { cause: error });
  }
};

/** Whether a JSON file holds something other than a result of `check`, a plan or a history say; false for what cannot be read. */
export const isOtherJson = async (
  file: string,
  values: OptionValues,
  context: Pick<CommandContext, "inputs">,
): Promise<boolean> => {
  const { AuditError } = await import("../errors.ts");
  try {
    const json = await readJsonResult<unknown>(file, (each) => each, values, context);
    return typeof json !== "object" || json === null || !("findings" in json);
  } catch (error) {
    if (error instanceof AuditError) return false;
    throw error;
  }
};
