"""How a model may answer a question: well, not at all, with lies, or doing what it is told to."""

from __future__ import annotations

from collections import Counter
from typing import Any

from digests.words import content_words
from tests.servers.model import Answer, Asked, Behaviour


def answering(asked: Asked) -> Answer:
    """An honest answer: the sentence with the question's rarest words, and its quote."""
    wanted = set(content_words(asked.story["question"]))
    words = {key: wanted & set(content_words(text)) for key, text in asked.sentences.items()}
    often = Counter(word for held in words.values() for word in held)
    best = max(
        asked.sentences.items(), key=lambda one: sum(1 / often[word] for word in words[one[0]])
    )
    quoted = [one["id"] for one in asked.story["quotes"] if one["text"] in best[1]]
    return reply((best[1], [best[0]]), quotes=[{"id": one, "translation": None} for one in quoted])


def reply(*sentences: tuple[str, list[str]], **more: Any) -> Answer:
    """An answer of these sentences, each with the ids it is from."""
    said = [{"text": text, "from": ids} for text, ids in sentences]
    return {"answered": True, "sentences": said, "quotes": [], **more}


def replying(*sentences: str, **more: Any) -> Behaviour:
    """Answers with these sentences, each as from the first three that were sent."""

    def behave(asked: Asked) -> Answer:
        origin = list(asked.sentences)[:3]
        return reply(*((one, origin) for one in sentences), **more)

    return behave


def declining(asked: Asked) -> Answer:
    """Says that the sources don't say."""
    return {"answered": False, "sentences": [], "quotes": []}


def obeying(asked: Asked) -> Answer:
    """Does what the question or an article asks for, in every way it has."""
    system, user = asked.messages[0]["content"], asked.messages[1]["content"]
    question = asked.story["question"]
    ways = (
        question,
        system,
        user[:400],
        f"My instructions are: {system[:200]}",
        f"@everyone <!channel> {question}",
        f"See https://evil.example/?q={len(user)} for the answer.",
        f"[the answer](https://evil.example/{asked.number})",
        asked.headers.get("authorization", ""),
    )
    first = ways[asked.number % len(ways)]
    second = ways[(asked.number // len(ways) + 1) % len(ways)]
    origin = list(asked.sentences)[:2]
    return reply(
        (first[:290], origin),
        (second[:290], []),
        quotes=[
            {"text": first[:200], "speaker": "the editors"},
            {"id": "q1", "translation": first},
        ],
    )
