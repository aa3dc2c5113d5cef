"""Which quoted stretches are speech, and whether a whole utterance or a fragment of one."""

from __future__ import annotations

import re

from digests.extract.carry import Attribution
from digests.extract.chinese_said import Said
from digests.extract.frame import WORD, Frame
from digests.extract.grammar import DETERMINERS, displays, is_closed
from digests.extract.lexicon import words
from digests.extract.marks import Marked
from digests.extract.phrases import Scene
from digests.extract.quoted_terms import completes, is_term
from digests.extract.quoted_terms_zh import is_chinese_term
from digests.model import Directness

_TITLE_NOUNS = frozenset(
    ["titled", "entitled", "headlined", "headline", "called", "named", "dubbed", "nicknamed", "codenamed", "code-named", "known", "so-called", "song", "album", "book", "novel", "memoir", "film", "movie", "documentary", "show", "series", "episode", "play", "poem", "essay", "article", "paper", "report", "poster", "sign", "banner", "slogan", "motto", "catchphrase", "mantra", "tagline", "strapline", "watchword", "logo", "brochure", "magazine", "newsletter", "podcast", "game", "word", "words", "handle", "pseudonym", "username", "alias", "phrase", "term", "terms", "label", "term", "hashtag", "chapter", "column", "exhibition", "ballad", "single", "track", "commentary", "op-ed", "editorial", "essay", "section", "category", "segment", "program", "programme", "hit", "book's"]
)  # fmt: skip
_NAMING = re.compile(r"([^\W_]+(?:['’\-][^\W_]+)*)[\s,:(]*$")
_AS = re.compile(r"\bas\s*$")
_KNOWN_AS = re.compile(
    r"\bknown (?:\w+ )?as\s*$|\b(?:by|under|using) (?:the|a|his|her) (?:name|handle|alias)\s*$"
)
_TERM_AFTER = re.compile(
    r"\s*,?\s*(?:(?:is |was )?(?:a|the) (?:registered )?"
    r"(?:trademark|phrase|term|word|slogan|label|song|book|film|nickname|motto|title)\b"
    r"|which (?:is|are|was|were) (?:defined|known|called)\b)"
)
_WRITTEN_UP = re.compile(
    r"\b(?:(?:somebody|someone) (?:has |had )?(?:written|wrote|added|drawn)|sprayed|spray-?painted|painted|scrawled|scribbled|daubed|stencill?ed|chalked|graffitied|etched|engraved|carved"
    r"|embroidered|stitched|inscribed|tattooed|scratched|plastered|emblazoned)"
    r"(?: with)?(?: the (?:words?|slogan|message|letters|name))?[,:]?\s*\Z"
)
_SMALL = frozenset("a an the of and or in on at to for from by with as but not is be vs".split())
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")


def is_speech(scene: Scene, number: int, said: Attribution | None) -> bool:
    """Whether a quoted stretch is something said, and not a title, a term or a scare quote."""
    frame = scene.frame
    quote = frame.marked[number]
    inner = frame.text[quote.start : quote.end].strip()
    count = len(_WORD.findall(inner))
    if not count or _is_no_text(frame, quote.left, inner):
        return False
    if said is None or (quote.family == "block" and is_displayed(frame, said)):
        return _stands_alone(frame, quote, inner, count)
    if (
        is_displayed(frame, said)
        or "whenever" in frame.low[max(0, said.ref.left - 1) : said.ref.last]
    ):
        return False  # "whenever a lab tells me that": nobody in particular
    if quote.continues or not quote.closed:
        return True
    if is_term(scene, number, said):
        return False
    if _WRITTEN_UP.search(frame.text[max(0, quote.left - 40) : quote.left]):
        return False  # somebody sprayed “Go Home” on a wall
    if (
        quote.family != "block"
        and _is_named_so(frame, number, said)
        and not _ends_like_speech(frame, quote, said, inner)
    ):
        return False
    if _TERM_AFTER.match(frame.text, quote.right) and count <= 6:
        return False
    if count <= 2 and _is_owned(frame, number) and inner[-1] not in ",.!?":
        return False  # derided the field's “move fast” culture
    if _is_title_case(inner, count) and not _is_spoken_title(frame, quote, said, inner):
        return False
    if said.how == "lead" and (_is_attributive(frame, number) or is_thing(scene, said)):
        # as in "to go after them as “unfit”", which is somebody's judgement
        return count > 2 and _AS.search(frame.text[max(0, quote.left - 8) : quote.left]) is not None
    return count > 2 or _is_short_speech(scene, number, said, inner)


def _is_no_text(frame: Frame, left: int, inner: str) -> bool:
    """Whether it is a stage direction, or the value of an attribute in left-over mark-up."""
    aside = inner.startswith("(") and inner.rstrip(".").endswith(")")
    follow = inner.startswith("Follow ") and " on " in inner
    return (
        aside
        or follow
        or frame.text[left - 1 : left] == "="
        or inner.startswith(("http:", "https:"))
    )


