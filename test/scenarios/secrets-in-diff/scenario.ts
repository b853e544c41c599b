import { expect } from '@jest/globals';
import { reply } from '../../doubles/kimi/scripts.ts';
import { answer } from '../answers.ts';
import type { Scenario } from '../scenario.ts';

/** Put together here, so that no scanner takes this file for a leak. */
const SECRETS = {
  github: ['ghp', 'x7Qm2Zt9Rk4Lp8Vb3Nc6Wd1Fs5Hg0Jy2AaBb'].join('_'),
  aws: ['AKIA', 'Z3Q7X5M2K9T4R8WL'].join(''),
  stripe: ['sk', 'live', '9fK2mQ7xT4vB8nR3pL6w'].join('_'),
  keyBody: 'MIIEowIBAAKCAQEAu1SU1LfVLPHCozMxH2Mo4lgOEePzNm0tRgeLezV6ffAt0gun',
};

const settings = `export const settings = {
  github: '${SECRETS.github}',
  aws: '${SECRETS.aws}',
  retries: 3,
};
`;

export const scenario: Scenario = {
  title: 'Secrets in the change, its neighbours and its description never leave, and the reader learns where',
  repository: {
    base: {
      'src/settings.js': 'export const settings = {\n  retries: 3,\n};\n',
      'src/main.js': `import { settings } from './settings.js';\n\nconst stripe = '${SECRETS.stripe}';\nconsole.log(settings, stripe);\n`,
    },
    head: {
      'src/settings.js': settings,
      'deploy/key.pem': `-----BEGIN RSA PRIVATE KEY-----\n${SECRETS.keyBody}\n${SECRETS.keyBody}\n-----END RSA PRIVATE KEY-----\n`,
    },
    message: `Add the keys (${SECRETS.github})`,
  },
  pull: { title: 'Add keys', body: `For testing: ${SECRETS.stripe}` },
  kimi: {
    answer: [
      reply(
        answer([
          {
            path: 'src/settings.js',
            line: 2,
            severity: 'blocker',
            category: 'security',
            title: 'A GitHub token is committed',
            quote: "  github: '[redacted: GitHub token]',",
            suggestion: '  github: process.env.GITHUB_TOKEN,',
            body: 'Everyone who can read the repository can use it. Revoke it and read it from the environment.',
          },
        ]),
      ),
    ],
  },
  check: ({ github, kimi, run }) => {
    const asked = JSON.stringify(kimi.calls.map(({ body, headers }) => [body, headers]));
    const posted = JSON.stringify([
      github.state.pull(7).reviews,
      github.state.reviewComments(7).map(({ comment }) => comment.body),
      github.state.pull(7).issueComments,
      github.state.checkRuns,
    ]);
    for (const [kind, secret] of Object.entries(SECRETS)) {
      const found = [asked, posted, run.log, run.summary].map((text) => text.includes(secret));
      expect({ kind, found }).toEqual({ kind, found: [false, false, false, false] });
    }
    expect(asked).toContain('retries: 3');
  },
};
