/** Questions on a terminal. Asked on standard error, so that standard output holds nothing but what was asked for. */
import { confirm, isCancel, select, text } from "@clack/prompts";

export interface Choice<T> {
  readonly value: T;
  readonly label: string;
  /** What is shown beside it while it is the one pointed at. */
  readonly hint?: string;
}

/** What asks; each answer is null where the person breaks off. Tests pass another. */
export interface Prompts {
  select<T>(question: string, choices: readonly Choice<T>[]): Promise<{ readonly value: T } | null>;
  text(question: string, placeholder: string): Promise<string | null>;
  confirm(question: string, words: { readonly yes: string; readonly no: string }): Promise<boolean | null>;
}

const ROWS = 12;

/** On this process's terminal. */
export const terminalPrompts: Prompts = {
  async select(message, choices) {
    const options = choices.map(({ label, hint }, value) => ({
      value,
      label,
      ...(hint === undefined ? {} : { hint }),
    }));
    const answer = await select<number>({
      message,
      options,
      maxItems: ROWS,
      showInstructions: false,
      output: process.stderr,
    });
    return isCancel(answer) ? null : { value: choices[answer]!.value };
  },
  async text(message, placeholder) {
    const answer = await text({ message, placeholder, output: process.stderr });
    return isCancel(answer) ? null : (answer ?? "");
  },
  async confirm(message, { yes, no }) {
    const answer = await confirm({ message, active: yes, inactive: no, output: process.stderr });
    return isCancel(answer) ? null : answer;
  },
};
