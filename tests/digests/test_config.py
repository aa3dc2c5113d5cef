"""The loaders of config/: what is right is read whole, what is wrong is told whole."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.config import (
    load_config,
    load_entities,
    load_sources,
    load_topics,
    source_from,
)
from digests.documents import document
from digests.errors import ConfigError
from digests.model import Entity, Source
from digests.topics import TopicMatcher
from tests.shared import ROOT

SHIPPED = ROOT / "config"
SOURCE = '[[source]]\nid = "lab"\noutlet = "Lab"\nurl = "https://lab.example/feed"\n'
TOPIC = '[[topic]]\nslug = "chips"\nnames = { en = "Chips", zh = "芯片" }\nany = ["GPU"]\n'
ENTITIES = '[organisation]\nlanyu = { name = "Lanyu", aliases = ["蓝屿"] }\n'


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def folder(
    path: Path, sources: str = SOURCE, topics: str = TOPIC, entities: str = ENTITIES
) -> Path:
    written(path / "sources.toml", sources)
    written(path / "topics.toml", topics)
    written(path / "entities.toml", entities)
    return path


def mistakes(path: Path) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load_config(path)
    return str(caught.value).splitlines()[1:]


def test_a_source_has_defaults(tmp_path: Path) -> None:
    """Only id, outlet and url are needed: the rest is an English press feed."""
    (source,) = load_sources(written(tmp_path / "sources.toml", SOURCE))
    assert source == Source(id="lab", outlet="Lab", url="https://lab.example/feed")
    assert (source.kind, source.language, source.origin_kind) == ("feed", "en", "press")


def test_a_page_keeps_its_selectors_in_order(tmp_path: Path) -> None:
    """Selectors become pairs in the order of the file."""
    text = SOURCE + 'kind = "page"\nselectors = { entry = "article", link = "h2 a" }\n'
    (source,) = load_sources(written(tmp_path / "sources.toml", text))
    assert source.selectors == (("entry", "article"), ("link", "h2 a"))


def test_a_topic_has_its_names_by_language(tmp_path: Path) -> None:
    """A name is given in the language asked for, else the first."""
    (topic,) = load_topics(written(tmp_path / "topics.toml", TOPIC))
    assert (topic.name("zh"), topic.name("fr")) == ("芯片", "Chips")


def test_an_entity_has_its_kind_from_the_table_and_its_id_from_the_key(tmp_path: Path) -> None:
    """`[organisation]` and the key stand in for two keys of every entry."""
    (entity,) = load_entities(written(tmp_path / "entities.toml", ENTITIES))
    assert entity == Entity(id="lanyu", name="Lanyu", kind="organisation", aliases=("蓝屿",))


def test_all_mistakes_of_all_files_come_in_one_error(tmp_path: Path) -> None:
    """A line a mistake, each naming file, entry and key, in one ConfigError."""
    sources = (
        SOURCE + '[[source]]\nid = "two"\nurl = "lab.example"\nlanguage = "english"\nrss = 1\n'
    )
    topics = TOPIC + 'entities = ["lanyu", "nobody"]\n[[topic]]\nnames = { en = "X" }\n'
    entities = ENTITIES + '[product]\ncomet = { aliases = ["彗星"] }\n'
    found = mistakes(folder(tmp_path, sources, topics, entities))
    starts = [
        'sources.toml: source "two": outlet: is missing',
        'sources.toml: source "two": url: "lab.example" is not an address',
        'sources.toml: source "two": language: "english" is not a language',
        'sources.toml: source "two": rss: is not known here',
        "topics.toml: topic number 2: slug: is missing",
        'topics.toml: topic "chips": entities: "nobody" is not in entities.toml',
        'entities.toml: entity "comet": name: is missing',
    ]
    assert len(found) == len(starts)
    assert all(line.startswith(start) for line, start in zip(found, starts, strict=True))


@pytest.mark.parametrize(
    ("line", "key", "said"),
    [
        ('url = "https://me:secret@lab.example/"', "url", "has a user name or password"),
        ('url = "ftp://lab.example/"', "url", "beginning with https://"),
        ('url = "https://lab.example/a b"', "url", "has a space in it"),
        ('url = "https://lab.example:http/"', "url", "check its host and port"),
        ('url = "https://[::1/"', "url", "check its host and port"),
        ('kind = "rss"', "kind", "must be one of 'feed', 'sitemap' or 'page'"),
        ('origin_kind = "news"', "origin_kind", "must be one of"),
        ('language = "cn"', "language", "two-letter code"),
        ('tags = "chips"', "tags", "must be a list"),
        ('tags = ["Chips"]', "tags.1", "small letters"),
        ("outlet = 7", "outlet", "must be text in quotes"),
        ('outlet = ""', "outlet", "is empty"),
        ('outlet = " Lab"', "outlet", "has a space before or after it"),
        ('kind = "page"\nselectors = { entry = "a[" }', "selectors", "is not a CSS selector"),
        (
            'kind = "page"\nselectors = { enrty = "a" }',
            "selectors",
            "enrty is not known for a page",
        ),
        ('selectors = { entry = "a" }', "selectors", "entry is not known for a feed"),
        ('kind = "sitemap"\nselectors = { match = "(" }', "selectors", "not a regular expression"),
        ('kind = "sitemap"\nselectors = { path = "/" }', "selectors", "path is not known for a"),
        ('selectors = "a"', "selectors", "must be a table"),
    ],
)
def test_a_wrong_key_of_a_source_is_named(tmp_path: Path, line: str, key: str, said: str) -> None:
    """The key of the file and what to do about it are in the one line of the mistake."""
    name = line.split(" =")[0]
    kept = "".join(one + "\n" for one in SOURCE.splitlines() if not one.startswith(f"{name} ="))
    (found,) = mistakes(folder(tmp_path, sources=f"{kept}{line}\n"))
    assert found.startswith(f'sources.toml: source "lab": {key}: ')
    assert said in found
    assert "secret" not in found


@pytest.mark.parametrize(
    ("topics", "key", "said"),
    [
        (TOPIC.replace('any = ["GPU"]', 'must = ["GPU"]'), "any", "would find nothing"),
        (TOPIC.replace("zh =", "cn ="), "names.cn", "two-letter code"),
        (TOPIC.replace('{ en = "Chips", zh = "芯片" }', "{}"), "names", "is empty"),
        (TOPIC + "not = []\n", "not", "is not known here"),
        (TOPIC + TOPIC.replace("Chips", "X").replace("芯片", "乙"), "slug", "stands 2 times"),
        (TOPIC + TOPIC.replace('"chips"', '"other"'), "aliases", 'also stands at topic "chips"'),
    ],
)
def test_a_wrong_topic_is_told(tmp_path: Path, topics: str, key: str, said: str) -> None:
    """Topics that find nothing, or that can't be told apart, are mistakes."""
    found = mistakes(folder(tmp_path, topics=topics))
    assert any(f": {key}: " in line and said in line for line in found)


