"""Which model is asked follows from the keys that are set."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot import models
from bot.errors import SettingsError
from bot.settings import Settings, load
from digests.summarisers.model import ModelSummariser
from digests.summarisers.providers import PROVIDERS
from tests.databases import sqlite
from tests.servers import model as servers
from tests.servers.model import model_server


@pytest.fixture(autouse=True)
def _no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """No key of the machine's own."""
    for one in PROVIDERS.values():
        for name in one.keys:
            monkeypatch.delenv(name, raising=False)


def test_without_a_key_there_is_no_model() -> None:
    """Extractive mode needs nothing."""
    assert models.choice(Settings()) is None


@pytest.mark.parametrize("name", sorted(PROVIDERS))
def test_each_provider_is_chosen_by_name(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """With its own key; a local server needs none."""
    provider = PROVIDERS[name]
    if not provider.local:
        with pytest.raises(SettingsError, match=provider.keys[0]):
            models.choice(Settings(model_provider=name))
    monkeypatch.setenv(provider.keys[0], "secret-key")
    found = models.choice(Settings(model_provider=name))
    assert found is not None
    assert (found.provider, found.key) == (provider, "secret-key")
    assert "secret-key" not in repr(found)


def test_another_providers_key_is_not_sent() -> None:
    """OPENAI_API_KEY goes to OpenAI, or where BRIEFBOT_MODEL_URL says."""
    settings = Settings(openai_api_key=SecretStr("sk"), model_provider="deepseek")
    with pytest.raises(SettingsError, match="DEEPSEEK_API_KEY"):
        models.choice(settings)


def test_an_unknown_provider_is_told_with_those_there_are() -> None:
    """A misspelt name is a mistake of the settings."""
    with pytest.raises(SettingsError, match="openai, anthropic"):
        models.choice(Settings(model_provider="opnai"))


def test_a_key_in_a_file_is_refused(tmp_path: Path) -> None:
    """Secrets belong in the environment."""
    (tmp_path / "briefbot.toml").write_text('openai_api_key = "sk"\n', encoding="utf-8")
    with pytest.raises(SettingsError, match="OPENAI_API_KEY"):
        load(config=tmp_path)


async def test_the_doctor_tries_one_small_call(tmp_path: Path) -> None:
    """It says that the model answers, or what to set."""
    async with model_server(servers.saying()) as server:
        settings = Settings(openai_api_key=SecretStr("sk"), model_url=server.url)
        server.behave = lambda asked: {"headline": "ok", "summary": []}
        assert (await models.trial(settings))[0]
        server.behave = servers.failing(401)
        ok, detail = await models.trial(settings)
        assert not ok
        assert "OPENAI_API_KEY" in detail
    async with (
        sqlite(tmp_path) as database,
        models.speaking(settings, database, lambda: datetime.now(UTC)) as speaker,
    ):
        assert isinstance(speaker, ModelSummariser)
