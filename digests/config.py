"""The three data files of config/, read whole and checked whole: sources, topics, entities.

Every mistake of every file is collected and raised in one ConfigError, a line each, which names
the file, the entry (its id, or its position where it has none) and the key, and says what to do.
The forms are described in docs/configuration.md.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from digests.config_forms import EntityForm, SourceForm, TopicForm, advice
from digests.errors import ConfigError
from digests.extract.entities import Gazetteer, fold
from digests.model import Entity, EntityKind, Source, Topic

Form = TypeVar("Form", bound=BaseModel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What config/ holds, ready for use."""

    sources: tuple[Source, ...]
    topics: tuple[Topic, ...]
    entities: tuple[Entity, ...]
    gazetteer: Gazetteer


def load_sources(path: Path) -> tuple[Source, ...]:
    """The sources of `path`, in its order. Raises ConfigError with every mistake in the file."""
    read = _read_sources(path)
    _raise(read.mistakes)
    return tuple(form.source() for form in read.forms)


def source_from(values: Mapping[str, Any]) -> Source:
    """One source given by hand, in the form of a `[[source]]`. Raises ConfigError, a line a key."""
    try:
        return SourceForm.model_validate(values).source()
    except ValidationError as error:
        entry = _entry("source", values.get("id"), 1)
        lines = (": ".join((entry, *advice(detail))) for detail in error.errors())
        raise ConfigError("\n".join(lines)) from None


def load_topics(path: Path, entities: Sequence[Entity] = ()) -> tuple[Topic, ...]:
    """The topics of `path`, in its order. Raises ConfigError with every mistake in the file.

    Where `entities` are given, each entity that a topic names must be the id of one of them.
    """
    read = _read_topics(path, {entity.id for entity in entities if entity.id})
    _raise(read.mistakes)
    return tuple(form.topic() for form in read.forms)


def load_entities(path: Path) -> tuple[Entity, ...]:
    """The entities of `path`, in its order. Raises ConfigError with every mistake in the file."""
    read = _read_entities(path)
    _raise(read.mistakes)
    return tuple(form.entity() for form in read.forms)


