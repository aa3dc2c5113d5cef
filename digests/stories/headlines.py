"""Groups documents that are headlines alone, where one title says too little for an event.

Titles of one story often share no word, but each shares some with others, so the vocabulary of a
group tells what no pair of titles does: titles are gathered into tight groups, the groups into
broad ones, and then every title goes to the group whose vocabulary is closest to it.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from digests.stories.fingerprint import Fingerprint
from digests.stories.words import stem

# Measured on headlines of the UCI News Aggregator; the result changes little around these.
JOIN, MERGE, MOVE = 0.40, 0.17, 0.32
_COMMON_AT_LEAST = 20
_TOO_COMMON = 0.05  # of all titles: a word that does not by itself bring two groups together

Vector = dict[str, float]


@dataclass(slots=True)
class _Group:
    """Titles gathered so far: the sum of their vectors, and its squared length."""

    sum: Vector = field(default_factory=dict)
    squared: float = 0.0
    size: int = 0

    def add(self, other: Vector, size: int) -> None:
        for word, value in other.items():
            old = self.sum.get(word, 0.0)
            self.sum[word] = old + value
            self.squared += value * (2 * old + value)
        self.size += size


@dataclass(slots=True)
class _State:
    """The groups, and for each word the groups that hold it."""

    groups: dict[int, _Group] = field(default_factory=dict)
    index: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))

    def add(self, number: int, other: Vector, size: int) -> None:
        self.groups.setdefault(number, _Group()).add(other, size)
        for word in other:
            self.index[word].add(number)

    def remove(self, number: int) -> _Group:
        group = self.groups.pop(number)
        for word in group.sum:
            self.index[word].discard(number)
        return group


def group_headlines(prints: Sequence[Fingerprint]) -> list[int]:
    """The number of the group of each headline, in their order."""
    vectors, common = _vectors(prints)
    state = _State()
    placed = [_place(vector, state) for vector in vectors]
    became = _gather(state, common)
    placed = [_end(number, became) for number in placed]
    return [_move(v, number, state) for v, number in zip(vectors, placed, strict=True)]


def _vectors(prints: Sequence[Fingerprint]) -> tuple[list[Vector], frozenset[str]]:
    # In a headline every word may have a capital, so names and words are not told apart.
    words = [{stem(f[2:]) for f, _ in print_.head if f[0] in "wn"} for print_ in prints]
    seen = Counter(word for one in words for word in one)
    most = max(_COMMON_AT_LEAST, _TOO_COMMON * len(prints))
    common = frozenset(word for word, times in seen.items() if times > most)
    # The square root keeps a word that only one title has from filling that title's whole vector.
    weight = {
        word: math.sqrt(math.log((len(prints) + 1) / (times + 0.5)) + 1e-9)
        for word, times in seen.items()
    }
    return [_unit({word: weight[word] for word in sorted(one)}) for one in words], common


def _unit(vector: Vector) -> Vector:
    length = math.sqrt(sum(value * value for value in vector.values()))
    return {word: value / length for word, value in vector.items()} if length else {}


def _place(vector: Vector, state: _State) -> int:
    """Puts a title into the closest group, or into one of its own."""
    scores = _products(vector, state)
    best = max(scores, key=lambda n: scores[n] / math.sqrt(state.groups[n].squared), default=-1)
    if best < 0 or scores[best] < JOIN * math.sqrt(state.groups[best].squared):
        best = len(state.groups)
    state.add(best, vector, 1)
    return best


def _products(vector: Vector, state: _State) -> dict[int, float]:
    scores: dict[int, float] = defaultdict(float)
    for word, value in vector.items():
        for number in state.index.get(word, ()):
            scores[number] += value * state.groups[number].sum[word]
    return scores


def _gather(state: _State, common: frozenset[str]) -> dict[int, int]:
    """Merges the closest two groups until none are close; says what each merged one became."""
    became: dict[int, int] = {}
    heap: list[tuple[float, int, int, int, int]] = []
    for number in state.groups:
        _offer(number, state, common, heap)
    while heap:
        _, a, b, size_a, size_b = heapq.heappop(heap)
        if any(
            n not in state.groups or state.groups[n].size != size
            for n, size in ((a, size_a), (b, size_b))
        ):
            continue
        gone = state.remove(b)
        state.add(a, gone.sum, gone.size)
        became[b] = a
        _offer(a, state, common, heap)
    return became


def _offer(
    number: int,
    state: _State,
    common: frozenset[str],
    heap: list[tuple[float, int, int, int, int]],
) -> None:
    group = state.groups[number]
    near = {n for word in group.sum.keys() - common for n in state.index[word]} - {number}
    for other in near:
        score = _cosine(group, state.groups[other])
        if score >= MERGE:
            a, b = min(number, other), max(number, other)
            sizes = state.groups[a].size, state.groups[b].size
            heapq.heappush(heap, (-score, a, b, *sizes))


def _cosine(a: _Group, b: _Group) -> float:
    if len(a.sum) > len(b.sum):
        a, b = b, a
    product = sum(value * b.sum[word] for word, value in a.sum.items() if word in b.sum)
    return product / math.sqrt(a.squared * b.squared) if product else 0.0


def _end(number: int, became: dict[int, int]) -> int:
    while number in became:
        number = became[number]
    return number


def _move(vector: Vector, own: int, state: _State) -> int:
    """The group that a title is closest to, its own counted without it."""
    scores = _products(vector, state)

    def closeness(number: int) -> float:
        product, squared = scores[number], state.groups[number].squared
        if number == own:
            product, squared = product - 1, squared - 2 * product + 1
        return product / math.sqrt(squared) if squared > 1e-9 else 0.0

    best = max(_ordered(scores), key=closeness, default=own)
    return best if closeness(best) >= MOVE else own


def _ordered(numbers: Iterable[int]) -> list[int]:
    return sorted(numbers)
