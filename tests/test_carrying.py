"""Corrections of a file without an id or an address, which is another article once it is edited."""

import json

import pytest

from index.article import Article
from index.building.build import build
from index.building.rebuild import rebuild
from index.manifest import CORRECTIONS
from index.owner import carrying
from index.owner.correcting import correct, undo
from index.owner.corrections import Correction
from index.sources import Source
from search.query import Query
from search.searcher import open_searcher

HARBOUR = (
    "Harbour stays shut\n\nOSTBY — The harbour will stay shut until the dredger has come back from Norport, where it "
    "lies for repairs after a storm.\n\n“We sail at dawn,” said Ada Moor, a skipper who has fished here for years.\n\n"
    "“No,” she said, and Mayor Bo Lind of Ostby stood by and said nothing at all."
)
MARKET = (
    "Market moves indoors\n\nSTRAND — Traders welcomed the hall that was opened on Friday beside the old station "
    "after years of rain.\n\n“We sail at dawn,” said Cy Noor, a fishmonger who reads poems to his customers.\n\n"
    "“No,” he said when he was asked about rents."
)


class Drawer:
    """Saved texts in one file, and their index."""

    def __init__(self, folder, name):
        self.file, self.index = folder / name, folder / "index"

    def write(self, *texts):
        self.file.write_text(texts[0] if self.file.suffix == ".txt" else "".join(map(line, texts)))
        return build([str(self.file)], str(self.index))

    def articles(self):
        with open_searcher(str(self.index)) as searcher:
            found = [searcher.get(hit.id) for hit in searcher.search(Query()).hits]
        return {article.title: article for article in found}

    def quote(self, text, title=None):
        found = self.articles()
        one = found[title] if title else next(iter(found.values()))
        return next(quote for quote in one.quotes if text in quote.text)

    def correct(self, text, title=None, **known):
        name = self.quote(text, title).id
        return correct(str(self.index), name, lambda one: Correction(one.article, one.words, one.number, **known))


def line(text):
    title, _, body = text.partition("\n\n")
    return json.dumps({"title": title, "body": body}) + "\n"


@pytest.fixture
def drawer(tmp_path):
    return Drawer(tmp_path, "harbour.txt")


@pytest.fixture
def export(tmp_path):
    return Drawer(tmp_path, "export.jsonl")


def test_a_correction_follows_an_edited_file(drawer):
    drawer.write(HARBOUR)
    before = (drawer.quote("We sail").id, drawer.correct("We sail", speaker="Bo Lind"))[0]
    for edited in (HARBOUR.replace("a storm", "a gale"), HARBOUR.replace("after a storm", "since May"), HARBOUR):
        done = drawer.write(edited)
        assert (done.updated, done.notes) == (1, [])
        assert drawer.quote("We sail").speaker == "Bo Lind"
        assert (done := drawer.write(edited)).corrected == 0
    assert drawer.quote("We sail").id == before


def test_what_followed_is_undone_and_corrected_anew(drawer):
    drawer.write(HARBOUR)
    drawer.correct("We sail", speaker="Bo Lind")
    drawer.correct("No", is_quote=False)
    drawer.write(HARBOUR.replace("a storm", "a gale"))
    undo(str(drawer.index), drawer.quote("We sail").id)
    assert drawer.quote("We sail").speaker == "Ada Moor"
    assert len(drawer.articles()["Harbour stays shut"].quotes) == 1
    drawer.correct("We sail", speaker="Cy Noor")
    drawer.write(HARBOUR.replace("a storm", "a flood"))
    assert drawer.quote("We sail").speaker == "Cy Noor"
    undo(str(drawer.index), drawer.quote("We sail").id)
    assert drawer.quote("We sail").speaker == "Ada Moor"
    assert (drawer.index / CORRECTIONS).read_text().count("words:") == 1


def test_words_that_were_edited_away_are_told(drawer):
    drawer.write(HARBOUR)
    drawer.correct("We sail", speaker="Bo Lind")
    done = drawer.write(HARBOUR.replace("at dawn", "at noon"))
    (name,) = {article.id for article in drawer.articles().values()}
    assert [note.partition(": ")[2] for note in done.notes] == [
        f"article {name} has no quotation with these words now; the line is kept"
    ]


