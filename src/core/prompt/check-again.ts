import type { ModelProfile } from '../model/profile.ts';
import type { ModelReply, ModelRequest } from './request.ts';

const OUTPUT_GROWTH = 2;
const MARGIN_TOKENS = 1_024;

/**
 * The request that asks once more where an answer gave no verdict on some claim. One that the output budget cut is
 * asked for in a way that leaves room: without thinking, or else with a larger cap. Prose is asked for again as it was.
 */
export function checkAgain(
  request: ModelRequest,
  { finish }: Pick<ModelReply, 'finish'>,
  profile: ModelProfile,
): ModelRequest {
  if (finish !== 'length') return request;
  const canToggle = profile.thinking === 'toggle' || profile.thinking === 'effort';
  if (canToggle && request.thinking === 'enabled') {
    // What was read while thinking is cached apart, so this request shares it with nobody.
    const { prefix: _shared, ...alone } = request;
    return { ...alone, thinking: 'disabled' };
  }
  const room = profile.contextWindow - request.promptTokens - MARGIN_TOKENS;
  const larger = Math.min(request.outputTokensMax * OUTPUT_GROWTH, profile.outputMax, room);
  return { ...request, outputTokensMax: Math.max(larger, request.outputTokensMax) };
}
