"""Which of several readers' texts is taken, and what is said of it."""

import pytest

from index.extract import readers
from index.extract.agreement import likeness, medoid, shingles, support
from index.extract.checked import checked
from index.extract.markup import read_markup

PROSE = [f"This is paragraph {n}, which has quite enough words in it to be taken for prose." for n in range(12)]
PAGE = "<html><body><h1>Lake vanishes</h1>" + "".join(f"<p>{text}</p>" for text in PROSE) + "</body></html>"
OURS, THEIRS = "\n\n".join(PROSE), "\n\n".join(PROSE[:6])


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ("", "", 1.0),
        ("a b c", "", 0.0),
        ("a b c", "A, b – c!", 1.0),
        ("a b c d", "b c d e", 1 / 3),
        ("a b", "a b", 1.0),
        ("湖が消えた", "湖が消えた", 1.0),
        ("湖が消えた", "湖が消える", 0.5),
    ],
)
def test_texts_are_as_alike_as_the_shingles_they_share(one: str, other: str, share: float) -> None:
    assert likeness(shingles(one), shingles(other)) == pytest.approx(share)


def test_the_medoid_is_the_text_most_like_the_others() -> None:
    texts = {name: shingles(text) for name, text in {"a": "x y z", "b": "k l m n o", "c": "k l m n"}.items()}
    assert medoid(texts) == "b"
    assert support("b", texts) == pytest.approx(1 / 3)
    assert support("a", texts) == 0


def test_the_first_of_equals_is_the_medoid() -> None:
    assert medoid({"a": shingles("x y z"), "b": shingles("k l m")}) == "a"
    assert support("a", {"a": shingles("x y z")}) == 0


def answer(monkeypatch: pytest.MonkeyPatch, **texts: str) -> list[str]:
    """Let readers return given texts; the list fills with the names of those that are asked."""
    asked: list[str] = []

    def reader(name: str, text: str):
        return lambda markup: asked.append(name) or text

    for name, text in texts.items():
        monkeypatch.setattr(readers, name, reader(name, text))
    monkeypatch.setattr(readers, "BEST", {"goose3": reader("goose3", texts["trafilatura"])})
    return asked


@pytest.mark.parametrize(
    ("effort", "second", "third", "asked", "body", "told"),
    [
        ("fast", THEIRS, THEIRS, [], OURS, ("main-text", None)),
        ("balanced", OURS, THEIRS, ["resiliparse"], OURS, ("main-text", "1.00")),
        ("balanced", THEIRS, THEIRS, ["resiliparse", "trafilatura"], THEIRS, ("resiliparse", "0.82")),
        ("balanced", THEIRS, OURS, ["resiliparse", "trafilatura"], OURS, ("main-text", "0.82")),
        ("balanced", "", "", ["resiliparse", "trafilatura"], OURS, ("main-text", "0.00")),
        ("best", OURS, OURS, ["resiliparse", "trafilatura"], OURS, ("main-text", "1.00")),
        ("best", OURS, THEIRS, ["resiliparse", "trafilatura", "goose3"], OURS, ("main-text", "0.76")),
    ],
)
def test_others_are_asked_as_far_as_the_effort_goes(monkeypatch, effort, second, third, asked, body, told) -> None:
    called = answer(monkeypatch, resiliparse=second, trafilatura=third)
    article = read_markup(PAGE, effort)
    assert (called, article.body) == (asked, body)
    assert (article.provenance["body"], article.provenance.get("agreement")) == told


def test_a_reader_that_fails_has_no_say(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(markup: str) -> str:
        raise RecursionError

    answer(monkeypatch, resiliparse="", trafilatura=OURS)
    monkeypatch.setattr(readers, "resiliparse", fail)
    assert read_markup(PAGE).provenance["agreement"] == "1.00"


def test_what_is_no_one_elses_size_is_read_alone() -> None:
    article = read_markup(PAGE, "fast")
    assert checked(article, "best", "x" * 2_000_000) is article


def test_marks_of_lists_and_tables_are_no_text() -> None:
    assert readers.ask(lambda _: "- One\n\n| a | b |\n|---|---|\n", "") == ["One", "a | b"]


@pytest.mark.parametrize(
    ("there", "sentence"),
    [(object(), None), (None, "readability-lxml, newspaper4k, goose3: install them by pip install 'pullquote[best]'")],
)
def test_what_best_lacks_is_told_with_the_extra(monkeypatch, there, sentence) -> None:
    monkeypatch.setattr(readers, "find_spec", lambda name: there)
    told = readers.missing()
    assert told == sentence or told.endswith(sentence)


@pytest.mark.parametrize("name", ["resiliparse", "trafilatura"])
def test_the_readers_that_are_always_there_read(name: str) -> None:
    assert set(PROSE) <= set(readers.ask(getattr(readers, name), PAGE))


@pytest.mark.parametrize("name", list(readers.BEST))
def test_the_readers_of_best_read_where_they_are_installed(name: str) -> None:
    pytest.importorskip({"readability-lxml": "readability", "newspaper4k": "newspaper"}.get(name, name))
    assert set(PROSE) <= set(readers.ask(readers.BEST[name], PAGE))
