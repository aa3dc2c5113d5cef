"""What Discord's refusals mean: what has to pause, and what a person can do about it.

Codes: developers/topics/opcodes-and-status-codes.mdx of discord/discord-api-docs, "JSON Error
Codes". A 5xx or a lost answer never means a refusal.
"""

from __future__ import annotations

import asyncio

import aiohttp
import discord

from bot.errors import PlatformError, PostRefused, PostUnknown, RateLimited, Scope

LOST = (discord.DiscordException, aiohttp.ClientError, asyncio.TimeoutError, OSError)

UNKNOWN_CHANNEL = 10003
UNKNOWN_GUILD = 10004
UNKNOWN_MESSAGE = 10008
NOT_A_TEXT_CHANNEL, NOT_FOR_THIS_CHANNEL = 50008, 50024
HOLDS_NO_MESSAGES = (NOT_A_TEXT_CHANNEL, NOT_FOR_THIS_CHANNEL)
THREAD_EXISTS = 160004
_CLOUDFLARE = 40333

# Refusals that pass by themselves, in seconds.
_WAITS: dict[int, float] = {
    20016: 60,  # slowmode
    20028: 60,  # write rate of the channel
    20029: 60,  # write rate of the server
    40004: 300,  # sending is temporarily disabled
    _CLOUDFLARE: 300,
    160006: 900,  # most active threads: old ones archive themselves
    160007: 900,
    130000: 60,  # "API resource is currently overloaded"
}
_DEFAULT_WAIT = 60.0

_REFUSALS: dict[int, tuple[Scope, str]] = {
    UNKNOWN_CHANNEL: ("channel", "The channel is gone."),
    UNKNOWN_GUILD: ("workspace", "The bot is no longer in the server: invite it again."),
    UNKNOWN_MESSAGE: ("message", "The message whose thread it belongs to is gone."),
    40067: ("channel", "The forum demands a tag: choose one for the brief's posts."),
    50001: ("channel", "The bot can't see the channel: give it View Channel."),
    50006: ("channel", "The bot may not show embeds: give it Embed Links."),
    50007: ("channel", "The person takes no messages from the bot."),
    NOT_A_TEXT_CHANNEL: ("channel", "The channel takes no messages."),
    50013: (
        "channel",
        "The bot lacks a permission here: compare briefbot manifest discord.",
    ),
    NOT_FOR_THIS_CHANNEL: ("channel", "The channel takes no such messages."),
    50083: ("message", "The thread is archived and locked."),
    160002: ("channel", "The bot needs Read Message History."),
    160005: ("message", "The thread is locked."),
    200000: ("message", "The server's AutoMod blocked the message."),
    200001: ("message", "The server's AutoMod blocked the title."),
}
BAD_TOKEN = "401"
_BAD_TOKEN = "Discord does not know the bot's token: check DISCORD_TOKEN."
# The gateway's last words (opcodes-and-status-codes.mdx, "Gateway Close Event Codes").
_CLOSED = {
    4004: _BAD_TOKEN,
    4010: "Discord does not take the number of shards.",
    4011: "The bot is in too many servers for one connection: raise the number of shards.",
    4012: "Discord no longer takes this version of its gateway: update briefbot.",
    4013: "Discord does not take the intents.",
    4014: "Discord has not granted the bot an intent that it asks for.",
}
_MALFORMED = "Discord does not take the message as it is written."


def from_discord(error: BaseException) -> PlatformError:
    """The platform error for what a call of discord.py or its connection raised."""
    if isinstance(error, PlatformError):
        return error
    if isinstance(error, discord.RateLimited):
        return RateLimited(error.retry_after)
    if isinstance(error, discord.LoginFailure):
        return PostRefused(_BAD_TOKEN, code=BAD_TOKEN, scope="workspace")
    if isinstance(error, discord.HTTPException):
        return _from_status(error)
    if isinstance(error, discord.ConnectionClosed) and error.code in _CLOSED:
        code = BAD_TOKEN if error.code == 4004 else str(error.code)
        return PostRefused(_CLOSED[error.code], code=code, scope="workspace")
    return PostUnknown(f"Discord did not answer ({type(error).__name__}).")


def code_of(error: BaseException) -> int:
    """Discord's own code of a refusal, 0 where it has none."""
    return error.code if isinstance(error, discord.HTTPException) else 0


def meaning(code: int) -> str:
    """What one of Discord's codes means and what can be done; empty for one that is not known."""
    return f"{_REFUSALS[code][1]} (Discord: {code})" if code in _REFUSALS else ""


def _from_status(error: discord.HTTPException) -> PlatformError:
    if error.status == 429:
        return RateLimited(_seconds(error))
    if error.status >= 500:
        return PostUnknown(f"Discord answered {error.status}: the message may or may not stand.")
    if error.code in _WAITS:
        return RateLimited(_WAITS[error.code])
    if error.status == 401:
        return PostRefused(_BAD_TOKEN, code=BAD_TOKEN, scope="workspace")
    if not error.code and "json" not in error.response.headers.get("content-type", ""):
        return RateLimited(_DEFAULT_WAIT)  # a page of some proxy's, not Discord's word
    return _refusal(error)


def _refusal(error: discord.HTTPException) -> PostRefused:
    code = error.code or error.status
    scope, advice = _REFUSALS.get(code, ("message", f"{_MALFORMED} {error.text}".strip()))
    return PostRefused(f"{advice} (Discord: {code})", code=str(code), scope=scope)


def _seconds(error: discord.HTTPException) -> float:
    """How long a 429 asks to wait that is no rate limit of Discord's own (Cloudflare's)."""
    value = error.response.headers.get("Retry-After", "")
    return max(1.0, float(value)) if value.replace(".", "", 1).isdigit() else _DEFAULT_WAIT
