/** What a class list and the summary say of one school's stage. */
export interface ClassSums {
  readonly pupils: number;
  /** Pupils of every class of the list. */
  readonly sizes: readonly number[];
  /** Pupils that a class may have. */
  readonly cap: number;
  /** 最大班额 and 超班额班级数 of the summary; null where it does not say. */
  readonly largest: number | null;
  readonly over: number | null;
}

/** Pupils who are taught at home (送教上门) are the school's and in no class: so many are nothing out of the ordinary. */
const fewOf = (pupils: number): number => Math.max(3, Math.ceil(pupils / 100));

/**
 * Whether a list comes so short of the stage's pupils that a class over the cap may be left out. Pupils move, so a list
 * may come to more; and to as few less as its largest class could take and still be within the cap, or as are in no class
 * anywhere while its classes have room for them. A class over the cap that only the summary has is left out at any
 * shortfall.
 */
export const leavesOutPupils = ({ pupils, sizes, cap, largest, over }: ClassSums): boolean => {
  let listed = 0;
  let most = 0;
  let listedOver = 0;
  for (const size of sizes) {
    listed += size;
    most = Math.max(most, size);
    if (size > cap) listedOver++;
  }
  const short = pupils - listed;
  if (short <= 0) return false;
  const shown = (largest ?? 0) <= Math.max(most, cap) && (over ?? 0) <= listedOver;
  if (shown && short <= fewOf(pupils) && pupils <= sizes.length * cap) return false;
  return most + short > cap || (largest ?? 0) > cap || (over ?? 0) > 0;
};
