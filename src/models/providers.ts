/** A place that has chat models, and what it takes to reach them. */
export interface Provider {
  readonly title: string;
  readonly help: string;
  /** Where it always is; a person names the others. */
  readonly baseUrl?: string;
  /** An address such as a person would name. */
  readonly example?: string;
  readonly key: 'needed' | 'optional' | 'unused';
  /** The API version to begin with, for Azure. */
  readonly azureApiVersion?: string;
  /** How to start it, where it runs on this machine. */
  readonly start?: string;
}

/** Those that *Connect a Model* knows, in its order. The editor's own models come before them. */
export const providers = {
  openai: {
    title: 'OpenAI',
    help: 'gpt-4.1 and others. Needs an API key from platform.openai.com.',
    baseUrl: 'https://api.openai.com/v1',
    key: 'needed',
  },
  azure: {
    title: 'Azure OpenAI',
    help: 'A deployment in your Azure resource. Needs its address and key.',
    example: 'https://my-resource.openai.azure.com',
    azureApiVersion: '2024-10-21',
    key: 'needed',
  },
  openrouter: {
    title: 'OpenRouter',
    help: 'Models of many makers. Needs an API key from openrouter.ai.',
    baseUrl: 'https://openrouter.ai/api/v1',
    key: 'needed',
  },
  ollama: {
    title: 'Ollama',
    help: 'Models on this machine. Nothing leaves it, and no key is needed.',
    baseUrl: 'http://127.0.0.1:11434/v1',
    key: 'unused',
    start: 'Start Ollama, then try again.',
  },
  lmstudio: {
    title: 'LM Studio',
    help: 'Models on this machine. Nothing leaves it, and no key is needed.',
    baseUrl: 'http://127.0.0.1:1234/v1',
    key: 'unused',
    start: "Start the server in LM Studio's Developer view, then try again.",
  },
  other: {
    title: 'Another OpenAI-Compatible Server',
    help: 'vLLM, llama.cpp, a gateway of your company. Needs its address.',
    example: 'http://127.0.0.1:8000/v1',
    key: 'optional',
  },
} as const satisfies Record<string, Provider>;

export type ProviderId = keyof typeof providers;
