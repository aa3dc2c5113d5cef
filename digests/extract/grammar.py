"""Classes of English words, by list and by ending: what can and what can't go on a noun phrase."""

from __future__ import annotations

from collections.abc import Sequence

from digests.extract.lexicon import finite_verbs, words

PRONOUNS = frozenset(("he", "she", "they", "it", "we", "i", "you"))
RELATIVES = frozenset(("who", "which", "that", "whom", "whose"))
DETERMINERS = frozenset(
    ["the", "a", "an", "this", "that", "these", "those", "his", "her", "their", "its", "our", "my", "your", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "several", "some", "many", "most", "both", "another", "other", "each", "every", "all", "any", "few", "no", "multiple", "dozens", "such"]
)  # fmt: skip
PREPOSITIONS = frozenset(
    ["of", "for", "at", "in", "with", "from", "to", "on", "by", "about", "against", "near", "under", "over", "among", "between", "within", "inside", "across", "around", "without", "into", "during", "after", "before", "since", "until", "despite", "amid", "per", "via", "toward", "towards", "through", "throughout", "following", "regarding", "including", "beyond", "behind", "upon", "alongside", "beside", "beneath", "underneath", "below", "above", "opposite"]
)  # fmt: skip
CONJUNCTIONS = frozenset(
    ["but", "and", "or", "nor", "as", "while", "when", "if", "because", "although", "though", "whether", "than", "so", "where", "why", "how", "whereas", "once", "unless"]
)  # fmt: skip
AUXILIARIES = frozenset(
    ["has", "have", "had", "is", "was", "are", "were", "be", "been", "being", "do", "does", "did", "will", "would", "can", "could", "should", "may", "might", "must", "'s", "'d", "'ve", "’s", "’d", "’ve", "'ll", "’ll", "hasn't", "hasn’t", "haven't", "haven’t", "didn't", "didn’t", "doesn't", "doesn’t", "don't", "don’t", "wasn't", "wasn’t", "isn't", "isn’t", "aren't", "aren’t", "won't", "won’t", "wouldn't", "wouldn’t", "can't", "can’t", "couldn't", "couldn’t", "shouldn't", "shouldn’t", "ain't", "ain’t", "cannot"]
)  # fmt: skip
ADVERBS = frozenset(
    ["not", "never", "also", "later", "then", "once", "recently", "repeatedly", "often", "always", "again", "still", "even", "just", "already", "further", "soon", "first", "all", "both", "each", "now", "since", "sometimes", "usually", "ever", "ago", "away", "yesterday", "today", "tonight", "too", "perhaps", "instead", "meanwhile", "however", "thus", "long"]
)  # fmt: skip
TIMES = frozenset(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "today", "tonight", "earlier", "last", "later", "this", "next", "early", "late", "monday's", "tuesday's"]
)  # fmt: skip
TIME_NOUNS = frozenset(
    "year month week day night morning afternoon evening years months weeks days time".split()
)
# What shows words that nobody says.
DISPLAYS = frozenset(
    """manual manuals guide handbook documentation dictionary glossary clause clauses annex paragraph line button licence license statute banner sign poster page placard sticker label plaque headline slogan shirt t-shirt hat cap
    slide screen billboard letters brochure caption tattoo flag cover note inscription jacket pin badges signs
    banners posters placards mug button badge bumper marquee plate card
    cards whiteboard blackboard chalkboard terminal console monitor dashboard prompt popup pop-up display ribbon
    doormat magnet scoreboard ticker tombstone gravestone headstone apron sweatshirt hoodie jumper sweater wrapper
    tote placemat t-shirts shirts hats caps mugs whiteboards terminals""".split()
)
_NOT_ADVERBS = frozenset(
    """ally family assembly rally italy reply supply monopoly anomaly weekly elderly friendly early
    only july fly bully belly jelly daily likely lonely lovely ugly costly deadly homily""".split()
)
_NOT_PAST = frozenset(
    "hundred need speed seed bed feed breed greed shed sled red united wed embed creed weed".split()
)
_NOT_PARTICIPLES = frozenset(
    "ranking leading acting incoming outgoing sitting founding managing visiting retiring".split()
)


def is_adverb(word: str) -> bool:
    """Whether a word reads as an adverb: "never", "repeatedly"."""
    return word in ADVERBS or (word.endswith("ly") and word not in _NOT_ADVERBS)


def is_role(word: str) -> bool:
    """Whether a word says what somebody is: "director", "co-director"."""
    roles = words("roles")
    return word in roles or ("-" in word and word.rpartition("-")[2] in roles)


def is_participle(word: str) -> bool:
    """Whether a word in -ing is more likely a verb than an adjective of rank: "ranking member"."""
    return word.endswith("ing") and word not in _NOT_PARTICIPLES


def displays(word: str) -> bool:
    """Whether a noun is of something that words stand on: "banner", "stickers"."""
    return word in DISPLAYS or word.removesuffix("s") in DISPLAYS


def is_verb(word: str) -> bool:
    """Whether a word reads as a finite verb."""
    return word in AUXILIARIES or word in finite_verbs()


def acts(low: Sequence[str], at: int) -> bool:
    """Whether the word at `at`, right after a name, is what the name does."""
    word = low[at]
    if is_verb(word) or (word.endswith("ed") and word not in _NOT_PAST):
        return True
    following = low[at + 1] if at + 1 < len(low) else ""
    third_person = word.endswith("s") and not word.endswith("ss") and word not in words("roles")
    return third_person and (
        following in DETERMINERS
        or following in PRONOUNS
        or following in ("that", "to", "him", "them")
    )


def opens_with_verb(word: str) -> bool:
    """Whether what a comma brings in is what somebody does, and not who they are: ", remembers the chief"."""
    return word in ("and", "or", "but") or (is_verb(word) and word not in words("roles"))


def is_closed(word: str) -> bool:
    """Whether a word ends a noun phrase: preposition, conjunction, relative, auxiliary, adverb."""
    return (
        word in PREPOSITIONS or word in CONJUNCTIONS or word in RELATIVES or word in AUXILIARIES
        or word in PRONOUNS or is_adverb(word)
    )  # fmt: skip
