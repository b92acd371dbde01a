/** Starts at a root or drive, goes up, or into git's own folder; a NUL is in no file's name. */
const leadsOut = /^[/\\]|^[A-Za-z]:|\0|(?:^|[/\\])(?:\.\.|\.git)(?:[/\\]|$)/i;

/** Whether a path from a patch or ticket stays in the code base by its very form. */
export function isInside(path: string): boolean {
  return path !== '' && !leadsOut.test(path);
}
