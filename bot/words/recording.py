"""`/brief outcome`: what came of a claim, recorded by a person with its source, never by the bot.

Whoever is a full member may record it: no guest of a Slack workspace, any member of a Discord
server, and those whom the settings name. It is the workspace's own and shown to nobody else.
"""

from __future__ import annotations

from bot import notices
from bot.allowed import Rule
from bot.desk import Desk, language_at
from bot.errors import NotAllowed, UsageError
from bot.phrases import phrases
from bot.platforms.base import Command, Place, Reply, User
from bot.platforms.weblinks import safe_url
from digests.errors import NotFound
from digests.store import outcomes
from digests.store.outcomes import VERDICTS, Outcome, Verdict

_LONGEST_URL, _LONGEST = 2000, 500  # characters
_WORDS: dict[str, Verdict] = {one.replace("_", "-"): one for one in VERDICTS} | {
    "应验": "came_true",
    "未应验": "did_not",
    "不清楚": "unclear",
}


async def outcome(desk: Desk, command: Command, rest: str) -> Reply:
    """Keeps what came of a claim. Raises UsageError, or NotAllowed for a guest."""
    may_record(desk.rule, command.user, command.place)
    made = read(rest, command.user, desk)
    async with desk.database.begin() as connection:
        try:
            await outcomes.record(connection, made, workspace=command.place.workspace)
        except NotFound as error:
            raise UsageError.saying("outcome_unknown", id=made.statement_id) from error
    language = await language_at(desk, command.place, command.user, typed=rest)
    return Reply(posts=(notices.line(phrases(language)["outcome_kept"]),))


def may_record(rule: Rule, user: User, place: Place) -> None:
    """Raises NotAllowed unless this person may record an outcome."""
    if not (place.direct or user.admin or user.member or user.id in rule.users):
        raise NotAllowed.saying("outcome_members")


def read(rest: str, user: User, desk: Desk) -> Outcome:
    """ "ID came-true https://… words" as an outcome. Raises UsageError."""
    id_, _, after = rest.strip().partition(" ")
    word, _, after = after.strip().partition(" ")
    address, _, words = after.strip().partition(" ")
    verdict = _WORDS.get(word.casefold().replace("_", "-"))
    if not id_ or verdict is None:
        raise UsageError.saying("outcome_form")
    # Slack writes an address it has seen as <https://…|shown>.
    url = safe_url(address.strip("<>").partition("|")[0], _LONGEST_URL)
    if url is None:
        raise UsageError.saying("outcome_source")
    return Outcome(
        statement_id=id_,
        text=" ".join(words.split())[:_LONGEST],
        source_url=url,
        recorded_by=user.id,
        recorded_at=desk.clock(),
        verdict=verdict,
    )
