"""What a brief would ask a model, gathered without asking: for a batch that is handed in before."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from digests.errors import AnswerNotYet
from digests.model import Draft, Language, Mode
from digests.summarisers.base import StoryView
from digests.summarisers.batching import Owed
from digests.summarisers.model import query
from digests.summarisers.prompting import prompt


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """Stands in for the model while a brief is built, and notes each story it is asked about.

    The very calls that the brief will make are noted, since the same code chooses its stories.
    """

    owed: list[Owed] = field(default_factory=list)
    workspace: str = "local"
    run: str = "local"
    mode: Mode = "model"

    def on_behalf_of(self, workspace: str, run: str) -> Gathering:
        """Notes for another workspace and brief, on the same list."""
        return replace(self, workspace=workspace, run=run)

    async def summarise(self, view: StoryView, language: Language) -> Draft:
        """Notes the story. Always raises AnswerNotYet."""
        asked = query(prompt(view, language))
        self.owed.append(Owed(query=asked, workspace=self.workspace, run=self.run))
        raise AnswerNotYet