def test_another_text_in_the_file_is_doubted_where_it_has_the_words(drawer):
    drawer.write(HARBOUR)
    old = drawer.quote("We sail").id.rpartition(".")[0]
    drawer.correct("We sail", speaker="Bo Lind")
    done = drawer.write(MARKET)
    fresh = drawer.quote("We sail")
    assert (fresh.speaker, fresh.confidence, fresh.flags) == ("Cy Noor", 0.6, ("doubted",))
    assert drawer.quote("No").flags == ()
    assert done.notes[0].partition(": ")[2] == (
        f"article {old} is not in the index, and may be {fresh.id.rpartition('.')[0]} of its file now: what is said "
        "there in these words is doubted; the line is kept"
    )
    drawer.correct("We sail", speaker="Cy Noor")
    assert drawer.quote("We sail").flags == ("corrected",)
    undo(str(drawer.index), fresh.id)
    assert drawer.quote("We sail") == fresh
    drawer.write(MARKET.replace("rents", "rain"))
    assert drawer.quote("We sail").flags == ("doubted",)
    (drawer.index / CORRECTIONS).write_text("")
    drawer.write(MARKET.replace("rents", "rain"))
    assert drawer.quote("We sail").flags == ()


def test_of_many_articles_of_a_file_the_edited_one_keeps_its_correction(export):
    other = MARKET.replace("Market", "Second market").replace("poems", "novels").replace("Friday", "Sunday")
    export.write(HARBOUR, MARKET, other)
    export.correct("We sail", "Market moves indoors", speaker="Ann Roe")
    export.write(other, MARKET.replace("moves", "goes"), HARBOUR)
    said = {title: article.quotes[0].speaker for title, article in export.articles().items()}
    assert said.pop("Market goes indoors") == said.pop("Market moves indoors") == "Ann Roe"  # without --prune both stay
    assert said == {"Harbour stays shut": "Ada Moor", "Second market moves indoors": "Cy Noor"}


def test_of_many_articles_one_of_the_same_title_but_another_text_is_doubted(export):
    export.write(HARBOUR, MARKET)
    export.correct("We sail", "Market moves indoors", speaker="Ann Roe")
    export.write(HARBOUR, "Market moves indoors\n\n“We sail at dawn,” said Cy Noor, who sells fish in the new hall.")
    with open_searcher(str(export.index)) as searcher:
        found = [searcher.get(hit.id) for hit in searcher.search(Query()).hits]
    quotes = {article.quotes[0].flags for article in found if article.title.startswith("Market")}
    assert quotes == {("corrected",), ("doubted",)}


def test_two_articles_that_may_be_the_edited_one_are_doubted(export):
    export.write(HARBOUR, MARKET)
    export.correct("We sail", "Market moves indoors", speaker="Ann Roe")
    export.write(HARBOUR, MARKET.replace("moves", "goes"), MARKET.replace("moves", "runs"))
    found = {title: article.quotes[0].flags for title, article in export.articles().items()}
    assert found["Market goes indoors"] == found["Market runs indoors"] == ("doubted",)


def test_a_rebuild_keeps_what_followed(drawer):
    drawer.write(HARBOUR)
    drawer.correct("We sail", speaker="Bo Lind")
    drawer.write(HARBOUR.replace("a storm", "a gale"))
    rebuild(str(drawer.index))
    assert drawer.quote("We sail").speaker == "Bo Lind"
    drawer.file.write_text(HARBOUR.replace("a storm", "a flood"))
    rebuild(str(drawer.index), prune=True)
    assert drawer.quote("We sail").speaker == "Bo Lind"
    drawer.write(HARBOUR.replace("a storm", "May"))
    undo(str(drawer.index), drawer.quote("We sail").id)
    assert drawer.quote("We sail").speaker == "Ada Moor"


def test_a_run_cut_off_after_a_commit_carries_all_the_same(drawer, monkeypatch):
    drawer.write(HARBOUR)
    drawer.correct("We sail", speaker="Bo Lind")

    def cut_off(*_):
        raise OSError("cut off")

    with monkeypatch.context() as patched:
        patched.setattr("index.owner.corrected.Corrected.settle", cut_off)
        with pytest.raises(OSError, match="cut off"):
            drawer.write(HARBOUR.replace("a storm", "a gale"))
    drawer.write(HARBOUR.replace("a storm", "a gale"))
    assert drawer.quote("We sail").speaker == "Bo Lind"


