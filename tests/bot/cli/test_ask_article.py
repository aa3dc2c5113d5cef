"""`briefbot ask --article`: in the file's own words, or in the model's where one is configured."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

from tests.conftest import briefbot
from tests.servers import model_questions as questions
from tests.servers.model import model_server
from tests.views import LAB

QUESTION = "Who said that they will not sell this to anyone who prices people?"


async def test_the_model_answers_over_a_file(tmp_path: Path) -> None:
    """Without a key the article's own sentence; with one the model's, cited all the same."""
    file = tmp_path / "lab.txt"
    file.write_text(LAB, encoding="utf-8")
    asked = ("ask", QUESTION, "--article", str(file), "--format", "json")
    database = f"sqlite+aiosqlite:///{tmp_path / 'costs.sqlite3'}"
    plain = await asyncio.to_thread(briefbot, *asked, BRIEFBOT_DATABASE=database)
    async with model_server(questions.answering) as server:
        told = await asyncio.to_thread(
            briefbot,
            *asked,
            BRIEFBOT_DATABASE=database,
            BRIEFBOT_MODEL_PROVIDER="openai",
            BRIEFBOT_MODEL_URL=server.url,
            OPENAI_API_KEY="sk-test",
        )
        assert server.requests
    for done, mode in ((plain, "extractive"), (told, "model")):
        assert done.returncode == 0, done.stderr
        answer = json.loads(done.stdout)
        assert answer["status"] == "answered"
        assert answer["mode"] == mode
        assert any("prices people" in one["text"] for one in answer["sentences"])
        assert all(at["text"] in LAB for one in answer["sentences"] for at in one["evidence"])
