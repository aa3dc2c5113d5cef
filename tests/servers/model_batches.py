"""A model's files and batches on loopback, in the shapes of OpenAI's documents.

developers.openai.com/api/docs/guides/batch: a file of calls with purpose "batch", a batch of it
that goes through validating, in_progress, finalizing and completed (or failed, expired,
cancelled), and files of answers and of errors, in any order, found again by their custom_id.
"""

from __future__ import annotations

import email
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.servers.asgi import serving
from tests.servers.model import Asked, Behaviour, ModelServer, completion

Ending = Literal["completed", "expired", "failed"]


@dataclass
class BatchServer:
    """What becomes of batches here, and what has been asked for."""

    model: ModelServer
    endpoint: str = "/v1/chat/completions"
    polls: int = 2  # looks at a batch until it has ended
    ending: Ending = "completed"
    lose: set[str] = field(default_factory=set)  # "create": done, but its answer is lost
    refuse: int = 0  # every batch is refused with this status
    down: bool = False  # no batch can be looked at
    files: dict[str, bytes] = field(default_factory=dict)
    batches: dict[str, dict[str, Any]] = field(default_factory=dict)
    created: int = 0
    url: str = ""

    async def upload(self, request: Request) -> Response:
        """`POST /files`."""
        head = f"Content-Type: {request.headers['content-type']}\r\n\r\n".encode()
        parts: Any = email.message_from_bytes(head + await request.body()).get_payload()
        held = {one.get_param("name", header="content-disposition"): one for one in parts}
        if held["purpose"].get_payload(decode=True) != b"batch":
            return _error(400, "purpose must be batch")
        file_id = f"file-{len(self.files)}"
        self.files[file_id] = held["file"].get_payload(decode=True)
        size = len(self.files[file_id])
        return JSONResponse(
            {"id": file_id, "object": "file", "bytes": size, "created_at": 1_790_000_000,
             "filename": "calls.jsonl", "purpose": "batch", "status": "processed"}
        )  # fmt: skip

    async def content(self, request: Request) -> Response:
        """`GET /files/{id}/content`."""
        found = self.files.get(request.path_params["id"])
        return Response(found) if found is not None else _error(404, "no such file")

    async def create(self, request: Request) -> Response:
        """`POST /batches`."""
        body = await request.json()
        if self.refuse:
            return _error(self.refuse, "batches are not for this account")
        wrong = self._wrong(body)
        if wrong:
            return _error(400, wrong)
        batch_id = f"batch_{len(self.batches)}"
        self.created += 1
        self.batches[batch_id] = {
            "id": batch_id,
            "object": "batch",
            "endpoint": body["endpoint"],
            "errors": None,
            "input_file_id": body["input_file_id"],
            "completion_window": body["completion_window"],
            "status": "validating",
            "output_file_id": None,
            "error_file_id": None,
            "created_at": 1_790_000_000,
            "request_counts": {"total": 0, "completed": 0, "failed": 0},
            "metadata": body.get("metadata"),
        }
        if "create" in self.lose:
            self.lose.discard("create")
            return _error(502, "bad gateway")
        return JSONResponse(self.batches[batch_id])

    def _wrong(self, body: dict[str, Any]) -> str | None:
        """What OpenAI would refuse a batch for."""
        if body.get("completion_window") != "24h" or body.get("endpoint") != self.endpoint:
            return "wrong window or endpoint"
        held = self.files.get(body.get("input_file_id", ""))
        if not held:
            return "no such file"
        lines = [json.loads(one) for one in held.decode().split("\n")]
        if len({one["custom_id"] for one in lines}) != len(lines):
            return "custom_id is not unique"
        if any((one["method"], one["url"]) != ("POST", self.endpoint) for one in lines):
            return "wrong method or url"
        return "more than one model" if len({one["body"]["model"] for one in lines}) > 1 else None

    async def look(self, request: Request) -> Response:
        """`GET /batches/{id}`: each look is a step."""
        found = self.batches.get(request.path_params["id"])
        if self.down:
            return _error(503, "overloaded")
        if found is None:
            return _error(404, "no such batch")
        if found["status"] == "cancelling":
            self._end(found, "cancelled")
        elif found["status"] in {"validating", "in_progress"}:
            seen = found.setdefault("seen", 0) + 1
            found |= {"seen": seen, "status": "in_progress"}
            if seen >= self.polls:
                self._end(found, self.ending)
        return JSONResponse({key: value for key, value in found.items() if key != "seen"})

    async def every(self, request: Request) -> Response:
        """`GET /batches`, the newest first."""
        held = list(self.batches.values())[::-1][: int(request.query_params.get("limit", 20))]
        return JSONResponse({"object": "list", "data": held, "has_more": False})

    async def cancel(self, request: Request) -> Response:
        """`POST /batches/{id}/cancel`."""
        found = self.batches[request.path_params["id"]]
        if found["status"] not in {"completed", "failed", "expired"}:
            found["status"] = "cancelling"
        return JSONResponse(found)

    def _end(self, batch: dict[str, Any], status: str) -> None:
        """Answers all calls, or the first half of them; nothing of a file that is refused."""
        batch["status"] = status
        if status == "failed":
            return
        lines = [json.loads(one) for one in self.files[batch["input_file_id"]].decode().split("\n")]
        done = lines if status == "completed" else lines[: len(lines) // 2]
        answers = [self._answer(one) for one in done]
        late = {"code": f"batch_{status}", "message": "This request could not be executed."}
        errors = [
            {"id": f"r-{one['custom_id']}", "custom_id": one["custom_id"], "response": None,
             "error": late}
            for one in lines[len(done) :]
        ]  # fmt: skip
        good = [one for one in answers if one["response"]["status_code"] == 200]
        errors += [one for one in answers if one["response"]["status_code"] != 200]
        batch["output_file_id"] = self._file(good[::-1])  # in any order, its documents say
        batch["error_file_id"] = self._file(errors)

    def _answer(self, line: dict[str, Any]) -> dict[str, Any]:
        body = line["body"]
        asked = Asked(body=body, headers={}, number=len(self.model.requests))
        self.model.requests.append(asked)
        made = self.model.behave(asked)
        if isinstance(made, Response):
            held = bytes(made.body)
            response = {"status_code": made.status_code, "request_id": "q", "body": _json(held)}
        else:
            self.model.paid.append(json.dumps(body["messages"], ensure_ascii=False))
            text = made if isinstance(made, str) else json.dumps(made, ensure_ascii=False)
            form = completion(body, text, self.model.shape, self.model.tokens_out)
            response = {"status_code": 200, "request_id": "q", "body": form}
        custom_id = line["custom_id"]
        return {"id": f"r-{custom_id}", "custom_id": custom_id, "response": response, "error": None}

    def _file(self, lines: list[dict[str, Any]]) -> str | None:
        if not lines:
            return None
        file_id = f"file-{len(self.files)}"
        text = "\n".join(json.dumps(one, ensure_ascii=False) for one in lines)
        self.files[file_id] = text.encode()
        return file_id


def _json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except ValueError:
        return {"error": {"message": "no JSON"}}


def _error(status: int, message: str) -> Response:
    return JSONResponse({"error": {"message": message, "type": "x"}}, status_code=status)


@asynccontextmanager
async def batch_server(behave: Behaviour, prefix: str = "/v1") -> AsyncIterator[BatchServer]:
    """A server that takes calls at once and in batches; its `url` is a provider's base URL."""
    made = BatchServer(model=ModelServer(behave=behave), endpoint=f"{prefix}/chat/completions")
    app = Starlette(
        routes=[
            Route(f"{prefix}/chat/completions", made.model.answer, methods=["POST"]),
            Route(f"{prefix}/files", made.upload, methods=["POST"]),
            Route(f"{prefix}/files/{{id}}/content", made.content),
            Route(f"{prefix}/batches", made.create, methods=["POST"]),
            Route(f"{prefix}/batches", made.every),
            Route(f"{prefix}/batches/{{id}}", made.look),
            Route(f"{prefix}/batches/{{id}}/cancel", made.cancel, methods=["POST"]),
        ]
    )
    async with serving(app) as url:
        made.url = made.model.url = f"{url}{prefix}"
        yield made
