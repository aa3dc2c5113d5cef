"""How a statement of the archive is shown: a claim that nobody is named for is the outlet's."""

from __future__ import annotations

from bot.message import Paragraph
from bot.statements import shown
from digests.documents import document
from digests.extract.article import extract
from digests.store.claims import Statement
from tests.views import NOW


def test_the_outlets_own_voice_is_named() -> None:
    """What no one is reported to have said is what the outlet reports, with the link on its name."""
    text = "Norvik will open a plant in Lisbon by 2028 at a cost of $4 billion."
    (claim,) = extract(document(text, id="a1", title="", language="en")).claims
    one = Statement(
        id="s1", said=claim, said_at=NOW, article_id="a1", outlet="Riverbend Herald",
        title="", url="https://riverbend.test/1", due_on=None, language="en",
    )  # fmt: skip
    paragraph = shown(one, "en")[0]
    assert isinstance(paragraph, Paragraph)
    line = "".join(run.text for run in paragraph.runs)
    assert "Riverbend Herald reports · " in line
    assert "unattributed" not in line
    assert line.count("Riverbend Herald") == 1