@pytest.fixture
def decided(drawer):
    """Return the drawer with a doubted article of which one quotation was corrected since, and one was not."""
    drawer.write(HARBOUR)
    drawer.correct("We sail", speaker="Bo Lind")
    drawer.correct("No", speaker="Bo Lind")
    drawer.write(MARKET)
    drawer.correct("We sail", speaker="Cy Noor")
    return drawer


def test_what_is_confirmed_of_a_doubted_article_follows_its_next_edit(decided):
    decided.write(MARKET.replace("rents", "rain"))
    assert decided.quote("We sail").flags == ("corrected",)
    assert decided.quote("No").flags == ("doubted",)


def test_of_a_doubted_article_the_lines_are_told_that_nobody_has_decided(decided):
    (note,) = decided.write(MARKET).notes
    assert ", line 3: " in note


def test_articles_without_a_title_do_not_share_one(export):
    export.write(HARBOUR, "\n\n“We sail at dawn,” said Cy Noor, a fishmonger who reads poems.")
    export.correct("We sail", "", speaker="Ann Roe")
    export.write(HARBOUR, "\n\n“We sail at dawn,” said Eve Holt, whom nobody had asked about the tide.")
    with open_searcher(str(export.index)) as searcher:
        found = [searcher.get(hit.id) for hit in searcher.search(Query()).hits]
    assert {article.quotes[0].flags for article in found if not article.title} == {("corrected",), ()}


def test_what_was_edited_already_is_not_what_comes_later(export):
    export.write(HARBOUR, MARKET)
    export.correct("We sail", "Market moves indoors", speaker="Ann Roe")
    export.write(HARBOUR, MARKET.replace("moves", "goes"))
    export.write(HARBOUR, MARKET.replace("moves", "goes"), MARKET.replace("moves", "runs"))
    assert export.quote("We sail", "Market goes indoors").speaker == "Ann Roe"
    assert export.quote("We sail", "Market runs indoors").speaker == "Cy Noor"


def test_a_correction_that_two_swapped_texts_leave_behind_is_told(tmp_path):
    first, other = Drawer(tmp_path, "a.txt"), Drawer(tmp_path, "b.txt")
    for one, text in ((first, HARBOUR), (other, MARKET)):
        one.write(text)
    for title in first.articles():
        first.correct("We sail", title, speaker="Ann Roe")
    first.file.write_text(MARKET)
    other.file.write_text(HARBOUR)
    done = build([str(first.file), str(other.file)], str(first.index))
    flags = {title: article.quotes[0].flags for title, article in first.articles().items()}
    assert flags == {"Harbour stays shut": ("corrected",), "Market moves indoors": ("doubted",)}
    (note,) = done.notes
    assert note.endswith("is not in the index; the line is kept")


def test_an_edited_article_is_compared_with_few_of_thousands(monkeypatch):
    compared = []
    monkeypatch.setattr(carrying, "_are_alike", lambda *both: compared.append(both) or True)
    bodies = [" ".join(f"word{n}x{m}" for m in range(40)) + " all rights are kept by us" for n in range(200)]
    known = {f"old{n}": {"file": "a", "title": "News", "runs": carrying._runs(body)} for n, body in enumerate(bodies)}
    carried, before = carrying.Carrying({}, known), Source.of(None, known)
    for n, body in enumerate(bodies):
        carried.see(Article(id=f"new{n}", title="News", body=f"{body} and more", file="a"), before)
    assert len(compared) == 200
    carried.passed("a", [f"new{n}" for n in range(200)], before)
    assert carried.names("new7") == ("old7", "new7")


def test_a_title_that_all_of_a_file_have_tells_nothing():
    known = {f"old{n}": {"file": "a", "title": "News", "runs": [n]} for n in range(50)}
    carried, before = carrying.Carrying({}, known), Source.of(None, known)
    for n in range(50):
        carried.see(Article(id=f"new{n}", title="News", body=f"the {n} boats of Norport are late", file="a"), before)
    assert carried.passed("a", [f"new{n}" for n in range(50)], before) == []
