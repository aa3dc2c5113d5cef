"""What to look for in the index, to find the articles that may answer a question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from digests.answers.lexemes import pairs
from digests.answers.question import Question
from digests.text import has_cjk

Phrase = tuple[str, ...]
_SURE = 0.6  # a looser form would bring articles about everything
_MOST_FORMS = 24


def groups(question: Question) -> tuple[frozenset[Phrase], ...]:
    """For each term of the question, the phrases and keys of the index that stand for it.

    Names come first, and each word of a name by itself.
    """
    terms = sorted(question.terms, key=lambda one: not one.name)
    forms = (some for term in terms for some in (*term.parts, term.forms))
    found = [frozenset(_phrases(some)) for some in forms]
    found += [frozenset({(term.version[0],)}) for term in terms if term.version]
    return tuple(dict.fromkeys(group for group in found if group))


def _phrases(forms: Mapping[str, float]) -> Iterator[Phrase]:
    sure = [form for form, how in forms.items() if how >= _SURE]
    for form in sorted(sure, key=lambda one: -forms[one])[:_MOST_FORMS]:
        if len(form) > 2 and has_cjk(form) and ":" not in form and "#" not in form:
            yield tuple(pairs(form))
        else:
            yield (form,)
