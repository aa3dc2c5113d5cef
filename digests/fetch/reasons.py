"""Why a request failed, in a few words."""

from __future__ import annotations

import os

import aiohttp


def why(error: Exception) -> str:
    """The cause in a few words, without the address."""
    # httpx-aiohttp calls every failed connection a timeout; aiohttp's own error knows better.
    cause: BaseException = error.__cause__ or error
    if isinstance(cause, aiohttp.ClientConnectorDNSError):
        return "the name leads to no address"
    if isinstance(cause, aiohttp.ClientConnectorCertificateError):
        return "its TLS certificate is not valid"
    if isinstance(cause, aiohttp.ClientConnectorError):
        number = cause.os_error.errno
        return os.strerror(number).lower() if number else "no connection"
    if isinstance(cause, aiohttp.ServerDisconnectedError):
        return "it closed the connection"
    if isinstance(cause, TimeoutError):
        return "no connection in time"
    return type(cause).__name__
