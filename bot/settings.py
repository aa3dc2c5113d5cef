"""All settings, read once and whole at the start: config/briefbot.toml, then the environment.

The environment wins. Secrets come from the environment only and are never printed. All mistakes
are listed together in one `SettingsError`.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import platformdirs
from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.errors import SettingsError

DEFAULT_CONFIG = Path("config")
FILE = "briefbot.toml"


def default_database() -> str:
    """A SQLite file under the platform's user data folder."""
    return f"sqlite+aiosqlite:///{platformdirs.user_data_path('briefbot') / 'briefbot.sqlite3'}"


def _secret(name: str) -> Any:
    return Field(default=None, validation_alias=AliasChoices(name))


class Settings(BaseSettings):
    """Everything that can be set. Each field says what it is and in which unit."""

    model_config = SettingsConfigDict(
        env_prefix="BRIEFBOT_",
        env_ignore_empty=True,  # a line of .env that was left open sets nothing
        extra="forbid",
        frozen=True,
        populate_by_name=True,
        protected_namespaces=(),  # "model" here is the one that writes
    )

    database: str = Field(default_factory=default_database)
    config: Path = DEFAULT_CONFIG

    contact: str = "https://example.org/briefbot"  # in the User-Agent: where a site can complain
    # Hosts or host:port that sources may name though they are private; commas between them.
    private_hosts: Annotated[tuple[str, ...], NoDecode] = ()
    collect_minutes: int = Field(default=15, ge=1, le=1440)  # how often due sources are looked for
    workers: int = Field(default=2, ge=1, le=64)  # processes for full text and extraction

    slack_bot_token: SecretStr | None = _secret("SLACK_BOT_TOKEN")
    slack_app_token: SecretStr | None = _secret("SLACK_APP_TOKEN")
    slack_signing_secret: SecretStr | None = _secret("SLACK_SIGNING_SECRET")
    slack_client_id: SecretStr | None = _secret("SLACK_CLIENT_ID")
    slack_client_secret: SecretStr | None = _secret("SLACK_CLIENT_SECRET")
    slack_api_url: str | None = None
    discord_token: SecretStr | None = _secret("DISCORD_TOKEN")
    discord_api_url: str | None = None
    discord_gateway_url: str | None = None
    # Role ids that may change a channel's briefs beside those who may manage the server.
    discord_admin_roles: Annotated[tuple[int, ...], NoDecode] = ()
    # Who may change what a channel gets; unset: Slack's full members, Discord's admins.
    who_may_change: Literal["anyone", "members", "admins"] | None = None
    # User ids of either platform that may in any case.
    may_change_users: Annotated[tuple[str, ...], NoDecode] = ()
    # Tag ids that go on every forum post, beside the tags whose names stand in its title.
    discord_tags: Annotated[tuple[str, ...], NoDecode] = ()
    discord_shards: int = Field(default=1, ge=0, le=16_384)  # 0: as many as Discord advises

    # Where the bot is reached from outside (https://host), for Slack over HTTP and OAuth.
    public_url: str | None = None
    # Seals stored tokens: 32 characters or more, the newest first, commas between.
    secret_key: SecretStr | None = _secret("BRIEFBOT_SECRET_KEY")
    web_host: str = "127.0.0.1"  # 0.0.0.0 where a platform's router has to reach it
    # 8000 where a web server is needed and none is set; PORT is what hosting platforms set.
    web_port: int | None = Field(
        default=None, ge=0, le=65_535, validation_alias=AliasChoices("BRIEFBOT_WEB_PORT", "PORT")
    )
    # Whether jobs go through the engine (PgQueuer on PostgreSQL) to `briefbot worker` processes.
    engine: bool = False

    # Where the people who look after the bot are told: slack/WORKSPACE/CHANNEL or
    # discord/SERVER/CHANNEL, commas between. None: whoever ordered the briefs is written to.
    admin_channels: Annotated[tuple[str, ...], NoDecode] = ()
    source_failing_days: int = Field(default=3, ge=1, le=365)  # before somebody is told
    # Fetched every minute while all is well, for an outside watcher. It may hold a key.
    heartbeat_url: SecretStr | None = _secret("BRIEFBOT_HEARTBEAT_URL")
    # How long things are kept, in days; what the archive holds (articles, claims) stays.
    keep_briefs_days: int = Field(default=400, ge=7)  # with their deliveries
    keep_questions_days: int = Field(default=30, ge=1, le=365)
    keep_articles_days: int | None = Field(default=None, ge=30)  # None: for good

    # The model that writes summaries; without a provider, the first whose key is set.
    model_provider: str | None = None
    model: str | None = None  # its name, in place of the provider's default
    model_url: str | None = None  # the base URL, in place of the provider's
    model_price_in: float | None = Field(default=None, ge=0)  # USD a million tokens, where the
    model_price_out: float | None = Field(default=None, ge=0)  # price list has no such model
    model_cap_brief: float = Field(default=0.25, ge=0)  # USD: one channel's brief of a topic a day
    model_cap_workspace: float = Field(default=1.0, ge=0)  # USD a workspace and UTC day
    model_cap_day: float = Field(default=5.0, ge=0)  # USD a UTC day, all workspaces together
    # Where the provider has batches: asks what the next briefs will need hours before, for less.
    model_batch: Literal["on", "off"] = "on"
    model_batch_hours: float = Field(default=3.0, ge=0.5, le=23)  # before a brief is due
    openai_api_key: SecretStr | None = _secret("OPENAI_API_KEY")
    anthropic_api_key: SecretStr | None = _secret("ANTHROPIC_API_KEY")
    dashscope_api_key: SecretStr | None = _secret("DASHSCOPE_API_KEY")
    zai_api_key: SecretStr | None = _secret("ZAI_API_KEY")
    zhipuai_api_key: SecretStr | None = _secret("ZHIPUAI_API_KEY")
    hunyuan_api_key: SecretStr | None = _secret("HUNYUAN_API_KEY")
    deepseek_api_key: SecretStr | None = _secret("DEEPSEEK_API_KEY")
    moonshot_api_key: SecretStr | None = _secret("MOONSHOT_API_KEY")
    minimax_api_key: SecretStr | None = _secret("MINIMAX_API_KEY")
    mistral_api_key: SecretStr | None = _secret("MISTRAL_API_KEY")
    gemini_api_key: SecretStr | None = _secret("GEMINI_API_KEY")
    google_api_key: SecretStr | None = _secret("GOOGLE_API_KEY")
    openrouter_api_key: SecretStr | None = _secret("OPENROUTER_API_KEY")
    ollama_api_key: SecretStr | None = _secret("OLLAMA_API_KEY")
    vllm_api_key: SecretStr | None = _secret("VLLM_API_KEY")
    llama_api_key: SecretStr | None = _secret("LLAMA_API_KEY")

    @field_validator(
        "private_hosts",
        "discord_admin_roles",
        "may_change_users",
        "discord_tags",
        "admin_channels",
        mode="before",
    )
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The command line first, then the environment, then the file."""
        given = {**env_settings(), **init_settings()}
        folder = Path(given.get("config") or DEFAULT_CONFIG)
        return (init_settings, env_settings, InitSettingsSource(cls, _from_file(folder / FILE)))


def load(*, config: Path | None = None, database: str | None = None) -> Settings:
    """The settings, with what the command line gave on top.

    Raises SettingsError naming every wrong setting and where it came from.
    """
    given: dict[str, Any] = {"config": config, "database": database}
    try:
        return Settings(**{key: value for key, value in given.items() if value is not None})
    except ValidationError as error:
        raise SettingsError(_explain(error)) from error


def feed_secrets(names: Iterable[str]) -> Mapping[str, str]:
    """The environment's values of these names, of those that are set: for private feeds."""
    return {name: os.environ[name] for name in names if os.environ.get(name)}


def _from_file(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not readable as TOML: {error}.") from error
    secret = sorted(key for key in values if key in _secrets())
    if secret:
        names = ", ".join(f"{key} ({key.upper()})" for key in secret)
        raise SettingsError(f"{path}: {names}: secrets belong in the environment, not in a file.")
    return values


def _secrets() -> set[str]:
    return {
        name
        for name, field in Settings.model_fields.items()
        if field.annotation != str | None and "SecretStr" in str(field.annotation)
    }


def _explain(error: ValidationError) -> str:
    lines = []
    for mistake in error.errors():
        name = ".".join(map(str, mistake["loc"]))
        why = "there is no such setting" if mistake["type"] == "extra_forbidden" else mistake["msg"]
        lines.append(f"setting {name}: {why}")
    return "; ".join(lines) + "."
