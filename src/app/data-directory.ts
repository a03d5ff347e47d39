// For commands, which see storage through this folder only.
export { prepareDataDirectory } from '../storage/embedded/data-directory.ts';
export { DirectoryLock } from '../storage/embedded/directory-lock.ts';
