"""Which cue and which speaker each quoted stretch goes with."""

from __future__ import annotations

from collections.abc import Sequence

from digests.extract.carry import Attribution, carry
from digests.extract.cues import Tag
from digests.extract.frame import QUOTE, Frame, Stretch
from digests.extract.grammar import PREPOSITIONS, RELATIVES, TIME_NOUNS
from digests.extract.leftward import phrase_to
from digests.extract.phrases import Ref, Scene, is_verb_at, phrase_from
from digests.extract.set_phrases import VIEWS, author_of, owner_of_writing, who_tells_how
from digests.extract.subjects import leading_subject

_DASHES = frozenset("—–―-") | {"--"}
_NEAR = 5


def attributions(scene: Scene, spoken: Sequence[Sequence[Tag]]) -> dict[int, Attribution]:
    """For each quoted stretch that someone can be found for, who that is.

    `spoken` are the tags of each sentence.
    """
    frame = scene.frame
    out: dict[int, Attribution] = {}
    for sentence, found in zip(frame.sentences, spoken, strict=True):
        inside = [at for at in range(sentence.first, sentence.last) if frame.kinds[at] == QUOTE]
        for at in inside:
            own = _own(scene, sentence, at, found)
            if own:
                out[frame.quote_of[at]] = own
    carry(scene, spoken, out)
    return out


def _own(scene: Scene, sentence: Stretch, quote: int, found: Sequence[Tag]) -> Attribution | None:
    """From the words of the quote's own sentence."""
    colon = quote - 1
    told = _whom_quoted(scene, colon, sentence) if scene.frame.low[colon] == ":" else None
    if told:
        return Attribution(ref=told, cue=None, how="label", strong=True, near=True)
    tag = choose(scene.frame, sentence, quote, found)
    if tag:
        return _of_tag(scene.frame, quote, tag, found)
    label = _label(scene, sentence, quote) or _signed(scene, sentence, quote)
    if label:
        return Attribution(ref=label, cue=None, how="label", strong=True, near=True)
    lead = (
        leading_subject(scene, sentence, quote)
        if _has_words(scene.frame, sentence, quote)
        else None
    )
    if lead is None or _is_when(scene, lead) or _is_their_line(scene, lead, quote):
        return None
    return Attribution(ref=lead, cue=None, how="lead")


def _is_when(scene: Scene, lead: Ref) -> bool:
    """Whether what opens a sentence only tells when: "A minute later: “…”"."""
    low = scene.frame.low
    return lead.kind == "nominal" and low[lead.head] in _MOMENTS and low[lead.last] in _LATER


def _is_their_line(scene: Scene, lead: Ref, quote: int) -> bool:
    """Whether nothing but "The key line:" stands before: whose it is stands in the sentence before."""
    low = scene.frame.low
    alone = lead.kind == "nominal" and low[lead.last : quote] == [":"]
    return alone and low[lead.head] in _LINES and low[lead.first] in ("the", "one", "another")


_LINES = frozenset(
    "line passage part version message gist excerpt punchline conclusion answer reply verdict".split()
)
_MOMENTS = TIME_NOUNS | frozenset("minute minutes second seconds moment moments hour hours".split())
_LATER = frozenset(("later", "earlier", "before", "after"))


def _of_tag(frame: Frame, quote: int, tag: Tag, found: Sequence[Tag]) -> Attribution:
    outer = [
        other for other in found
        if other.strong and other.last <= tag.first and other.cue < quote and other.ref != tag.ref
        and tag.cue < quote and frame.kinds[other.last : tag.first].count(QUOTE) == 0
    ]  # fmt: skip
    between = quote - tag.cue if tag.cue < quote else tag.first - quote
    return Attribution(
        ref=tag.ref, cue=tag.cue, how="tag", strong=tag.strong, near=between <= _NEAR,
        reporter=outer[-1].ref if outer else None,
    )  # fmt: skip


