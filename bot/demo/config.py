"""The configuration of the sample site: its outlets as sources, its own topics and entities."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import as_file, files

from bot.demo.site import BASE
from digests.config import Config, load_config


def demo_config(base_url: str) -> Config:
    """The bundled configuration, its sources' addresses on `base_url` (no slash at its end)."""
    with as_file(files("bot.demo").joinpath("config")) as folder:
        bundled = load_config(folder)
    return replace(
        bundled,
        sources=tuple(
            replace(source, url=source.url.replace(BASE, base_url)) for source in bundled.sources
        ),
    )
