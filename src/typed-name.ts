/** A file's name as a user types it in a command, where a shell takes it as it stands; null where it needs quoting. */
export const typedName = (file: string): string | null =>
  // Most tell by letters for which no tables of Unicode are needed.
  /^[0-9A-Za-z._/\u4E00-\u9FFF-]+$/.test(file) || /^[\p{L}\p{N}._/-]+$/u.test(file) ? file : null;
