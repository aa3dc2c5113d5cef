"""OpenAI's files and batches over HTTP, as far as several providers have them alike.

A file holds a call a line; a batch names the file; its answers come as a file too, those that
failed in another (developers.openai.com/api/docs/guides/batch).
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx2
import openai

from digests.errors import AnswerUnreadable, ModelRefused, SummariserError
from digests.summarisers import refusals
from digests.summarisers.calling import ModelClient, failure
from digests.summarisers.providers import Batch
from digests.summarisers.responses import Reply, reply

SECONDS = 60.0  # for one request; a file of answers may be large
LISTED = 100  # batches of the account that are looked through for a lost one
ENDED = frozenset({"completed", "failed", "expired", "cancelled"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Remote:
    """A batch as its provider has it."""

    id: str
    status: str
    input_file_id: str | None
    files: tuple[str, ...]  # of its answers and of its errors

    @property
    def ended(self) -> bool:
        """Whether nothing more will come of it."""
        return self.status in ENDED


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What came of one call of a batch."""

    custom_id: str
    outcome: Reply | SummariserError


@dataclass(frozen=True, slots=True)
class BatchClient:
    """Hands in many calls at once. Every method raises SummariserError."""

    client: ModelClient
    batch: Batch

    async def upload(self, text: str) -> str:
        """Hands in a file of calls; its id. It costs nothing."""
        async with _errors():
            made = await self.client.http.files.create(
                file=("calls.jsonl", text.encode(), "application/jsonl"), purpose="batch"
            )
        if not made.id:
            raise AnswerUnreadable("The provider gave the file no id.")
        return made.id

    async def create(self, file_id: str, name: str) -> Remote:
        """Makes a batch of the file: from here on it may cost."""
        body = {
            "input_file_id": file_id,
            "endpoint": self.batch.endpoint,
            "completion_window": self.batch.window,
            "metadata": {"briefbot": name},
        }
        return _remote(await self._post("/batches", body))

    async def get(self, remote_id: str) -> Remote | None:
        """The batch as it stands; None where the provider knows none of this id any more."""
        try:
            return _remote(await self._get(f"/batches/{remote_id}"))
        except SummariserError as error:
            if isinstance(error.__cause__, openai.NotFoundError):
                return None
            raise

    async def cancel(self, remote_id: str) -> None:
        """Asks for it to stop; what is answered by then is still handed out."""
        await self._post(f"/batches/{remote_id}/cancel", {})

    async def find(self, file_id: str) -> Remote | None:
        """The batch that was made of the file, where one was: its answer may have been lost."""
        found = (await self._get(f"/batches?limit={LISTED}")).get("data")
        remotes = [_remote(one) for one in found if isinstance(one, dict)] if found else []
        return next((one for one in remotes if one.input_file_id == file_id), None)

    async def lines(self, remote: Remote) -> tuple[Line, ...]:
        """What came of its calls, as far as its files say."""
        found: list[Line] = []
        for file_id in remote.files:
            async with _errors():
                content = await self.client.http.files.content(file_id)
            found += _lines(content.content)
        return tuple(found)

    async def _post(self, path: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
        async with _errors():
            made = await self.client.http.post(path, body=dict(body), cast_to=httpx2.Response)
        return _object(made.content)

    async def _get(self, path: str) -> Mapping[str, Any]:
        async with _errors():
            made = await self.client.http.get(path, cast_to=httpx2.Response)
        return _object(made.content)


def line(call_id: str, endpoint: str, body: Mapping[str, Any]) -> str:
    """One call of a file, as text without a line break."""
    form = {"custom_id": call_id, "method": "POST", "url": endpoint, "body": body}
    return json.dumps(form, ensure_ascii=False)


@asynccontextmanager
async def _errors() -> AsyncIterator[None]:
    """Exceptions of the client as ours, within SECONDS."""
    try:
        async with asyncio.timeout(SECONDS):
            yield
    except (TimeoutError, openai.APIError, httpx2.HTTPError) as error:
        raise failure(error) from error


def _object(content: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise AnswerUnreadable("The model's server answered with something else.") from error
    if not isinstance(found, dict):
        raise AnswerUnreadable("The model's server answered with something else.")
    return found


def _remote(data: Mapping[str, Any]) -> Remote:
    remote_id, status = data.get("id"), data.get("status")
    if not isinstance(remote_id, str) or not isinstance(status, str):
        raise AnswerUnreadable("The provider's batch has no id or status.")
    named = (data.get("output_file_id"), data.get("error_file_id"))
    source = data.get("input_file_id")
    return Remote(
        id=remote_id,
        status=status,
        input_file_id=source if isinstance(source, str) else None,
        files=tuple(one for one in named if isinstance(one, str) and one),
    )


def _lines(content: bytes) -> Iterator[Line]:
    for text in content.decode("utf-8", "replace").splitlines():
        try:
            form = json.loads(text)
        except (ValueError, RecursionError):
            continue  # its call stays without an answer, and is settled as one that had none
        if isinstance(form, dict) and isinstance(form.get("custom_id"), str):
            yield Line(custom_id=form["custom_id"], outcome=_outcome(form))


def _outcome(form: Mapping[str, Any]) -> Reply | SummariserError:
    response = form.get("response")
    body = response.get("body") if isinstance(response, dict) else None
    status = response.get("status_code", 200) if isinstance(response, dict) else None
    if not isinstance(body, dict):
        return ModelRefused("The batch has no answer to this call.")
    if isinstance(status, int) and status >= 400:
        return refusals.kind(status, json.dumps(body)[:4_000])
    try:
        return reply(json.dumps(body).encode())
    except SummariserError as error:
        return error
