import type { Sent } from './question.ts';

const RULE = '='.repeat(20);

/** The text of a request for a reader: its messages one after the other, each below a line with its role. */
export function renderPrompt({ messages, tools, toolChoice }: Sent): string {
  const sections = messages.map((message) =>
    section(message.role, [message.content, ...callsOf(message)].filter((text) => text !== '').join('\n\n')),
  );
  return `${[...sections, ...(tools === undefined ? [] : [toolChoice === 'none' ? NO_TOOLS : toolsSection(tools)])].join('\n\n')}\n`;
}

const NO_TOOLS = section('tools', 'No tool can be called any more. Answer in words.');

function section(title: string, text: string): string {
  return `${RULE} ${title} ${RULE}\n\n${text}`;
}

function callsOf({ toolCalls }: Sent['messages'][number]): string[] {
  if (toolCalls === undefined || toolCalls.length === 0) return [];
  return [`\`\`\`tool_calls\n${JSON.stringify(toolCalls)}\n\`\`\``];
}

function toolsSection(tools: readonly unknown[]): string {
  return section(
    'tools',
    `These may be called before the answer. To call some, answer with nothing but a block such as

\`\`\`tool_calls
[{"name": "NAME", "arguments": {}}]
\`\`\`

and the results come with the next question. The tools, as JSON:

${tools.map((tool) => JSON.stringify(tool)).join('\n')}`,
  );
}