def _stands_alone(frame: Frame, quote: Marked, inner: str, count: int) -> bool:
    """Whether a stretch that no one is named for reads as a whole utterance."""
    whole = count >= 5 and inner[:1].isupper() and inner[-1] in ".!?,…"
    return whole and not _is_title_case(inner, count) and quote.family != "single"


def _is_spoken_title(frame: Frame, quote: Marked, said: Attribution, inner: str) -> bool:
    """Whether words with capitals are speech all the same: “Yes We Can,” she said."""
    before = frame.text[max(0, quote.left - 24) : quote.left].rstrip()
    if inner.isupper() and inner.count(" ") >= 3:
        return True  # shouted: “THIS IS NOT OK.”
    if said.cue is not None and frame.low[said.cue].startswith(
        ("chant", "shout", "yell", "scream")
    ):
        return True
    if said.how == "tag" and _AS.search(before) and not _KNOWN_AS.search(before):
        return True  # hailed him as “The Comeback Kid”
    if said.how == "carried":
        return said.strong and inner[-1] in ".!?" and (not before or before[-1] in '.!?”"')
    if said.how not in ("tag", "label") or not said.near or inner[-1] not in ",.!?":
        return False
    opens = not before or before[-1] in ':,.!?”"\n' or frame.text[quote.left - 1] == "\n"
    return opens or (said.cue is not None and 0 < quote.left - frame.ends[said.cue] <= 2)


def _is_short_speech(scene: Scene, number: int, said: Attribution, inner: str) -> bool:
    """Whether one or two quoted words are what someone said, and not a term of the writer's."""
    frame = scene.frame
    marks = frame.marked[number]
    if said.how == "carried" and said.strong:  # “We trained it,” he said. “It did.”
        ends = frame.text[max(0, marks.left - 2) : marks.left].rstrip()[-1:]
        return inner[0].isupper() and inner[-1] in ".!?" and ends in (".", "”", '"')
    if said.how == "lead" and frame.text[max(0, marks.left - 3) : marks.left].rstrip().endswith(
        ":"
    ):
        whole = inner[0].isupper() or ". " in inner  # “lol. lmao.”
        return whole and inner[-1] in ".!?"  # She did not hesitate: “They stop.”
    if said.how not in ("tag", "label"):
        return False
    if said.how == "tag" and not completes(frame, number, said):
        return False
    if inner[-1] in ",.!?" and said.strong and said.near:
        return True
    if inner[0].isupper() and not said.near:
        return False
    before = _NAMING.search(frame.text[max(0, marks.left - 20) : marks.left])
    owned = before is not None and before[1].lower() in DETERMINERS
    if owned and not said.strong:
        return False  # mock its “safety theatre”
    return not _is_attributive(frame, number) and (said.strong or said.near)


def _is_attributive(frame: Frame, number: int) -> bool:
    """Whether the words describe a noun: the "phone-first" product, what it calls "sovereign" chips."""
    quote = frame.marked[number]
    before = _NAMING.search(frame.text[max(0, quote.left - 20) : quote.left])
    after = re.match(r"\s([A-Za-z-]+)", frame.text[quote.right : quote.right + 24])
    if before and before[1].lower() in DETERMINERS:
        return after is not None and not is_closed(after[1])
    owned = before is not None and before[1].lower() in ("calls", "called", "call", "calling")
    return owned and after is not None and not is_closed(after[1])


def _is_owned(frame: Frame, number: int) -> bool:
    """Whether the words name something of a thing's: the field's “move fast” culture."""
    quote = frame.marked[number]
    before = frame.text[max(0, quote.left - 4) : quote.left]
    after = re.match(r"\s([A-Za-z-]+)", frame.text[quote.right : quote.right + 24])
    owned = re.search(r"(?:['’]s|s['’])\s\Z", before) is not None
    return owned and after is not None and not is_closed(after[1])


def is_thing(scene: Scene, said: Attribution) -> bool:
    """Whether the only speaker to be found is a thing: the subject of a sentence without a cue."""
    if said.how not in ("lead", "carried") or said.strong or said.ref.kind != "nominal":
        return False
    head = scene.frame.low[said.ref.head]
    return head not in words("roles") and head not in words("nouns_speaking")


def is_displayed(frame: Frame, said: Attribution) -> bool:
    """Whether it is what a banner or a page reads, which nobody says."""
    head = said.ref.head
    head -= said.ref.first < head and frame.low[head].endswith("ed")  # "a note taped to the door"
    plain = frame.kinds[head] == WORD or said.ref.kind == "nominal"
    opens = frame.low[head].endswith("s") and head in frame.firsts  # "Stickers reading “…”"
    return displays(frame.low[head]) and (plain or opens)


