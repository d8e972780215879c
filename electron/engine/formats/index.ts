import { alpacaEval } from './alpaca-eval.ts';
import { anthropicBatch, anthropicBatchInput } from './anthropic-batch.ts';
import { anthropicMessages } from './anthropic-messages.ts';
import { atif } from './atif.ts';
import { azureLlmLog } from './azure-llm-log.ts';
import { azureOpenAi } from './azure-openai.ts';
import { bedrockHttp } from './bedrock-http.ts';
import { bedrockInvocationLog } from './bedrock-invocation-log.ts';
import { braintrust } from './braintrust.ts';
import { chatbotArena } from './chatbot-arena.ts';
import { chatGptExport } from './chatgpt-export.ts';
import { claudeCode } from './claude-code.ts';
import { claudeExport } from './claude-export.ts';
import { codex } from './codex.ts';
import { dialogflowCx } from './dialogflow-cx.ts';
import { databricksInference } from './databricks-inference.ts';
import { datadogLlm } from './datadog-llm.ts';
import { FACT_TABLES } from './fact-tables.ts';
import type { Format, JsonObject } from './format.ts';
import { garak } from './garak.ts';
import { googleGenerateContent } from './google-generate-content.ts';
import { helicone } from './helicone.ts';
import { hhRlhf } from './hh-rlhf.ts';
import { httpRecording } from './http-recording.ts';
import { inspectLog } from './inspect-log.ts';
import { inspectScan } from './inspect-scan.ts';
import { intercom } from './intercom.ts';
import { jailbreakbench } from './jailbreakbench.ts';
import { langfuse } from './langfuse.ts';
import { langSmith } from './langsmith.ts';
import { libreChat } from './librechat.ts';
import { liteLlm } from './litellm.ts';
import { lmEval } from './lm-eval.ts';
import { lmsysChat } from './lmsys-chat.ts';
import { managedAgents } from './managed-agents.ts';
import { mlflow } from './mlflow.ts';
import { mtBench } from './mt-bench.ts';
import { oasstSampling } from './oasst-sampling.ts';
import { oasst } from './oasst.ts';
import { ollamaChat } from './ollama-chat.ts';
import { openAiBatch, openAiBatchInput } from './openai-batch.ts';
import { openAiChat } from './openai-chat.ts';
import { openAiFineTune } from './openai-fine-tune.ts';
import { openAiResponses } from './openai-responses.ts';
import { openClaw } from './openclaw.ts';
import { openInference } from './openinference.ts';
import { openWebUi } from './open-webui.ts';
import { otlp } from './otlp.ts';
import { plainAlternatives } from './plain-alternatives.ts';
import { plainMessages } from './plain-messages.ts';
import { plainPrompt } from './plain-prompt.ts';
import { portkey } from './portkey.ts';
import { promptflow } from './promptflow.ts';
import { promptfoo } from './promptfoo.ts';
import { ragChecker } from './ragchecker.ts';
import { ragTruth } from './ragtruth.ts';
import { rasa } from './rasa.ts';
import { sillyTavern } from './sillytavern.ts';
import { sageMakerCapture } from './sagemaker-capture.ts';
import { sweAgent } from './swe-agent.ts';
import { truLens } from './trulens.ts';
import { vercelAiSdk } from './vercel-ai-sdk.ts';
import { vertexRequestResponse } from './vertex-request-response.ts';
import { voiceflow } from './voiceflow.ts';
import { weave } from './weave.ts';

/** Every known format; where two are equally sure, the earlier one is taken. */
export const FORMATS: readonly Format[] = [
  otlp,
  openInference,
  vercelAiSdk,
  bedrockInvocationLog,
  bedrockHttp,
  httpRecording,
  azureOpenAi,
  azureLlmLog,
  liteLlm,
  langfuse,
  langSmith,
  weave,
  mlflow,
  datadogLlm,
  braintrust,
  promptflow,
  sageMakerCapture,
  databricksInference,
  vertexRequestResponse,
  helicone,
  portkey,
  googleGenerateContent,
  openAiBatch,
  openAiBatchInput,
  anthropicBatch,
  anthropicBatchInput,
  anthropicMessages,
  openAiResponses,
  ollamaChat,
  openAiChat,
  openAiFineTune,
  alpacaEval,
  inspectLog,
  inspectScan,
  lmEval,
  truLens,
  chatGptExport,
  claudeExport,
  openWebUi,
  libreChat,
  intercom,
  dialogflowCx,
  rasa,
  voiceflow,
  sillyTavern,
  claudeCode,
  codex,
  managedAgents,
  openClaw,
  garak,
  promptfoo,
  chatbotArena,
  lmsysChat,
  mtBench,
  hhRlhf,
  oasst,
  oasstSampling,
  jailbreakbench,
  ragChecker,
  ragTruth,
  sweAgent,
  atif,
  plainMessages,
  plainAlternatives,
  plainPrompt,
  ...FACT_TABLES,
];

export const formatById = (id: string): Format | undefined =>
  FORMATS.find((format) => format.id === id);

/** Below this a few records look like the format by chance. */
const LEAST = 0.15;

export interface Recognised {
  readonly format: Format;
  /** Mean over the sample, 0.15 to 1. */
  readonly confidence: number;
}

/** The format that the sample's records speak for, by their content alone; null when none does. */
export function recognise(sample: readonly JsonObject[]): Recognised | null {
  if (sample.length === 0) return null;
  let best: Recognised | null = null;
  for (const format of FORMATS) {
    const sum = sample.reduce((total, record) => total + format.recognise(record), 0);
    const confidence = sum / sample.length;
    if (confidence >= LEAST && confidence > (best?.confidence ?? 0)) best = { format, confidence };
  }
  return best;
}

/** Ids and titles of every known format, in the order in which they are tried. */
export const listFormats = (): readonly Pick<Format, 'id' | 'title'>[] =>
  FORMATS.map(({ id, title }) => ({ id, title }));
