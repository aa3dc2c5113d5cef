"""Whether the configured model answers, and what to do where it does not: for `briefbot doctor`."""

from __future__ import annotations

from urllib.parse import urlsplit

from bot.models import Choice, choice, pricing
from bot.settings import Settings

SECONDS = 30.0
TRIAL = (
    {
        "role": "system",
        "content": (
            'Answer with this JSON object and nothing else: {"headline": "ok", "summary": '
            '[{"text": "ok", "from": []}], "claims": [], "quotes": []}'
        ),
    },
    {"role": "user", "content": "{}"},
)


async def trial(settings: Settings, *, seconds: float = SECONDS) -> tuple[bool, str]:
    """One small call to the configured model: whether it answered, and what to do if not.

    Raises SettingsError as choice() does.
    """
    chosen = choice(settings)
    if chosen is None:
        return True, "no key is set: briefs are made of the articles' own sentences."
    from digests.errors import SummariserError
    from digests.summarisers.calling import ModelClient
    from digests.summarisers.reading import object_in

    client = ModelClient.create(chosen.provider, key=chosen.key, model=chosen.model, url=chosen.url)
    named = f"{chosen.provider.title}, {chosen.model}"
    async with client:
        try:
            answer = await client.ask(TRIAL, seconds=seconds)
            object_in(answer.text)
        except SummariserError as error:
            return False, f"{named}: {error} {advice(error, chosen)}"
    used = f"{named} answers; {answer.usage.tokens_in} tokens in, {answer.usage.tokens_out} out."
    if pricing(settings, chosen).known:
        return True, used
    return True, (
        f"{used} Its price is not listed, so the caps count it as a dear one: set "
        "BRIEFBOT_MODEL_PRICE_IN and BRIEFBOT_MODEL_PRICE_OUT."
    )


def advice(error: Exception, chosen: Choice) -> str:
    """What to do about a failed call, in one sentence."""
    from digests.errors import AnswerUnreadable, ModelRefused, ModelUnavailable
    from digests.summarisers.responses import SpentError

    provider = chosen.provider
    match error.cause if isinstance(error, SpentError) else error:
        case ModelRefused(lacks="key"):
            return f"Set {provider.keys[0]} to a key of {provider.title} that may use it."
        case ModelRefused(lacks="balance"):
            return (
                f"Add credit to the account at {provider.title}; until then briefs are extractive."
            )
        case ModelRefused(lacks="model"):
            return f"Set BRIEFBOT_MODEL to one that it has, such as {provider.model}."
        case ModelUnavailable(unreached=True):
            start = "Start it there" if provider.local else "Check the network"
            return f"{start}, or set BRIEFBOT_MODEL_URL (now {_host(chosen.url)})."
        case ModelUnavailable():
            return "Try again later; until then briefs are extractive."
        case AnswerUnreadable():
            return f"Set BRIEFBOT_MODEL to one that keeps to a form, such as {provider.model}."
        case _:
            return "Check that BRIEFBOT_MODEL and BRIEFBOT_MODEL_URL belong to this provider."


def _host(url: str) -> str:
    """The address without what may be secret in it."""
    parts = urlsplit(url)
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{parts.hostname}{port}{parts.path}"
