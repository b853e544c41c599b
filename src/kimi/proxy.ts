import * as http from 'node:http';
import type { Log } from '../ports.ts';

const PROXY_VARIABLES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'];

/**
 * Sends requests to the model through the proxy that the environment names, as those to GitHub go already.
 * Node does so by itself only when it is started with NODE_USE_ENV_PROXY; from 24.14 on it can be told later.
 */
export function useProxy(variables: Readonly<Record<string, string | undefined>>, log: Log): void {
  const proxied = PROXY_VARIABLES.filter((name) => (variables[name] ?? '') !== '');
  if (proxied.length === 0) return;
  if (typeof http.setGlobalProxyFromEnv === 'function') {
    http.setGlobalProxyFromEnv({ ...variables });
    return;
  }
  log.warn(
    `${proxied.join(', ')} cannot be used for the model by Node ${process.versions.node}; set NODE_USE_ENV_PROXY=1 for this step.`,
  );
}
