import type { BatchProgress } from "../batch/run.ts";
import { displayWidth, safeText } from "../report/text-safety.ts";
import type { Lang, Words } from "../report/wording/language.ts";
import type { OutputStream } from "./io.ts";

/** Milliseconds between two drawings of the bar. */
const REDRAW = 100;
const BAR = 24;
/** The most progress lines of a batch where there is no terminal. */
const LINES = 10;

export interface Progress {
  show(progress: BatchProgress): void;
  /** Takes the bar away. */
  end(): void;
  /** How far it came, for the last word of one that is interrupted. */
  readonly farewell: () => Words;
}

const duration = (seconds: number): string => {
  const whole = Math.max(0, Math.ceil(seconds));
  const minutes = Math.floor(whole / 60);
  return `${minutes}:${String(whole % 60).padStart(2, "0")}`;
};

const cut = (text: string, width: number): string => {
  let kept = "";
  for (const character of text) {
    if (displayWidth(kept + character) > width - 1) return `${kept}…`;
    kept += character;
  }
  return kept;
};

/**
 * Progress on standard error: a bar with rate, time left and the county in hand on a terminal, a line for each tenth
 * elsewhere. A county that cannot be audited is reported at once in both. Quiet, nothing.
 *
 * @param now milliseconds, from any start.
 */
export const progressOn = (
  stderr: OutputStream,
  { lang, quiet, now }: { readonly lang: Lang; readonly quiet: boolean; readonly now: () => number },
): Progress => {
  const zh = lang === "zh";
  const terminal = stderr.isTTY === true;
  const start = now();
  let drawn = Number.NEGATIVE_INFINITY;
  let barShown = false;
  let toldTenths = 0;
  let last: BatchProgress | null = null;

  const write = (text: string): void => {
    stderr.write(text, () => {});
  };
  const clear = (): void => {
    if (barShown) write("\r\x1b[2K");
    barShown = false;
  };
  const rateOf = ({ done, unchanged }: BatchProgress): number =>
    (done - unchanged) / Math.max(0.001, (now() - start) / 1000);
  const figures = (progress: BatchProgress): string => {
    const { done, total } = progress;
    const rate = rateOf(progress);
    // Where all is taken over from before, nothing has been audited that a rate could be of.
    if (rate <= 0) return `${done}/${total}`;
    const left = duration((total - done) / rate);
    return zh
      ? `${done}/${total} · ${rate.toFixed(1)} 县/秒 · 剩余 ${left}`
      : `${done}/${total} · ${rate.toFixed(1)} counties/s · ${left} left`;
  };
  const draw = (progress: BatchProgress): void => {
    const filled = progress.total === 0 ? BAR : Math.floor((BAR * progress.done) / progress.total);
    const text = `${"█".repeat(filled)}${"░".repeat(BAR - filled)} ${figures(progress)}`;
    const room = (stderr.columns ?? 80) - displayWidth(text) - 4;
    const current = progress.current.at(-1);
    clear();
    write(current === undefined || room < 8 ? text : `${text} · ${cut(safeText(current), room)}`);
    barShown = true;
  };

  return {
    show(progress) {
      last = progress;
      if (quiet) return;
      const { finished, done, total, unchanged } = progress;
      if (finished !== null && finished.error !== null) {
        clear();
        write(`${safeText(`${zh ? "无法审计：" : "cannot be audited: "}${finished.error.text.trim()}`)}\n`);
      }
      if (terminal) {
        if (now() - drawn < REDRAW && done < total) return;
        drawn = now();
        draw(progress);
        return;
      }
      const tenths = total === 0 ? LINES : Math.floor((done * LINES) / total);
      if (finished === null || tenths === toldTenths) return;
      toldTenths = tenths;
      const skipped = unchanged === 0 ? "" : zh ? `（其中 ${unchanged} 个未变，沿用）` : ` (${unchanged} unchanged)`;
      write(`${figures(progress)}${skipped}\n`);
    },
    end: clear,
    farewell() {
      clear();
      const { done, total } = last ?? { done: 0, total: 0 };
      return {
        zh: `已中断：完成 ${done}/${total}，结果已保留；加 --resume 再运行即可继续。`,
        en: `Interrupted: ${done} of ${total} done and kept; run again with --resume to go on.`,
      };
    },
  };
};