def choose(frame: Frame, sentence: Stretch, quote: int, found: Sequence[Tag]) -> Tag | None:
    """The tag a quote at piece `quote` goes with."""
    after = [tag for tag in found if tag.first > quote]
    before = [tag for tag in found if tag.cue < quote and (tag.passive or tag.ref.first < quote)]
    if after and _touches(frame, quote, after[0]):
        told = _told_of(frame, quote, before, after[0])
        return told or after[0]
    judged = before[-1] if before and _judges(frame, quote, before[-1]) else None
    if judged:
        return judged
    around = [tag for tag in found if tag.cue == quote + 1 and tag.ref.last < quote]
    if around:  # Lin's “you can keep it” promise
        return around[0]
    near = [tag for tag in before if quote - tag.cue <= _NEAR]
    if near:
        return _unless_it(frame, near[-1], before)
    plain = [tag for tag in before if not tag.relative]
    strong = [tag for tag in plain if tag.strong]
    if strong:
        return strong[-1]
    aside = next((tag for tag in after if tag.strong and _is_aside(frame, sentence, tag)), None)
    return aside or (plain[-1] if plain else before[-1] if before else None)


def _told_of(frame: Frame, quote: int, before: Sequence[Tag], outer: Tag) -> Tag | None:
    """Who said a fragment that a report passes on: "X told staff it was “dead”, the paper reported"."""
    marks = frame.marked[frame.quote_of[quote]]
    inner = frame.text[marks.start : marks.end].strip()
    if not before or not inner[:1].islower() or inner[-1] in _POINTS - {","}:
        return None
    inside = [tag for tag in before if tag.strong and not tag.relative]
    if not inside or inside[-1].ref == outer.ref:
        return None
    between = frame.low[inside[-1].cue + 1 : quote]
    near = inner[-1] != "," or (len(between) < _NEAR and "," not in between)
    return inside[-1] if near else None


def _judges(frame: Frame, quote: int, tag: Tag) -> bool:
    """Whether a tag's verb is what the quote completes: "described its funding as “a bathtub”"."""
    between = frame.low[tag.cue + 1 : quote]
    return (
        not tag.continued
        and frame.low[quote - 1] == "as"
        and len(between) <= 14
        and not {",", ";", ":"} & set(between)
        and frame.low[tag.cue] in _JUDGING
    )


_JUDGING = frozenset(
    """described describes describing dismissed dismisses dismissing characterised characterized
    branded labelled labeled hailed denounced portrayed derided praised cast casts""".split()
)


def _unless_it(frame: Frame, tag: Tag, before: Sequence[Tag]) -> Tag:
    """`tag`, or who speaks before it where its own subject is a thing: "She says it shows …"."""
    if frame.low[tag.ref.first] != "it":
        return tag
    outer = [other for other in before if other.strong and other.last <= tag.first]
    return outer[-1] if outer else tag


def _touches(frame: Frame, quote: int, tag: Tag) -> bool:
    """Whether a tag follows a quote with nothing but a comma between, in the quote or after it."""
    first = tag.first - 2 * (frame.low[tag.cue] in VIEWS)  # "in the opinion of"
    between = frame.kinds[quote + 1 : first]
    words = (frame.low[at] for at in range(quote + 1, first) if frame.kinds[at] != "p")
    if (
        not tag.strong
        or len(between) > 2
        or any(word not in ("a", "ont", "hat", "ha", "as", "in") for word in words)
    ):
        return False
    marks = frame.marked[frame.quote_of[quote]]
    ends = frame.text[marks.start : marks.end].rstrip(" '’”\"\u00a0")[-1:]
    return bool(between) or ends in _POINTS or frame.low[tag.cue] in ("said", "says")


_POINTS = frozenset(",.!?;:…—–-，。！？")


def _is_aside(frame: Frame, sentence: Stretch, tag: Tag) -> bool:
    """Whether a tag stands between commas or at the end: "…, she says, and"."""
    if tag.first == sentence.first or frame.low[tag.first - 1] not in (",", "—", "–", "--"):
        return frame.low[tag.cue] == "according" or frame.low[max(0, tag.first - 1)] == "as"
    return (
        tag.last >= sentence.last
        or frame.kinds[tag.last] != "w"
        or frame.low[tag.last] not in RELATIVES
    )


