const vscode = require('vscode');

/** What the model does next; the tests set it through the command `bouncerTests.script`. */
let script = { answer: { explanation: 'Seen by the editor.', label: 'INCORRECT', confidence: 0.7 } };
const asked = [];

exports.activate = (context) => {
  const changed = new vscode.EventEmitter();
  const provider = {
    onDidChangeLanguageModelChatInformation: changed.event,
    provideLanguageModelChatInformation: () => [
      {
        id: 'scripted',
        name: 'Scripted Model',
        family: 'scripted',
        version: '1',
        maxInputTokens: 32000,
        maxOutputTokens: 4000,
        capabilities: { toolCalling: true },
        isUserSelectable: true,
      },
    ],
    provideLanguageModelChatResponse: async (_model, messages, options, progress) => {
      asked.push({ messages: messages.length, tools: (options.tools ?? []).map(({ name }) => name) });
      if (script.fault) throw new Error(script.fault);
      progress.report(
        new vscode.LanguageModelToolCallPart('call-1', asked.at(-1).tools.at(-1), script.answer),
      );
    },
    provideTokenCount: async (_model, text) => Math.ceil((typeof text === 'string' ? text : '').length / 4),
  };
  context.subscriptions.push(
    vscode.lm.registerLanguageModelChatProvider('bouncer-tests', provider),
    vscode.commands.registerCommand('bouncerTests.script', (next) => {
      script = next;
      return asked;
    }),
  );
};
