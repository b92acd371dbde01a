declare module '*/host/browser.mjs' {
  export function startBrowser(): Promise<import('playwright-core').Browser>;
}

declare module '*/host/server.mjs' {
  export interface Server {
    readonly port: number;
    readonly url: string;
    readonly data: string;
    stop(): void;
  }
  export function startServer(options?: {
    readonly trust?: boolean;
    readonly settings?: Readonly<Record<string, unknown>>;
  }): Promise<Server>;
  export function workbenchUrl(
    server: Server,
    options: { readonly folder: string; readonly extension: string; readonly tests?: string },
  ): string;
}

declare module '*/host/extensionTests.mjs' {
  export function runExtensionTests(options: {
    readonly folder: string;
    readonly extension: string;
    readonly companions: readonly string[];
    /** A built module with a `run` that rejects when it fails. */
    readonly tests: string;
    readonly trust: boolean;
    readonly settings: Readonly<Record<string, unknown>>;
  }): Promise<{ readonly code: number; readonly output: string }>;
}
