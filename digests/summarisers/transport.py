"""HTTP under the model's client: no response is read beyond a bound, whatever the server sends."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx2

LARGEST = 2_000_000  # bytes of the answer to one call
LARGEST_FILE = 32_000_000  # bytes of a file of a batch's answers


class TooLarge(httpx2.HTTPError):
    """The response body passed its bound."""


def http() -> httpx2.AsyncClient:
    """A client for one provider: no redirects, no unpacking, bounded bodies."""
    return httpx2.AsyncClient(
        transport=_Bounded(httpx2.AsyncHTTPTransport(retries=0)),
        follow_redirects=False,  # a redirect would carry the key elsewhere
        headers={"Accept-Encoding": "identity"},  # no body may unpack to more than is counted
    )


class _Bounded(httpx2.AsyncBaseTransport):
    def __init__(self, inner: httpx2.AsyncBaseTransport) -> None:
        self._inner = inner

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        response = await self._inner.handle_async_request(request)
        stream = response.stream
        if isinstance(stream, httpx2.AsyncByteStream):
            is_file = request.method == "GET" and request.url.path.endswith("/content")
            response.stream = _Counted(stream, LARGEST_FILE if is_file else LARGEST)
        return response

    async def aclose(self) -> None:
        await self._inner.aclose()


class _Counted(httpx2.AsyncByteStream):
    def __init__(self, inner: httpx2.AsyncByteStream, most: int) -> None:
        self._inner = inner
        self._most = most

    async def __aiter__(self) -> AsyncIterator[bytes]:
        read = 0
        async for chunk in self._inner:
            read += len(chunk)
            if read > self._most:
                raise TooLarge("response body too large")
            yield chunk

    async def aclose(self) -> None:
        await self._inner.aclose()
