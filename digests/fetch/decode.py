"""Bodies within bounds: gzip undone piece by piece, never past the cap.

A few hundred bytes can unpack to hundreds of megabytes (RFC 8878 and 7932 codings more so), so
only gzip is asked for, one coding deep, and `max_length` bounds every step of it.
"""

from __future__ import annotations

import zlib

from digests.errors import BodyTooLarge, FetchError

GZIP_MAGIC = b"\x1f\x8b"
GZIP = 31  # zlib's window size for a gzip header


class Body:
    """Collects a body. `wire` bounds the bytes as sent, `cap` the bytes as read."""

    def __init__(self, coding: str, *, wire: int, cap: int) -> None:
        coding = coding.strip().lower()
        if coding not in ("", "identity", "gzip", "x-gzip"):
            raise FetchError(f"The body came as {coding[:40]!r}, which was not asked for.")
        self._gzip = coding in ("gzip", "x-gzip")
        self._wire, self._cap = wire, cap
        self._sent = self._size = 0
        self._parts: list[bytes] = []
        self._unpacker: Unpacker | None = None

    def feed(self, chunk: bytes) -> None:
        """One more piece off the wire. Raises BodyTooLarge, or FetchError for broken gzip."""
        self._sent += len(chunk)
        if self._sent > self._wire:
            raise BodyTooLarge(f"The body is longer than {self._wire} bytes.")
        if self._gzip and self._unpacker is None and not self._parts:
            # Some servers name gzip and send plain text.
            self._gzip = chunk[:2] == GZIP_MAGIC[: len(chunk)]
            self._unpacker = Unpacker(self._cap) if self._gzip else None
        part = self._unpacker.feed(chunk) if self._unpacker else chunk
        self._parts.append(part)
        self._size += len(part)
        if self._size > self._cap:
            raise BodyTooLarge(f"The body is longer than {self._cap} bytes.")

    def finish(self) -> bytes:
        """The whole body. Raises FetchError where gzip stopped in the middle."""
        if self._unpacker and not self._unpacker.whole:
            raise FetchError("The body was cut short.")
        return b"".join(self._parts)


class Unpacker:
    """A gzip stream of any number of members, unpacked up to `cap` bytes."""

    def __init__(self, cap: int) -> None:
        self._cap = cap
        self._stream = zlib.decompressobj(GZIP)
        self.whole = False

    def feed(self, data: bytes) -> bytes:
        """What `data` unpacks to. Raises BodyTooLarge past the cap, FetchError if broken."""
        out = bytearray()
        try:
            while data:
                out += self._stream.decompress(data, self._cap + 1 - len(out))
                if len(out) > self._cap:
                    raise BodyTooLarge(f"The body unpacks to more than {self._cap} bytes.")
                self.whole = self._stream.eof
                data = self._stream.unused_data.lstrip(b"\0")
                if self.whole and data:
                    self._stream, self.whole = zlib.decompressobj(GZIP), False
        except zlib.error as error:
            raise FetchError("The body is broken gzip.") from error
        self._cap -= len(out)
        return bytes(out)


def gunzip(data: bytes, *, cap: int) -> bytes:
    """A gzip file's content (a sitemap.xml.gz, a saved page); other bytes come back as they are.

    Raises BodyTooLarge past `cap` bytes, FetchError where it is broken or cut short.
    """
    if not data.startswith(GZIP_MAGIC):
        return data
    unpacker = Unpacker(cap)
    out = unpacker.feed(data)
    if not unpacker.whole:
        raise FetchError("The gzip data was cut short.")
    return out
