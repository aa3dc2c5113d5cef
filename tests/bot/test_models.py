"""Which model is asked follows from the keys that are set."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot import model_trial, models
from bot.errors import SettingsError
from bot.settings import Settings, load
from digests.summarisers.model import ModelSummariser
from digests.summarisers.providers import PROVIDERS
from tests.conftest import briefbot
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


def model(url: str, **more: object) -> Settings:
    """OpenAI's key, and a loopback server in its place."""
    return Settings(openai_api_key=SecretStr("sk-live-77"), model_url=url, **more)  # type: ignore[arg-type]


async def test_the_doctor_tries_one_small_call(tmp_path: Path) -> None:
    """It says that the model answers, and what it took."""
    async with model_server(lambda asked: {"headline": "ok", "summary": []}) as server:
        ok, detail = await model_trial.trial(model(server.url))
        assert ok
        assert "gpt-6-luna answers" in detail
        assert len(server.requests) == 1
        assert len(json.dumps(server.requests[0].body)) < 1_500
        ok, detail = await model_trial.trial(model(server.url, model="house-model-9"))
        assert ok
        assert "BRIEFBOT_MODEL_PRICE_IN" in detail
    async with (
        sqlite(tmp_path) as database,
        models.speaking(model("http://127.0.0.1:1/v1"), database, lambda: datetime.now(UTC)) as one,
    ):
        assert isinstance(one, ModelSummariser)


FAILURES = {
    "wrong key": (servers.failing(401), "Set OPENAI_API_KEY to a key of OpenAI"),
    "not allowed": (servers.failing(403), "Set OPENAI_API_KEY"),
    "no balance": (servers.failing(402), "Add credit to the account"),
    "quota": (
        servers.failing(429, {"error": {"code": "insufficient_quota"}}),
        "Add credit to the account",
    ),
    "no such model": (servers.failing(404), "Set BRIEFBOT_MODEL to one that it has, such as gpt-"),
    "busy": (servers.failing(429, retry_after="30"), "Try again later"),
    "down": (servers.failing(503), "Try again later"),
    "hangs": (servers.hanging(5), "Try again later"),
    "another provider's": (servers.failing(400), "BRIEFBOT_MODEL_URL belong to this provider"),
    "no form": (servers.finishing("stop", "Hello!"), "keeps to a form, such as gpt-"),
    "empty": (servers.finishing("stop", ""), "keeps to a form"),
    "cut off": (servers.finishing("length", '{"headline"'), "keeps to a form"),
    "a web page": (servers.raw(b"<html>", "text/html"), "keeps to a form"),
    "refuses": (servers.finishing("content_filter"), "belong to this provider"),
}


@pytest.mark.parametrize("name", FAILURES)
async def test_the_doctor_says_in_one_line_what_to_do(name: str) -> None:
    """Whatever is wrong: what it is, then the one thing to do; never the key."""
    behave, wanted = FAILURES[name]
    async with model_server(behave) as server:
        ok, detail = await model_trial.trial(model(server.url), seconds=0.4)
    assert not ok
    assert wanted in detail
    assert detail.startswith("OpenAI, gpt-6-luna: ")
    assert "\n" not in detail
    assert "sk-live-77" not in detail
    assert len(detail) < 220


async def test_the_doctor_says_where_nothing_listens() -> None:
    """The address that is asked, without what may be secret in it."""
    ok, detail = await model_trial.trial(model("http://user:word@127.0.0.1:1/v1?key=s3"))
    assert not ok
    assert "BRIEFBOT_MODEL_URL (now http://127.0.0.1:1/v1)" in detail
    assert "word" not in detail
    assert "s3" not in detail
    local = Settings(model_provider="ollama", model_url="http://127.0.0.1:1/v1")
    assert "Start it there" in (await model_trial.trial(local))[1]


def test_the_doctor_prints_the_line(tmp_path: Path) -> None:
    """As a user sees it, and the command ends with 1."""
    done = briefbot(
        "doctor",
        "--database",
        f"sqlite+aiosqlite:///{tmp_path / 'd.sqlite3'}",
        OPENAI_API_KEY="sk-live-77",
        BRIEFBOT_MODEL_URL="http://127.0.0.1:1/v1",
    )
    assert done.returncode == 1
    assert "can't be reached" in " ".join(done.stdout.split())
    assert "sk-live-77" not in done.stdout + done.stderr
