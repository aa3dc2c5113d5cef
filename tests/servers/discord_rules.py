"""What Discord refuses: its own OpenAPI document where the shared data has it, and its limits."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any
from urllib.parse import quote

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from tests.shared import SHARED

Json = dict[str, Any]
_DOCUMENT = SHARED / "platforms" / "discord-openapi.json"
_MESSAGE_KEYS = frozenset(
    "content nonce tts embeds allowed_mentions message_reference components sticker_ids files "
    "attachments flags enforce_nonce poll shared_client_theme".split()
)
_EMBED_KEYS = frozenset(
    "title type description url timestamp color footer image thumbnail author fields".split()
)


@cache
def _registry() -> Registry[Any] | None:
    if not _DOCUMENT.exists():
        return None
    document = json.loads(_DOCUMENT.read_text(encoding="utf-8"))
    resource = Resource.from_contents(document, default_specification=DRAFT202012)
    return Registry().with_resource("urn:discord", resource)


@cache
def _validator(method: str, path: str) -> Draft202012Validator | None:
    registry = _registry()
    if registry is None:
        return None
    parts = ("paths", path, method.lower(), "requestBody", "content", "application/json", "schema")
    pointer = "/".join(quote(part.replace("~", "~0").replace("/", "~1")) for part in parts)
    return Draft202012Validator({"$ref": f"urn:discord#/{pointer}"}, registry=registry)


def by_document(method: str, path: str, body: Any) -> list[str]:
    """What is wrong with a body by Discord's document; nothing where it is absent."""
    validator = _validator(method, path)
    if validator is None:
        return []
    return [f"{error.json_path}: {error.message[:300]}" for error in validator.iter_errors(body)]


def units(text: str) -> int:
    """UTF-16 units: the strictest way to count."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def message(body: Mapping[str, Any], *, webhook: bool = False) -> list[str]:
    """What is wrong with the body of a message by the limits in Discord's text."""
    return list(_message(body, webhook=webhook))


def is_empty(body: Mapping[str, Any], *, embeds_allowed: bool = True) -> bool:
    """Whether nothing would be shown: Discord's error 50006."""
    shown = [one for one in body.get("embeds") or () if embeds_allowed and _size(one)]
    return not (body.get("content") or "").strip() and not shown


def _message(body: Mapping[str, Any], *, webhook: bool) -> Iterator[str]:
    if unknown := set(body) - _MESSAGE_KEYS - {"username", "avatar_url", "thread_name"}:
        yield f"unknown keys {sorted(unknown)}"
    yield from _over("content", body.get("content") or "", 2000)
    if not webhook and units(str(body.get("nonce") or "")) > 25:
        yield "nonce: over 25"
    embeds = body.get("embeds") or []
    if len(embeds) > 10:
        yield "embeds: over 10"
    if sum(map(_size, embeds)) > 6000:
        yield "embeds: over 6000 together"
    for embed in embeds:
        yield from _embed(embed)
    yield from _components(body.get("components") or [])


def _embed(embed: Mapping[str, Any]) -> Iterator[str]:
    if unknown := set(embed) - _EMBED_KEYS:
        yield f"embed: unknown keys {sorted(unknown)}"
    yield from _over("title", embed.get("title") or "", 256)
    yield from _over("description", embed.get("description") or "", 4096)
    yield from _over("footer", (embed.get("footer") or {}).get("text") or "", 2048)
    yield from _over("author", (embed.get("author") or {}).get("name") or "", 256)
    fields = embed.get("fields") or []
    if len(fields) > 25:
        yield "fields: over 25"
    for field in fields:
        yield from _over("field name", field["name"], 256)
        yield from _over("field value", field["value"], 1024)


def _size(embed: Mapping[str, Any]) -> int:
    fields = embed.get("fields") or []
    texts = [
        embed.get("title"),
        embed.get("description"),
        (embed.get("footer") or {}).get("text"),
        (embed.get("author") or {}).get("name"),
        *(field[part] for field in fields for part in ("name", "value")),
    ]
    return sum(units((text or "").strip()) for text in texts)


def _components(rows: list[Json]) -> Iterator[str]:
    if len(rows) > 5:
        yield "components: over 5 rows"
    seen: set[str] = set()
    for row in rows:
        buttons = row.get("components") or []
        if row.get("type") != 1 or not 1 <= len(buttons) <= 5:
            yield "components: a row has 1 to 5 buttons"
        for button in buttons:
            yield from _button(button, seen)


def _button(button: Mapping[str, Any], seen: set[str]) -> Iterator[str]:
    carried, url = button.get("custom_id"), button.get("url")
    if bool(carried) == bool(url) or (button.get("style") == 5) != bool(url):
        yield "button: either a custom_id or, in style 5, a url"
    if not (button.get("label") or "").strip():
        yield "button: no label"
    yield from _over("label", button.get("label") or "", 80)
    yield from _over("custom_id", carried or "", 100)
    yield from _over("url", url or "", 512)
    if carried and carried in seen:
        yield "button: custom_id twice"
    seen.add(carried or "")


def _over(name: str, text: str, limit: int) -> Iterator[str]:
    if units(text.strip()) > limit:
        yield f"{name}: over {limit}"


def pings(body: Mapping[str, Any], text: str) -> list[str]:
    """Whom `text` would ping under the body's `allowed_mentions`; Discord's default is all.

    developers/resources/message.mdx, "Allowed Mentions Object".
    """
    allowed = body.get("allowed_mentions")
    kinds = ("users", "roles", "everyone") if allowed is None else allowed.get("parse") or ()
    marks = {"users": ("<@",), "roles": ("<@&",), "everyone": ("@everyone", "@here")}
    found = [kind for kind in kinds if any(mark in text for mark in marks[kind])]
    return (
        found + list((allowed or {}).get("users") or ()) + list((allowed or {}).get("roles") or ())
    )
