import type { CommandDefinition } from "../command.ts";
import { batch } from "./batch.ts";
import { check } from "./check.ts";
import { collect } from "./collect.ts";
import { completion } from "./completion.ts";
import { diff } from "./diff.ts";
import { explain } from "./explain.ts";
import { form } from "./form.ts";
import { history } from "./history.ts";
import { ledger } from "./ledger.ts";
import { map } from "./map.ts";
import { merge } from "./merge.ts";
import { plan } from "./plan.ts";
import { standards } from "./standards.ts";
import { template } from "./template.ts";
import { validate } from "./validate.ts";

/** Every command, in the order of the help. */
export const COMMANDS: readonly CommandDefinition[] = [
  check,
  validate,
  map,
  template,
  collect,
  explain,
  standards,
  form,
  plan,
  ledger,
  batch,
  merge,
  diff,
  history,
  completion,
];
