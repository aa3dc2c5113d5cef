"""What a provider's error means for us: try again, give up on this call, or give up on all.

Nothing of the provider's text goes into a message: it could hold a key or an article.
"""

from __future__ import annotations

from datetime import UTC, datetime

import httpx2

from digests.errors import ModelRefused, ModelUnavailable, SummariserError
from digests.fetch.retry import retry_after

_BROKE = ("insufficient_quota", "insufficient balance", "exceeded_current_quota", "arrears",
          "arrearage", "balance is insufficient", "quota is insufficient", "billing", "recharge",
          "余额不足", "欠费", "credit balance", "more credits", "payment required")  # fmt: skip
_NO_MODEL = ("model_not_found", "unknown model", "invalid model", "does not exist", "not found",
             "模型不存在", "model not exist", "invalid_model", "no such model")  # fmt: skip
_TOO_LONG = ("context_length", "context length", "maximum context", "too long", "too many tokens")


def of_response(response: httpx2.Response) -> SummariserError:
    """What a response with an error status means."""
    wait = retry_after(response.headers.get("retry-after"), datetime.now(UTC))
    seconds = (wait - datetime.now(UTC)).total_seconds() if wait else None
    return kind(response.status_code, response.text[:4_000], seconds)


def kind(status: int, text: str, after: float | None = None) -> SummariserError:
    """What an error status and its text mean; `after` is how many seconds to wait."""
    said = text.casefold()
    if status == 402 or any(one in said for one in _BROKE):
        return ModelRefused("The model account has no balance.", lasting=True, lacks="balance")
    if status in {401, 403}:
        return ModelRefused(
            "The model's provider does not take the key.", lasting=True, lacks="key"
        )
    if status == 404 or (status in {400, 422} and any(one in said for one in _NO_MODEL)):
        return ModelRefused("The provider has no such model.", lasting=True, lacks="model")
    if status in {400, 413, 422} and any(one in said for one in _TOO_LONG):
        return ModelRefused("The story is too long for the model.")
    if status == 429 or (status == 200 and "rate limit" in said):
        return ModelUnavailable("The model's provider asks to wait.", after=after)
    if status in {408, 409, 425} or status >= 500 or status == 200:
        return ModelUnavailable(f"The model's server failed ({status}).", after=after)
    return ModelRefused(f"The model's provider refused the call ({status}).")