def load_config(folder: Path) -> Config:
    """sources.toml, topics.toml and entities.toml of `folder`.

    Raises ConfigError with every mistake in all three files.
    """
    sources = _read_sources(folder / "sources.toml")
    entities = _read_entities(folder / "entities.toml")
    topics = _read_topics(folder / "topics.toml", entities.ids)
    _raise([*sources.mistakes, *topics.mistakes, *entities.mistakes])
    known = tuple(form.entity() for form in entities.forms)
    return Config(
        sources=tuple(form.source() for form in sources.forms),
        topics=tuple(form.topic() for form in topics.forms),
        entities=known,
        gazetteer=Gazetteer(known),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read(Generic[Form]):
    """One file: the entries that are right, the ids of all of them, and what is wrong."""

    forms: tuple[Form, ...]
    ids: frozenset[str]
    mistakes: tuple[str, ...]


def _raise(mistakes: Sequence[str]) -> None:
    if mistakes:
        many = f"{len(mistakes)} mistakes" if len(mistakes) > 1 else "a mistake"
        raise ConfigError("\n".join([f"the configuration has {many}:", *mistakes]))


def _read_sources(path: Path) -> _Read[SourceForm]:
    tables, mistakes = _listed(path, "source")

    def shared(forms: Sequence[SourceForm]) -> Iterator[str]:
        return _shared(path, "source", "url", ((form.id, (form.url,)) for form in forms))

    return _read(path, ("source", "id"), tables, mistakes, SourceForm, shared)


def _read_topics(path: Path, known: AbstractSet[str]) -> _Read[TopicForm]:
    tables, mistakes = _listed(path, "topic")

    def cross(forms: Sequence[TopicForm]) -> Iterator[str]:
        yield from _shared(path, "topic", "aliases", ((f.slug, f.called()) for f in forms))
        for form in forms if known else ():
            for missing in sorted(set(form.entities) - known):
                what = f'"{missing}" is not in entities.toml: add it there or take it out here'
                yield _line(path, f'topic "{form.slug}"', "entities", what)

    return _read(path, ("topic", "slug"), tables, mistakes, TopicForm, cross)


def _read_entities(path: Path) -> _Read[EntityForm]:
    tables, mistakes = _keyed(path, get_args(EntityKind))

    def shared(forms: Sequence[EntityForm]) -> Iterator[str]:
        return _shared(path, "entity", "aliases", ((f.id, f.called()) for f in forms))

    return _read(path, ("entity", "id"), tables, mistakes, EntityForm, shared)


def _read(
    path: Path,
    named: tuple[str, str],
    tables: Sequence[Mapping[str, Any]],
    mistakes: Sequence[str],
    form: type[Form],
    cross: Callable[[Sequence[Form]], Iterable[str]],
) -> _Read[Form]:
    """Each table as a `form`. `named` is what an entry is called and the key of its id;

    `mistakes` are those of the file as a whole, `cross` finds those between entries.
    """
    kind, key = named
    ids = [table[key] for table in tables if isinstance(table.get(key), str)]
    found = list(mistakes)
    forms: list[Form] = []
    for position, table in enumerate(tables, 1):
        try:
            forms.append(form.model_validate(table))
        except ValidationError as error:
            entry = _entry(kind, table.get(key), position)
            found += [_line(path, entry, *advice(detail)) for detail in error.errors()]
    found += [
        _line(path, f'{kind} "{name}"', key, f"stands {count} times: rename or remove all but one")
        for name, count in Counter(ids).items()
        if count > 1
    ]
    return _Read(forms=tuple(forms), ids=frozenset(ids), mistakes=(*found, *cross(forms)))


def _document(path: Path) -> tuple[dict[str, Any], list[str]]:
    """The file, and what is wrong with it as a whole."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8")), []
    except OSError as error:
        return {}, [f"{path.name}: can't be read ({error.strerror}): put the file at {path}"]
    except UnicodeDecodeError:
        return {}, [f"{path.name}: is not UTF-8: save it as UTF-8"]
    except tomllib.TOMLDecodeError as error:
        return {}, [f"{path.name}: is not TOML, or has a key twice: {error}"]


def _listed(path: Path, kind: str) -> tuple[list[dict[str, Any]], list[str]]:
    """The `[[kind]]` tables of a file, and what is wrong around them."""
    document, mistakes = _document(path)
    found = document.pop(kind, [])
    mistakes += [
        f"{path.name}: {name}: is not known here: every entry begins with [[{kind}]]"
        for name in document
    ]
    if isinstance(found, list) and all(isinstance(table, dict) for table in found):
        return found, mistakes
    return [], [*mistakes, f"{path.name}: {kind}: must be a list: write [[{kind}]]"]


def _keyed(path: Path, kinds: Sequence[str]) -> tuple[list[dict[str, Any]], list[str]]:
    """The entries `id = { … }` under `[kind]`, each with its `id` and `kind` put in."""
    document, mistakes = _document(path)
    tables = []
    for kind, entries in document.items():
        if kind not in kinds or not isinstance(entries, dict):
            wanted = " or ".join(f"[{known}]" for known in kinds)
            mistakes.append(f"{path.name}: {kind}: is not known here: entries stand under {wanted}")
            continue
        for key, entry in entries.items():
            if not isinstance(entry, dict):
                mistakes.append(_line(path, f'entity "{key}"', "entry", "must be { name = … }"))
                continue
            mistakes += [
                _line(
                    path, f'entity "{key}"', name, f"is not known here: [{kind}] and the key say it"
                )
                for name in ("id", "kind")
                if name in entry
            ]
            tables.append({**entry, "id": key, "kind": kind})
    return tables, mistakes


def _shared(
    path: Path, kind: str, key: str, named: Iterable[tuple[str, Iterable[str]]]
) -> Iterator[str]:
    """A mistake for each value that two entries share, whatever its case."""
    owner: dict[str, str] = {}
    for entry, values in named:
        for value in values:
            first = owner.setdefault(fold(value), entry)
            if first != entry:
                what = f'"{value}" also stands at {kind} "{first}": keep it at one of them'
                yield _line(path, f'{kind} "{entry}"', key, what)


def _entry(kind: str, name: object, position: int) -> str:
    return f'{kind} "{name}"' if isinstance(name, str) and name else f"{kind} number {position}"


def _line(path: Path, entry: str, key: str, what: str) -> str:
    return f"{path.name}: {entry}: {key}: {what}"