def _ends_like_speech(frame: Frame, quote: Marked, said: Attribution, inner: str) -> bool:
    """Whether words after "title" or "word" are a sentence: "Tan had the last word: “I count.”"."""
    opened = frame.text[max(0, quote.left - 3) : quote.left].rstrip().endswith(":")
    told = opened and inner[0].isupper() and said.ref.kind in ("name", "pronoun")
    return inner[-1] in ".!?" and (told or inner.count(" ") >= 6)


def _is_before(frame: Frame, number: int, said: Attribution) -> bool:
    """Whether the cue stands right before the quote: said "never"."""
    quote = frame.marked[number]
    return said.cue is not None and 0 < quote.left - frame.ends[said.cue] <= 6


def _is_named_so(frame: Frame, number: int, said: Attribution) -> bool:
    """Whether the word before says that what follows is a title or a term."""
    left = frame.marked[number].left
    if said.how == "tag" and _is_before(frame, number, said):
        return False  # "whom he called “…”"
    before = frame.text[max(0, left - 40) : left]
    if _KNOWN_AS.search(before):
        return True
    quote = frame.marked[number]
    goes_on = before.rstrip().endswith(",") and frame.text[quote.start].islower()
    match = _NAMING.search(before)  # not "…,” she wrote in her newsletter, “and it is”
    return match is not None and match[1] in _TITLE_NOUNS and not goes_on


def _is_title_case(inner: str, count: int) -> bool:
    found = _WORD.findall(inner)
    content = [word for word in found if word.lower() not in _SMALL]
    return (
        count >= 2
        and len(content) >= 1
        and found[0][0].isupper()
        and all(word[0].isupper() or word[0].isdigit() for word in content)
        and len(content) <= 9
        and (len(content) >= 2 or count == 2)
    )


def directness(scene: Scene, number: int, said: Attribution | None) -> Directness:
    """`direct` for a whole utterance, `partial` for a fragment inside the writer's sentence."""
    frame = scene.frame
    quote = frame.marked[number]
    inner = frame.text[quote.start : quote.end].strip()
    if inner[:1].isupper() or quote.continues or (inner and ord(inner[0]) > 0x2E7F):
        return "direct"
    before = frame.text[max(0, quote.left - 60) : quote.left].rstrip()
    if before.endswith((",", ":")) and said and said.how in ("tag", "label", "carried"):
        if _IN_WORDS.search(before):
            return "partial"
        far = before[-1] == "," and said.cue is not None and _is_far(frame, quote, said.cue)
        return "partial" if far or _goes_on_from_subject(frame, number, said) else "direct"
    if before.endswith(" that") and inner[-1:] in ".!?" and inner.count(" ") >= 4:
        return "direct"
    return "partial"


_IN_WORDS = re.compile(r"\bin (?:his|her|their|its|\w+['’]s) (?:own )?words,$")


def _is_far(frame: Frame, quote: Marked, cue: int) -> bool:
    """Whether a whole clause stands between a cue and the words: "predicts that it will be a luxury, “like …”"."""
    end = frame.ends[cue]
    return quote.left - end > 0 and frame.text[end : quote.left].count(" ") > _CLAUSE


_CLAUSE = 6  # words


def _goes_on_from_subject(frame: Frame, number: int, said: Attribution) -> bool:
    """Whether the writer's own subject takes up the words: "Norvik, one of the four, “disagrees”, Ek said"."""
    quote = frame.marked[number]
    earlier = number > 0 and frame.marked[number - 1].paragraph == quote.paragraph
    floor = frame.marked[number - 1].right if earlier else max(0, quote.left - 160)
    lead = frame.text[floor : quote.left]
    opens = re.split(r"[.!?”\"]\s|\n", lead)[-1]
    return (
        said.how == "tag"
        and said.cue is not None
        and frame.starts[said.cue] > quote.right
        and opens.count(",") > 1
    )


def is_chinese_speech(text: str, quote: Marked, found: Said | None) -> bool:
    """As `is_speech`, for a stretch in Chinese text."""
    if found is None:
        return False
    inner = text[quote.start : quote.end].strip()
    if not inner:
        return False
    if found.sure and found.speaker is None and found.cue is None:
        return inner[-1] in "，。！？…" or text[quote.left - 1 : quote.left] == "："
    if len(inner) <= 4 and inner[-1] not in "，。！？…" and _HAN.match(text, quote.right):
        return False  # “断供”传闻: it names a thing
    if is_chinese_term(text, quote.left, quote.right, inner):
        return False
    if len(inner) <= 4 and _OF_A_THING.search(text[max(0, quote.left - 4) : quote.left]):
        return False  # 否认“套壳”
    return len(inner) >= 3 or found.sure


_OF_A_THING = re.compile(r"(?:否认|回应|质疑|承认|批评|反驳|澄清|谈到|提到|讨论|争议|反对|支持)$")
_HAN = re.compile(r"[\u4e00-\u9fff]")
