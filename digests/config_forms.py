"""The forms of one entry of sources.toml, topics.toml and entities.toml, and their messages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated
from urllib.parse import urlsplit

from cssselect import SelectorError
from lxml.cssselect import CSSSelector
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from digests.fetch import secrets
from digests.model import Entity, EntityKind, OriginKind, Source, SourceKind, Topic

# ISO 639-1, the 183 two-letter codes.
_CODES = (
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da "
    "de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy "
    "hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg "
    "li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or "
    "os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta "
    "te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)
LANGUAGES = frozenset(_CODES.split())
SELECTORS: Mapping[str, tuple[str, ...]] = {
    "feed": (),
    "sitemap": ("match",),
    "page": ("entry", "title", "link", "published", "summary"),
}
HEADER = re.compile(r"[A-Za-z0-9-]+")
SECRET_HEADER = re.compile(r"auth|cookie|token|secret|key", re.IGNORECASE)
OWN_HEADERS = frozenset(
    "host user-agent accept-encoding connection content-length transfer-encoding if-none-match "
    "if-modified-since".split()
)
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

# pydantic's error types in our words. Anything else keeps pydantic's own sentence.
MESSAGES = {
    "missing": "is missing: add it",
    "extra_forbidden": "is not known here: correct its spelling or take it out",
    "string_type": "must be text in quotes",
    "tuple_type": 'must be a list: ["…", "…"]',
    "dict_type": "must be a table: { … }",
    "bool_type": "must be true or false, without quotes",
    "string_too_short": "is empty: fill it in or take the line out",
    "too_short": "is empty: fill it in",
}


def advice(detail: ErrorDetails) -> tuple[str, str]:
    """The key of one pydantic error, dotted, and what to do about it."""
    context = detail.get("ctx") or {}
    parts = [part + 1 if isinstance(part, int) else part for part in detail["loc"]]
    key = ".".join(str(part) for part in parts if part != "[key]") or context.get("key") or "entry"
    if detail["type"] == "literal_error":
        return key, f"must be one of {context.get('expected')}"
    return key, MESSAGES.get(detail["type"], detail["msg"])


def _wrong(text: str, key: str = "") -> PydanticCustomError:
    """A mistake in our words. `key` names the key where pydantic would name none."""
    return PydanticCustomError("config", "{text}", {"text": text, "key": key})


def _language(code: str) -> str:
    if code not in LANGUAGES:
        raise _wrong(f'"{code}" is not a language: use a two-letter code such as "en" or "zh"')
    return code


def _slug(name: str) -> str:
    if not SLUG.fullmatch(name):
        raise _wrong(f'"{name}" is not an id: use small letters, digits and single hyphens')
    return name


def _address(url: str) -> str:
    """An http(s) address with a host and no password in it, unchanged."""
    if re.match(r"[^/]*//[^/]*@", url):
        # The address itself is not repeated: what stands before the @ may be a secret.
        raise _wrong("has a user name or password in it: take that out of this file")
    try:
        parts = urlsplit(url)
        port_is_right = parts.port is None or parts.port > 0
    except ValueError:
        raise _wrong(f'"{url}" is not an address: check its host and port') from None
    if parts.scheme not in ("http", "https") or not parts.hostname or not port_is_right:
        raise _wrong(f'"{url}" is not an address: write it whole, beginning with https://')
    if re.search(r"\s", url):
        raise _wrong(f'"{url}" has a space in it: take it out or write it as %20')
    return url


def _feed_address(url: str) -> str:
    """An address, or one with the names of secrets in it: `${NAME}`, whole or in part."""
    if not secrets.names(url):
        return _address(url)
    stand_in = "https://h.example/" if url.startswith("${") else "x"
    _address(secrets.filled(url, dict.fromkeys(secrets.names(url), stand_in)))
    return url


def _trimmed(text: str) -> str:
    if text != text.strip():
        raise _wrong(f'"{text}" has a space before or after it: take it out')
    return text


Text = Annotated[str, Field(min_length=1), AfterValidator(_trimmed)]
Slug = Annotated[str, AfterValidator(_slug)]
Language = Annotated[str, AfterValidator(_language)]
FeedAddress = Annotated[str, Field(min_length=1), AfterValidator(_feed_address)]


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceForm(_Form):
    """A `[[source]]`."""

    id: Slug
    outlet: Text
    url: FeedAddress
    kind: SourceKind = "feed"
    language: Language = "en"
    tags: tuple[Slug, ...] = ()
    origin_kind: OriginKind = "press"
    selectors: Mapping[str, Text] = Field(default_factory=dict, validate_default=True)
    headers: Mapping[str, Text] = Field(default_factory=dict)

    @field_validator("selectors")
    @classmethod
    def _selectors_fit(
        cls, selectors: Mapping[str, str], info: ValidationInfo
    ) -> Mapping[str, str]:
        kind = info.data.get("kind", "page")
        known = SELECTORS[kind]
        for name, value in selectors.items():
            if name not in known:
                raise _wrong(
                    f"{name} is not known for a {kind} (known: {', '.join(known) or 'none'})"
                )
            _check_selector(name, value)
        return selectors

    @field_validator("headers")
    @classmethod
    def _headers_hide(cls, headers: Mapping[str, str]) -> Mapping[str, str]:
        for name, value in headers.items():
            if not HEADER.fullmatch(name) or name.lower() in OWN_HEADERS:
                raise _wrong(f'"{name}" is not a header that a source may set: take it out')
            if SECRET_HEADER.search(name) and not secrets.names(value):
                # The value itself is not repeated: it may be the secret.
                raise _wrong(f'{name} has its value written out: write "${{NAME}}" and set NAME')
        return headers

    def source(self) -> Source:
        """The source as the rest of the program knows it."""
        return Source(
            **{
                **self.model_dump(),
                "selectors": tuple(self.selectors.items()),
                "headers": tuple(self.headers.items()),
            }
        )


def _check_selector(name: str, value: str) -> None:
    try:
        if name == "match":
            re.compile(value)
        else:
            CSSSelector(value)
    except (re.error, SelectorError) as error:
        form = "a regular expression" if name == "match" else "a CSS selector"
        raise _wrong(f'{name} "{value}" is not {form}: {error}') from None


class TopicForm(_Form):
    """A `[[topic]]`."""

    slug: Slug
    names: Annotated[Mapping[Language, Text], Field(min_length=1)]
    any: tuple[Text, ...] = ()
    must: tuple[Text, ...] = ()
    none: tuple[Text, ...] = ()
    entities: tuple[Slug, ...] = ()
    aliases: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _finds_something(self) -> TopicForm:
        if not self.any and not self.entities:
            raise _wrong("is empty, and so is `entities`: the topic would find nothing", key="any")
        return self

    def called(self) -> tuple[str, ...]:
        """Every way to ask for the topic."""
        return (self.slug, *self.names.values(), *self.aliases)

    def topic(self) -> Topic:
        """The topic as the rest of the program knows it."""
        return Topic(**{**self.model_dump(), "names": tuple(self.names.items())})


class EntityForm(_Form):
    """An `[[entity]]`."""

    id: Slug
    name: Text
    kind: EntityKind
    aliases: tuple[Text, ...] = ()
    exact: StrictBool = False
    decoys: tuple[Text, ...] = ()

    def called(self) -> tuple[str, ...]:
        """Every name of the entity, the fullest first."""
        return (self.name, *self.aliases)

    def entity(self) -> Entity:
        """The entity as the rest of the program knows it."""
        return Entity(**self.model_dump())