def _has_words(frame: Frame, sentence: Stretch, quote: int) -> bool:
    """Whether anything but points and quotes stands before the quote in its sentence."""
    return any(frame.kinds[at] in "wCn" for at in range(sentence.first, quote))


def _label(scene: Scene, sentence: Stretch, quote: int) -> Ref | None:
    """The name in "Lin: “…”" """
    frame = scene.frame
    if quote - 1 <= sentence.first or frame.low[quote - 1] != ":":
        return None
    told = who_tells_how(scene, sentence) or _left_to(scene, sentence) or author_of(scene, sentence)
    if told:
        return told
    found = phrase_from(scene, sentence.first, quote - 1)
    if found and _is_their_line(scene, found, quote):
        return None
    if found and (found.last == quote - 1 or _is_introduced(scene, found, quote - 1)):
        return found
    owner = owner_of_writing(scene, quote - 2, sentence)
    named = owner or phrase_to(scene, quote - 2, sentence.first)
    if named is None or named.kind != "name":
        return None
    placed = named.first > sentence.first and frame.low[named.first - 1] in _PLACING
    return None if placed and owner is None else named  # "had a shorter version on Bluesky: “…”"


_PLACING = PREPOSITIONS - {"from", "by", "of"}


def _left_to(scene: Scene, sentence: Stretch) -> Ref | None:
    """Whose turn it is: "It was left to Lin to change the subject: “…”", "It fell to Lin to ask: “…”"."""
    low = scene.frame.low
    at = sentence.first
    if low[at] != "it":
        return None
    if low[at + 1] in ("was", "is") and (run := scene.run(at + 2)) is not None:
        who = low[run.last : run.last + 1] == ["who"]  # "It was Lin who broke the silence: “…”"
        return phrase_from(scene, at + 2, run.last) if who else None
    at += 2 if low[at + 1] in ("fell", "falls") else 3
    opens = low[sentence.first + 1 : at] in _TURNS and low[at : at + 1] == ["to"]
    return phrase_from(scene, at + 1, sentence.last) if opens else None


def _whom_quoted(scene: Scene, colon: int, sentence: Stretch) -> Ref | None:
    """Whose words somebody passes on: "Lin likes to quote his grandmother: “…”"."""
    for verb in range(colon - 2, max(sentence.first, colon - 2 * _NEAR), -1):
        if scene.frame.low[verb] in _QUOTING:
            found = phrase_from(scene, verb + 1, colon)
            return found if found and found.last == colon else None
    return None


_QUOTING = frozenset("quote quotes quoted quoting cites cited citing paraphrased".split())
_TURNS = (["fell"], ["falls"], ["was", "left"], ["is", "left"], ["was", "up"], ["is", "up"])


def _is_introduced(scene: Scene, name: Ref, colon: int) -> bool:
    """Whether only who somebody is stands behind the name: "Jo Ek, Norvane:"."""
    frame = scene.frame
    number = scene.people.run_at.get(name.last - 1)
    one = scene.people.of_run(number) if number is not None else None
    between = range(name.last + 1, colon)
    return (
        one is not None
        and one.kind in ("person", "unknown")
        and frame.low[name.last] == ","
        and len(between) <= _APPOSITION
        and all(frame.kinds[at] in "Cwnps" and not is_verb_at(frame, at) for at in between)
    )


_APPOSITION = 10  # pieces


def _signed(scene: Scene, sentence: Stretch, quote: int) -> Ref | None:
    """The name in "“…” — Lin" at the end of a paragraph, or on a line of its own after it."""
    frame = scene.frame
    at = quote + 1
    while at < len(frame.kinds) and frame.kinds[at] == "L":
        at += 1
    if at + 1 >= len(frame.kinds) or frame.low[at] not in _DASHES:
        return None
    ref = phrase_from(scene, at + 1, len(frame.kinds))
    if ref is None or ref.kind != "name":
        return None
    end = ref.last
    return (
        ref
        if end >= len(frame.kinds) or frame.kinds[end] == "L" or frame.low[end] in (",", "(", ".")
        else None
    )
