"""What a call costs, and what it costs at most. Amounts are millionths of a US dollar."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

from digests.store.calls import Usage
from digests.summarisers.providers import Provider

MILLION = 1_000_000
OVERHEAD = 400  # tokens a request has besides its text: the chat template, the roles, a function
# Where nobody knows what a model costs, a cap is kept as for a dear one: USD a million tokens.
UNKNOWN = (5.0, 25.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pricing:
    """How the price of one model is found. `rate` (USD a million tokens, in and out) wins."""

    provider: Provider
    model: str
    rate: tuple[float, float] | None = None

    @property
    def known(self) -> bool:
        """Whether the price is anything but a guess."""
        return self._flat() is not None or _listed(self.provider, self.model, Usage()) is not None

    def cost(self, usage: Usage) -> int:
        """What these tokens cost, rounded up."""
        flat = self._flat()
        if flat is None:
            listed = _listed(self.provider, self.model, usage)
            if listed is not None:
                return math.ceil(listed * MILLION)
        price_in, price_out = flat or UNKNOWN
        return math.ceil(usage.tokens_in * price_in + usage.tokens_out * price_out)

    def at_most(self, prompt: str, tokens_out: int) -> int:
        """What a call can cost: no token is shorter than a byte, none of it from a cache."""
        most = Usage(tokens_in=len(prompt.encode()) + OVERHEAD, tokens_out=tokens_out)
        flat = self._flat()
        written = None if flat else _listed(self.provider, self.model, most, written=True)
        return max(self.cost(most), math.ceil((written or 0) * MILLION))

    def _flat(self) -> tuple[float, float] | None:
        if self.rate is not None:
            return self.rate
        return (0.0, 0.0) if self.provider.local else self.provider.rate


def _listed(
    provider: Provider, model: str, usage: Usage, *, written: bool = False
) -> Decimal | None:
    """The price in genai-prices, None where it lists no such model.

    With `written`, as if the provider put all of it into its cache, which some charge more for.
    """
    if provider.prices is None:
        return None
    import genai_prices  # its tables take a third of a second, and extractive mode needs none

    tokens = genai_prices.Usage(
        input_tokens=usage.tokens_in,
        cache_read_tokens=min(usage.tokens_cached, usage.tokens_in),
        cache_write_tokens=usage.tokens_in if written else 0,
        output_tokens=usage.tokens_out,
    )
    try:
        found = genai_prices.calc_price(tokens, model, provider_id=provider.prices)
    except LookupError:
        return None
    return found.total_price