@pytest.mark.parametrize(
    ("entities", "said"),
    [
        (ENTITIES + ENTITIES, "entities.toml: is not TOML, or has a key twice"),
        (ENTITIES + 'LANYU = { name = "X" }\n', "small letters"),
        (ENTITIES + 'two = { name = "蓝屿" }\n', '"蓝屿" also stands at entity "lanyu"'),
        (ENTITIES + 'two = { name = "LANYU" }\n', 'also stands at entity "lanyu"'),
        (ENTITIES + '[person]\nlanyu = { name = "X" }\n', "stands 2 times"),
        (ENTITIES + 'two = { name = "X", kind = "person" }\n', "[organisation] and the key say it"),
        (ENTITIES + 'two = "X"\n', "must be { name"),
        (ENTITIES + "two = { name = 'X', exact = 'yes' }\n", "must be true or false"),
        ('[company]\nx = { name = "X" }\n', "company: is not known here"),
    ],
)
def test_a_wrong_entity_is_told(tmp_path: Path, entities: str, said: str) -> None:
    """Two entities can't share an id or a name in any case; kinds are three."""
    found = mistakes(folder(tmp_path, entities=entities))
    assert any(said in line for line in found)


def test_two_sources_of_one_address_are_told(tmp_path: Path) -> None:
    """An address that is read twice would count twice."""
    (found,) = mistakes(folder(tmp_path, sources=SOURCE + SOURCE.replace('"lab"', '"two"')))
    assert 'source "two": url: ' in found
    assert 'also stands at source "lab"' in found


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        ("[source]\nid = 'x'\n", "source: must be a list: write [[source]]"),
        ("[[sources]]\nid = 'x'\n", "sources: is not known here"),
        ("source = [1]\n", "must be a list"),
        ("source =\n", "is not TOML"),
    ],
)
def test_a_file_of_another_form_is_told(tmp_path: Path, sources: str, said: str) -> None:
    """What is wrong around the entries is told like what is wrong in them."""
    assert any(said in line for line in mistakes(folder(tmp_path, sources=sources)))


