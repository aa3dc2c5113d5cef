"""Secrets at rest: tokens are sealed before they reach the database.

Fernet of the `cryptography` package: AES-128-CBC with HMAC-SHA256, so a sealed text that was
changed does not open.
"""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import SettingsError

LEAST = 32  # characters of a secret: what `openssl rand -hex 32` gives is well above


class Seal:
    """Seals with the first of several secrets and opens with any, so that one can be replaced.

    `secrets` are BRIEFBOT_SECRET_KEY's: separated by commas, the newest first. Raises
    SettingsError where there is none or one is short.
    """

    def __init__(self, secrets: str) -> None:
        given = [secret.strip() for secret in secrets.split(",") if secret.strip()]
        if not given or min(map(len, given)) < LEAST:
            raise SettingsError(
                f"setting BRIEFBOT_SECRET_KEY: at least {LEAST} characters, such as "
                "`openssl rand -hex 32` prints."
            )
        self._fernet = MultiFernet([Fernet(_key(secret)) for secret in given])

    def seal(self, text: str) -> str:
        """`text` so that nobody reads or changes it without the secret."""
        return self._fernet.encrypt(text.encode()).decode("ascii")

    def unseal(self, sealed: str) -> str:
        """What was sealed. Raises SettingsError where it was sealed with another secret."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken as error:
            raise SettingsError(
                "setting BRIEFBOT_SECRET_KEY: stored tokens were sealed with another key; put the "
                "old one behind the new one, a comma between."
            ) from error

    def __repr__(self) -> str:
        return "Seal(…)"


def _key(secret: str) -> bytes:
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"briefbot tokens")
    return base64.urlsafe_b64encode(derived.derive(secret.encode()))
