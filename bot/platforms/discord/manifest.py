"""What an administrator has to grant: the permissions, the intents, and the link to invite. Pure.

Permission bits: developers/topics/permissions.mdx. Scopes and the link's form:
developers/topics/oauth2.mdx, "Bot Authorization Flow".
"""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import urlencode

AUTHORISE = "https://discord.com/oauth2/authorize"
SCOPES = ("bot", "applications.commands")
HISTORY = "Read Message History"
PERMISSIONS: tuple[tuple[str, int, str], ...] = (
    ("View Channel", 1 << 10, "to see the channels it posts in"),
    ("Send Messages", 1 << 11, "to post briefs"),
    ("Embed Links", 1 << 14, "without it a brief's text is not shown"),
    (HISTORY, 1 << 16, "to look for a brief whose posting was interrupted"),
    ("Create Public Threads", 1 << 35, "for a brief's stories"),
    ("Send Messages in Threads", 1 << 38, "for the stories, and to answer questions"),
)
INTENTS: tuple[tuple[str, str], ...] = (
    ("Guilds, Guild Messages", "not privileged, nothing to switch on"),
    (
        "Message Content",
        (
            "optional: Developer Portal, Bot, Privileged Gateway Intents. Without it a question in "
            "a brief's thread is heard only where it mentions the bot; commands and buttons work."
        ),
    ),
)
_PLACEHOLDER = "YOUR_APPLICATION_ID"


def permissions() -> int:
    """All permissions that the bot needs, as Discord's bit field."""
    return sum(bit for _, bit, _ in PERMISSIONS)


def missing(granted: int) -> tuple[str, ...]:
    """The names of the permissions that are not among `granted`."""
    return tuple(name for name, bit, _ in PERMISSIONS if not granted & bit)


def invite(application: str | None) -> str:
    """The link that an administrator opens to add the bot to a server."""
    query = {
        "client_id": application or _PLACEHOLDER,
        "scope": " ".join(SCOPES),
        "permissions": str(permissions()),
    }
    return f"{AUTHORISE}?{urlencode(query)}"


def application_of(token: str) -> str | None:
    """The application id in a bot's token, whose first part is that id in base64; else None."""
    first = token.split(".")[0]
    try:
        found = base64.b64decode(first + "=" * (-len(first) % 4), altchars=b"-_").decode("ascii")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
    return found if re.fullmatch(r"\d{15,20}", found) else None


def text(application: str | None) -> str:
    """The link, then what it asks for and why."""
    lines = [invite(application), "", "Permissions it asks for:"]
    lines += [f"  {name}: {why}" for name, _, why in PERMISSIONS]
    lines += ["", "Intents:", *(f"  {name}: {why}" for name, why in INTENTS)]
    if application is None:
        lines += ["", f"Put the application's id in place of {_PLACEHOLDER}, or set DISCORD_TOKEN."]
    return "\n".join(lines) + "\n"