def test_a_file_that_is_missing_or_not_utf8_is_told(tmp_path: Path) -> None:
    """A file that can't be read hides nothing of the others."""
    folder(tmp_path)
    (tmp_path / "sources.toml").unlink()
    (tmp_path / "topics.toml").write_bytes("slug = 'é'".encode("latin-1"))
    first, second = mistakes(tmp_path)
    assert first.startswith("sources.toml: can't be read")
    assert second == "topics.toml: is not UTF-8: save it as UTF-8"


def test_an_entity_with_a_mistake_is_not_missing_from_topics_too(tmp_path: Path) -> None:
    """One mistake, one line: topics that name a wrong entity are not blamed for it."""
    entities = ENTITIES.replace("name =", "nmae =")
    found = mistakes(folder(tmp_path, topics=TOPIC + 'entities = ["lanyu"]\n', entities=entities))
    assert {line.split(":")[0] for line in found} == {"entities.toml"}


def test_topics_alone_are_checked_against_the_entities_given(tmp_path: Path) -> None:
    """Without entities a topic's are taken as they are; with them each must be there."""
    path = written(tmp_path / "topics.toml", TOPIC + 'entities = ["lanyu"]\n')
    assert load_topics(path)[0].entities == ("lanyu",)
    with pytest.raises(ConfigError, match="lanyu"):
        load_topics(path, [Entity(id="other", name="Other", kind="person")])


def test_a_source_by_hand_is_checked_like_one_of_the_file() -> None:
    """`sources add` says the same of the same mistake."""
    assert source_from({"id": "x", "outlet": "X", "url": "https://x.example/"}).id == "x"
    with pytest.raises(ConfigError, match=r'source "x": url: "x\.example" is not an address'):
        source_from({"id": "x", "outlet": "X", "url": "x.example"})


@given(st.text(max_size=200))
def test_no_text_breaks_the_loader(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """Whatever stands in a file, the answer is topics or a ConfigError."""
    path = tmp_path_factory.getbasetemp() / "topics.toml"
    path.write_text(text, encoding="utf-8", errors="surrogatepass")
    with suppress(ConfigError):
        load_topics(path)


def test_the_shipped_configuration_is_right() -> None:
    """The files of config/ load, are as large as promised and cover both languages."""
    config = load_config(SHIPPED)
    assert len(config.sources) >= 60
    assert len(config.entities) >= 150
    assert {
        "china-ai", "chips", "export-controls", "open-models", "agents", "multimodal", "safety",
        "policy", "funding", "research", "robotics", "enterprise",
    } <= {topic.slug for topic in config.topics}  # fmt: skip
    assert all({"en", "zh"} <= dict(topic.names).keys() for topic in config.topics)
    assert all(any(not a.isascii() for a in topic.aliases) for topic in config.topics)
    assert {source.language for source in config.sources} == {"en", "zh"}


@pytest.mark.parametrize(
    ("title", "text", "topics"),
    [
        ("Beijing backs AI", "A fund in China will pay for AI research labs.", {"china-ai"}),
        ("China's steel output", "Steel mills in China said prices fell.", set()),
        ("AI in Canada", "A Canadian hospital uses AI to read scans.", set()),
        ("DeepSeek hires", "DeepSeek is looking for engineers.", {"china-ai"}),
        ("某市发放算力券", "科技局称首年预算为两亿元。", {"china-ai"}),
        ("BIS tightens export controls", "New rules for chips.", {"export-controls"}),
        ("Licence refused", "Officials refused a licence to ship inference chips.",
         {"export-controls", "chips"}),
        ("She said it again", "He aimed to maintain the main rail line.", set()),
        ("Lab opens the weights", "Its model weights are free to use.", {"open-models"}),
        ("实验室宣布开源新模型", "模型权重开放下载。", {"open-models"}),
        ("Robots on the line", "The humanoid robots lift boxes.", {"robotics"}),
        ("Crawlers read robots.txt", "Sites change robots.txt.", set()),
        ("AI start-up raises a Series B round", "The funding values it at $1bn.", {"funding"}),
        ("Regulator fines AI firm", "The AI Act applies.", {"policy"}),
    ],
)  # fmt: skip
def test_the_shipped_topics_tell_articles_apart(title: str, text: str, topics: set[str]) -> None:
    """Words are words, China is not enough without AI, and a lab's name is enough alone."""
    config = load_config(SHIPPED)
    matcher = TopicMatcher(config.topics, config.gazetteer)
    article = document(text, title=title)
    assert {match.topic for match in matcher.matches(article)} == topics


def test_each_shipped_source_says_where_its_address_was_seen() -> None:
    """An address without a note of where it was seen in use is not shipped."""
    blocks = (SHIPPED / "sources.toml").read_text(encoding="utf-8").split("[[source]]\n")[1:]
    assert all(block.startswith("# seen in: ") for block in blocks)
