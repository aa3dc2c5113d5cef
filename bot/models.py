"""Which model writes the summaries, by the settings; none where no key is set."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from pydantic import SecretStr
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.errors import SettingsError
from bot.settings import Settings
from digests.errors import NotFound
from digests.store.calls import Caps
from digests.summarisers.base import Summariser
from digests.summarisers.extractive import Extractive
from digests.summarisers.providers import PROVIDERS, Provider, provider

if TYPE_CHECKING:
    from digests.summarisers.batching import Batcher
    from digests.summarisers.budget import Pricing

MILLION = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A model to ask: of which provider, where, and with which key."""

    provider: Provider
    model: str
    url: str
    key: str | None = field(repr=False)


def choice(settings: Settings) -> Choice | None:
    """The model that is configured, or None for extractive mode.

    Raises SettingsError for a provider that there is not, or one that lacks its key.
    """
    chosen = _provider(settings)
    if chosen is None:
        return None
    key = _key(settings, chosen.keys)
    if key is None and not chosen.local:
        raise SettingsError(
            f"{chosen.title} needs a key: set {chosen.keys[0]}, or unset BRIEFBOT_MODEL_PROVIDER."
        )
    return Choice(
        provider=chosen,
        model=settings.model or chosen.model,
        url=settings.model_url or chosen.url,
        key=key,
    )


def _provider(settings: Settings) -> Provider | None:
    """The one that is named; else the first whose own key is set."""
    if settings.model_provider:
        try:
            return provider(settings.model_provider)
        except NotFound as error:
            raise SettingsError(f"setting model_provider: {error}") from error
    with_key = (one for one in PROVIDERS.values() if _key(settings, one.keys[:1]) is not None)
    return next(with_key, None)


def _key(settings: Settings, names: tuple[str, ...]) -> str | None:
    for name in names:
        secret: SecretStr | None = getattr(settings, name.lower())
        if secret is not None and secret.get_secret_value().strip():
            return secret.get_secret_value().strip()
    return None


def caps(settings: Settings) -> Caps:
    """What may be spent, in millionths of a US dollar."""
    return Caps(
        run=round(settings.model_cap_brief * MILLION),
        workspace_day=round(settings.model_cap_workspace * MILLION),
        day=round(settings.model_cap_day * MILLION),
    )


@asynccontextmanager
async def speaking(
    settings: Settings, database: AsyncEngine, clock: Callable[[], datetime]
) -> AsyncIterator[Summariser]:
    """The summariser that is configured, its connections closed at the end."""
    chosen = choice(settings)
    if chosen is None:
        yield Extractive()
        return
    # Imported only when configured: the client's library takes half a second.
    from digests.summarisers.asking import Asker
    from digests.summarisers.calling import ModelClient
    from digests.summarisers.model import ModelSummariser

    client = ModelClient.create(chosen.provider, key=chosen.key, model=chosen.model, url=chosen.url)
    async with client:
        asker = Asker(
            database=database,
            client=client,
            pricing=pricing(settings, chosen),
            caps=caps(settings),
            clock=clock,
        )
        yield ModelSummariser(asker=asker)


def batcher(settings: Settings, speaker: Summariser) -> Batcher | None:
    """What hands in the nightly batch; None where it is off or the provider has none."""
    if speaker.mode == "extractive" or settings.model_batch == "off":
        return None
    from digests.summarisers.batching import Batcher
    from digests.summarisers.model import ModelSummariser

    if not isinstance(speaker, ModelSummariser):
        return None
    offered = speaker.asker.client.provider.batch
    return Batcher(asker=speaker.asker, batch=offered) if offered else None


def pricing(settings: Settings, chosen: Choice) -> Pricing:
    """How the chosen model's price is found."""
    from digests.summarisers.budget import Pricing

    return Pricing(provider=chosen.provider, model=chosen.model, rate=_rate(settings))


def _rate(settings: Settings) -> tuple[float, float] | None:
    if settings.model_price_in is None or settings.model_price_out is None:
        return None
    return settings.model_price_in, settings.model_price_out
