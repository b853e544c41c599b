declare const __VERSION__: string;

/** The release, written in by the build from package.json; `dev` when the sources run as they are. */
export const VERSION = typeof __VERSION__ === 'undefined' ? 'dev' : __VERSION__;
