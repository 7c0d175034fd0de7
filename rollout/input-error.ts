/** What somebody gave is wrong, in a sentence: a file that cannot be read, or an option. It ends a command with code 2. */
export class InputError extends Error {}
