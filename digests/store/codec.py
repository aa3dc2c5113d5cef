"""Whole values to JSON columns and back, checked against their types on the way in."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from digests.errors import StoreError

T = TypeVar("T")


@cache
def _adapter(kind: Hashable) -> TypeAdapter[Any]:
    return TypeAdapter(cast("Any", kind))


def dump(value: object) -> Any:
    """A frozen dataclass as plain JSON values; times as RFC 3339 UTC."""
    return _adapter(cast("Hashable", type(value))).dump_python(value, mode="json")


def load(kind: type[T], data: Any) -> T:
    """The dataclass back. Raises StoreError when the stored value is of another form."""
    try:
        loaded: T = _adapter(cast("Hashable", kind)).validate_python(data)
    except ValidationError as error:
        raise StoreError(f"a stored {kind.__name__} can't be read: {error}") from error
    return loaded
