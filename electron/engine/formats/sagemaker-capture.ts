import { mapExchange } from './exchange-dialects.ts';
import { type Emit, type Format, type JsonObject, Unmapped } from './format.ts';
import { isList, isObject, objectOf, restOf } from './json-values.ts';
import { openNested } from './nested-json.ts';
import { filledText } from './run-fields.ts';
import { emitStep } from './traced-step.ts';

const META_TAKEN: ReadonlySet<string> = new Set(['eventId', 'inferenceTime']);
const TAKEN: ReadonlySet<string> = new Set(['captureData', 'eventMetadata', 'eventVersion']);

/** Calls of an endpoint that SageMaker's data capture keeps. The bodies are whatever the model behind it speaks. */
export const sageMakerCapture: Format = {
  id: 'sagemaker-capture',
  title: 'SageMaker data capture',
  recognise: (record) => (isCapture(record) ? 1 : 0),
  map(record, emit) {
    if (!isCapture(record)) throw new Unmapped('no call that SageMaker captured');
    mapCapture(record, emit);
  },
};

const isCapture = ({ captureData, eventMetadata }: JsonObject): boolean =>
  isObject(captureData) &&
  ('endpointInput' in captureData || 'endpointOutput' in captureData) &&
  isObject(eventMetadata);

function mapCapture(record: JsonObject, emit: Emit): void {
  const { endpointInput, endpointOutput } = objectOf(record.captureData);
  const about = objectOf(record.eventMetadata);
  const request = bodyOf(objectOf(endpointInput), emit.decoded);
  const response = bodyOf(objectOf(endpointOutput), emit.decoded);
  const rest = { ...restOf(record, TAKEN), ...restOf(about, META_TAKEN) };
  const exchange = {
    ...rest,
    id: about.eventId,
    timestamp: about.inferenceTime,
    request,
    response,
  };
  if (mapExchange(exchange, emit)) return;
  const inputs = promptIn(request);
  const outputs = answerIn(response);
  if (inputs === undefined && outputs === undefined) {
    throw new Unmapped('a call of a model that neither takes nor gives text');
  }
  const parameters = objectOf(objectOf(request).parameters);
  const settings = { max_tokens: parameters.max_new_tokens, ...parameters };
  emitStep(
    { kind: 'model', name: undefined, inputs, outputs, settings },
    {
      capture: 'wire',
      external_id: about.eventId,
      started_at: filledText(about.inferenceTime),
      metadata: rest,
    },
    emit,
  );
}

/** What a side holds, opened where it is JSON; bytes that a container gave without a known type are in base64. */
function bodyOf({ data, encoding }: JsonObject, decoded: boolean): unknown {
  if (typeof data !== 'string') return data;
  const text =
    encoding === 'BASE64'
      ? Buffer.from(data, 'base64').toString(decoded ? 'utf8' : 'latin1')
      : data;
  return openNested(text, decoded);
}

/** The text, or the messages, that containers of Hugging Face and of JumpStart take. */
function promptIn(request: unknown): unknown {
  const { inputs, prompt, text_inputs: texts } = objectOf(request);
  const given = inputs ?? prompt ?? texts;
  return typeof given === 'string' || isList(given) ? given : undefined;
}

/** The text that they give: alone, in a list, or as a list of messages that ends with it. */
function answerIn(response: unknown): unknown {
  if (isList(objectOf(response).choices)) return response;
  const [first] = isList(response) ? response.flat() : [response];
  const { generated_text: text, generation, generated_texts: texts } = objectOf(first);
  const given = text ?? generation ?? (isList(texts) ? texts[0] : undefined);
  if (isList(given)) return given.slice(-1);
  return isObject(given) || typeof given === 'string' ? given : undefined;
}
