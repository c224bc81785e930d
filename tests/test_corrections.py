"""What a person knows better of quotations, and that it lasts."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from index.article import UNCHECKED, Article
from index.building.build import build
from index.building.rebuild import rebuild
from index.errors import IndexUnavailable, PullquoteError
from index.manifest import CORRECTIONS
from index.owner.correcting import correct, undo
from index.owner.corrections import Correction, read_corrections
from index.owner.following import DOUBTED
from index.owner.originals import CORRECTED
from index.quotes import extract_quotes
from index.quotes.confidence import CONFIDENCE
from index.writer import open_writer
from search.query import Query
from search.searcher import open_searcher
from web.cli import main

BODY = (
    "OSTBY — The harbour will stay shut, the mayor said on Monday.\n\n"
    "“We sail at dawn,” said Ada Moor, a skipper. “The fish do not wait.”\n\n"
    "“No,” she said. Mayor Bo Lind of Ostby stood by.\n\n“No,” he said, and left for the “Best in Show” fair."
)


class Library:
    """Saved articles and their index."""

    def __init__(self, folder: Path) -> None:
        self.file, self.index = folder / "news.jsonl", folder / "index"
        self.write(BODY)
        self.build()

    def write(self, body: str) -> None:
        articles = [{"id": "a", "title": "Harbour", "body": body}, {"id": "b", "title": "Other", "body": "Words."}]
        self.file.write_text("".join(json.dumps(one) + "\n" for one in articles))

    def build(self):
        return build([str(self.file)], str(self.index))

    def lines(self, *lines):
        (self.index / CORRECTIONS).write_text("".join(f"{line}\n" for line in lines))

    def quotes(self):
        with open_searcher(str(self.index)) as searcher:
            return {quote.id: quote for quote in searcher.get("a").quotes}

    def said(self):
        return {name: quote.speaker for name, quote in self.quotes().items()}

    def correct(self, quote_id, **known):
        return correct(str(self.index), quote_id, lambda one: Correction(one.article, one.words, one.number, **known))


@pytest.fixture
def library(tmp_path):
    return Library(tmp_path)


def test_a_speaker_is_set_at_once(library):
    (first, *_) = library.quotes().values()
    library.correct(first.id, speaker="Bo Lind", role="mayor of Ostby")
    fresh = library.quotes()[first.id]
    assert (fresh.speaker, fresh.role, fresh.source_type, fresh.told_to) == ("Bo Lind", "mayor of Ostby", "named", None)
    assert (fresh.confidence, fresh.rule, fresh.flags) == (1.0, "corrected", (*first.flags, "corrected"))
    assert (fresh.text, fresh.parts, fresh.id) == (first.text, first.parts, first.id)
    assert BODY[fresh.mention.start : fresh.mention.end] == fresh.mention.text == "Bo Lind"
    with open_searcher(str(library.index)) as searcher:
        assert searcher.search(Query(speakers=("Bo Lind",))).total.value == 1


def test_a_name_that_is_nowhere_in_the_article_is_no_mention(library):
    library.correct("a.q1", speaker="Cy Noor")
    assert library.quotes()["a.q1"].mention is None


OFFICES = (
    "“The dredger has come back,” said harbour master Cy Noor.\n\nMayor Bo Lind of Ostby, a baker by trade, stood by. "
    "“We sail at dawn,” said Ada Moor, a skipper. “No,” he said. Ann Roe came late."
)


@pytest.mark.parametrize(
    ("speaker", "role"), [("Bo Lind", "Mayor"), ("Cy Noor", "harbour master"), ("Ann Roe", None), ("Eve Holt", None)]
)
def test_a_speaker_has_the_role_that_the_article_tells(library, speaker, role):
    library.write(OFFICES)
    library.build()
    library.correct("a.q2", speaker=speaker)
    assert library.quotes()["a.q2"].role == role


def test_a_given_role_holds_against_what_the_article_tells(library):
    library.write(OFFICES)
    library.build()
    library.correct("a.q2", speaker="Bo Lind", role="baker")
    assert library.quotes()["a.q2"].role == "baker"


@pytest.mark.parametrize("kind", ["unnamed", "organisation"])
def test_what_is_no_person_has_no_role_of_one(library, kind):
    library.write(OFFICES)
    library.build()
    library.correct("a.q2", speaker="Bo Lind", source_type=kind)
    assert library.quotes()["a.q2"].role is None


def test_a_speaker_is_confirmed(library):
    before = library.quotes()["a.q1"]
    library.correct("a.q1", speaker=before.speaker)
    fresh = library.quotes()["a.q1"]
    assert (fresh.mention, fresh.role, fresh.source_type) == (before.mention, before.role, before.source_type)
    assert fresh.confidence == 1.0


def test_a_speaker_is_unknown(library):
    library.correct("a.q1")
    fresh = library.quotes()["a.q1"]
    assert (fresh.speaker, fresh.mention, fresh.role, fresh.source_type) == (None, None, None, None)
    assert fresh.rule == "corrected"


def test_what_is_no_quote_goes_and_the_others_keep_their_ids(library):
    before = library.quotes()
    library.correct("a.q1", is_quote=False)
    assert library.quotes() == {name: quote for name, quote in before.items() if name != "a.q1"}


@pytest.mark.parametrize("known", [{"speaker": "Bo Lind"}, {}, {"is_quote": False}])
def test_all_is_undone(library, known):
    before = library.quotes()
    library.correct("a.q1", **known)
    assert library.quotes() != before
    undo(str(library.index), "a.q1")
    assert library.quotes() == before
    assert "article:" not in (library.index / CORRECTIONS).read_text()
    assert (library.build().corrected, library.quotes()) == (0, before)


def test_the_last_correction_holds(library):
    library.correct("a.q1", is_quote=False)
    library.correct("a.q1", speaker="Bo Lind")
    assert library.said()["a.q1"] == "Bo Lind"
    assert (library.index / CORRECTIONS).read_text().count("article:") == 1


def test_equal_words_are_told_apart(library):
    same = [name for name, quote in library.quotes().items() if quote.text == "No,"]
    library.correct(same[1], speaker="Cy Noor")
    assert [library.said()[name] for name in same] == ["Ada Moor", "Cy Noor"]
    assert "number: 2" in (library.index / CORRECTIONS).read_text()


SHE = (
    "OSTBY — Ada Moor and Bea Lind met on Monday.\n\n“The fish do not wait,” she said, and called the quay “a ruin.”"
    "\n\n“Nor do we,” she said.\n\nBea Lind shrugged. “Wait and see,” she said."
)


def of_body(library, body):
    library.write(body)
    library.build()
    return {quote.text: name for name, quote in library.quotes().items()}


def told(quote):
    return quote.speaker, quote.mention.text, quote.cue


def test_what_rests_on_the_very_same_pronoun_follows(library):
    body = "Ada Moor met Bea Lind.\n\nShe called the quay “a ruin” and “a shame for all of us.”"
    ids = of_body(library, body)
    before = library.quotes()[ids["a shame for all of us."]]
    library.correct(ids["a ruin"], speaker="Cy Noor", role="pilot")
    fresh = library.quotes()[before.id]
    assert (told(fresh), fresh.role) == (("Cy Noor", *told(before)[1:]), "pilot")
    assert (fresh.confidence, fresh.rule, fresh.flags[-1]) == (CONFIDENCE[before.rule], before.rule, "corrected")
    assert fresh.confidence > before.confidence  # it was not sure whom the pronoun means
    undo(str(library.index), ids["a ruin"])
    assert library.quotes()[before.id] == before


def test_a_quotation_that_is_corrected_itself_follows_no_other(library):
    ids = of_body(library, "Ada Moor met Bea Lind.\n\nShe called the quay “a ruin” and “a shame for all of us.”")
    library.correct(ids["a shame for all of us."], speaker="Bo Lind")
    library.correct(ids["a ruin"], speaker="Cy Noor")
    assert library.said()[ids["a shame for all of us."]] == "Bo Lind"


def test_who_a_surname_is_holds_for_the_whole_article(library):
    ids = of_body(library, "“No,” Moor said.\n\n“Why should we?” said Moor. Bo Lind stood by. “Because,” Lind said.")
    assert [*library.said().values()] == ["Moor", "Moor", "Bo Lind"]
    library.correct(ids["Why should we?"], speaker="Ada Moor")
    with pytest.raises(PullquoteError, match="follows another one"):
        undo(str(library.index), ids["No,"])
    first, second, third = library.quotes().values()
    assert (told(first), told(second)) == (("Ada Moor", "Moor", "said"),) * 2
    assert (first.confidence < 1.0, second.confidence, third.speaker) == (True, 1.0, "Bo Lind")


@pytest.mark.parametrize("name", ["Ada Moor", "Pat Moor"])
def test_mr_moor_does_not_follow_mrs_moor(library, name):
    ids = of_body(library, "“No,” said Mrs. Moor.\n\n“Why?” said Mr. Moor.\n\n“Never,” said Moor.")
    library.correct(ids["No,"], speaker=name)
    assert [*library.said().values()] == [name, "Moor", name]


def test_mr_moor_does_not_follow_a_woman_of_this_name(library):
    ids = of_body(library, "“No,” said Moor.\n\n“Why?” said Mr. Moor.")
    library.correct(ids["No,"], speaker="Susan Moor")
    assert [*library.said().values()] == ["Susan Moor", "Moor"]


def test_a_fuller_name_makes_no_other_pronoun_sure(library):
    ids = of_body(library, "“No,” Moor said. Lind nodded.\n\n“Why?” she said.\n\n“Right,” Lind said.")
    before = library.quotes()[ids["Why?"]]
    library.correct(ids["Right,"], speaker="Bea Lind")
    fresh = library.quotes()[ids["Why?"]]
    assert (before.speaker, fresh.speaker, fresh.confidence, fresh.flags) == ("Lind", "Bea Lind", before.confidence, ())


def test_a_given_name_is_no_pronoun_that_another_speaker_keeps(library):
    ids = of_body(library, "Ada Moor met Bea Lind.\n\n“A ruin,” Ada said, and called the quay “a shame for all of us.”")
    library.correct(ids["A ruin,"], speaker="Cy Noor")
    assert (library.quotes()[ids["A ruin,"]].mention, library.quotes()[ids["A ruin,"]].cue) == (None, None)
    assert library.said()[ids["a shame for all of us."]] == "Ada Moor"


def test_what_rests_on_the_very_same_description_follows(library):
    ids = of_body(library, "A driver called the quay “a ruin” and “a shame for all of us.”")
    library.correct(ids["a ruin"], speaker="Ada Moor")
    assert [told(quote)[:2] for quote in library.quotes().values()] == [("Ada Moor", "A driver")] * 2


def test_where_corrections_part_a_surname_none_follows(library):
    ids = of_body(library, "“No,” Moor said.\n\n“Why?” said Moor.\n\n“Never,” said Moor.")
    library.correct(ids["No,"], speaker="Ada Moor")
    library.correct(ids["Why?"], speaker="Bo Moor")
    last = library.quotes()[ids["Never,"]]
    assert (last.speaker, last.confidence < UNCHECKED, last.flags) == ("Moor", True, ("doubted",))


def test_another_pronoun_that_was_read_as_the_corrected_one_is_doubted(library):
    ids = of_body(library, SHE)
    first, second, last = (ids[text] for text in ("The fish do not wait,", "Nor do we,", "Wait and see,"))
    before = library.quotes()
    assert before[first].speaker == before[second].speaker
    library.correct(first, speaker="Cy Noor")
    fresh = library.quotes()
    assert (fresh[second].speaker, fresh[second].flags) == (before[second].speaker, ("doubted",))
    assert fresh[second].confidence < UNCHECKED
    assert fresh[last] == before[last]


def test_what_rests_on_a_name_stays(library):
    before = library.quotes()
    library.correct("a.q1", speaker="Bo Lind")  # `she` is still Ada Moor, whom the words before name
    assert library.quotes()["a.q2"] == before["a.q2"]


def test_another_speaker_takes_no_verb_of_the_old_one(library):
    library.correct("a.q1", speaker="Bo Lind")
    assert library.quotes()["a.q1"].cue is None
    library.correct("a.q2", speaker="Bea Lind")
    assert told(library.quotes()["a.q2"]) == ("Bea Lind", "she", "said")


def test_corrections_last(library):
    library.correct("a.q1", speaker="Bo Lind")
    kept = library.quotes()
    assert (library.build().unchanged, library.quotes()) == (2, kept)
    library.write(BODY)  # read again, the same
    (library.index / "files.json").unlink()
    done = library.build()
    assert (done.unchanged, done.updated, library.quotes()) == (2, 0, kept)
    rebuild(str(library.index))
    assert library.quotes() == kept
    undo(str(library.index), "a.q1")
    assert library.said()["a.q1"] == "Ada Moor"


def test_a_correction_follows_its_words_to_a_new_text(library):
    library.correct("a.q1", speaker="Bo Lind")
    library.write(BODY.replace("We sail at dawn", "We sail at noon"))
    assert library.build().updated == 1
    assert library.said()["a.q1"] == "Ada Moor"  # other words now
    library.write("“New,” said Ann Roe.\n\n" + BODY.replace("“We sail", "“We  SAIL"))
    library.build()
    assert library.said()["a.q2"] == "Bo Lind"
    undo(str(library.index), "a.q2")
    assert library.said()["a.q2"] == "Ada Moor"


NO = '"No," said Ida Ruiz.\n\nThe chair nodded. "No," said Abel Lund.'


def test_a_correction_of_short_words_does_not_move_to_another_speaker(library):
    library.write(NO)
    library.build()
    library.correct("a.q1", speaker="Cara Voss")
    library.write('"No," said Mina Holm, who came later.\n\n' + NO)
    notes = library.build().notes
    assert list(library.said().values()) == ["Mina Holm", "Ida Ruiz", "Abel Lund"]
    assert all(DOUBTED in quote.flags for quote in library.quotes().values())
    assert any("the words were Ida Ruiz's, and in article a Mina Holm's now" in note for note in notes)


def corrected_then_said_by(library, name, **known):
    """Correct the first of the words, and have somebody else say them in the article then."""
    library.write(NO)
    library.build()
    library.correct("a.q1", **known)
    library.write(NO.replace("Ida Ruiz", name))
    library.build()


def test_what_is_doubted_so_is_corrected_anew_or_undone(library):
    corrected_then_said_by(library, "Mina Holm", speaker="Cara Voss")
    library.correct("a.q1", speaker="Eva Lind")
    assert library.said() == {"a.q1": "Eva Lind", "a.q2": "Abel Lund"}
    undo(str(library.index), "a.q1")
    assert [quote.flags for quote in library.quotes().values()] == [(), ()]


def test_a_quotation_that_is_none_hides_no_other_speakers_words(library):
    corrected_then_said_by(library, "Mina Holm", is_quote=False)
    assert library.said() == {"a.q1": "Mina Holm", "a.q2": "Abel Lund"}


def test_a_reader_that_finds_the_given_speaker_by_itself_agrees(library):
    corrected_then_said_by(library, "Cara Voss", speaker="Cara Voss")
    assert library.quotes()["a.q1"].confidence == 1.0


def test_files_of_the_users_own_beside_corrections_stay(library, tmp_path):
    own = [tmp_path / "own" / name for name in ("notes.txt", "notes.before", "notes.new", "notes.txt0.new")]
    own[0].parent.mkdir()
    for path in own:
        path.write_text("# mine\n")
    (library.index / CORRECTIONS).symlink_to(own[0])
    library.correct("a.q1", speaker="Bo Lind")
    assert [path.read_text() for path in own[1:]] == ["# mine\n"] * 3
    assert sorted(own[0].parent.iterdir()) == sorted(own)


def test_a_correction_that_makes_the_file_too_long_is_refused(library):
    (library.index / CORRECTIONS).write_text(("# ".ljust(999, "x") + "\n") * 20_000)
    before = (library.index / CORRECTIONS).read_bytes()
    with pytest.raises(PullquoteError, match="would have more than 20 MB"):
        library.correct("a.q1", speaker="Bo Lind")
    assert (library.index / CORRECTIONS).read_bytes() == before


def test_a_corrected_article_that_is_exported_is_corrected_where_it_is_read(library, tmp_path):
    library.correct("a.q1", speaker="Bo Lind")
    exported = CliRunner().invoke(main, ["export", "--format", "jsonl", "--index", str(library.index)]).stdout
    (tmp_path / "given.jsonl").write_text(exported)
    build([str(tmp_path / "given.jsonl")], str(tmp_path / "other"))
    correct(str(tmp_path / "other"), "a.q1", lambda one: replace(one, speaker="Eva Lind"))
    undo(str(tmp_path / "other"), "a.q1")
    with open_searcher(str(tmp_path / "other")) as searcher:
        assert next(quote.speaker for quote in searcher.get("a").quotes) == "Bo Lind"


def test_a_line_written_by_hand_comes_in_with_the_next_index(library):
    words = library.quotes()["a.q1"].text
    library.lines("# mine", "", f"article: a | speaker: Bo Lind | told to: Ostby Post | words: {words.upper()}")
    done = library.build()
    assert (done.corrected, done.unchanged, done.notes) == (1, 2, [])
    fresh = library.quotes()["a.q1"]
    assert (fresh.speaker, fresh.told_to) == ("Bo Lind", "Ostby Post")
    assert library.build().corrected == 0
    library.lines("# mine")
    assert library.build().corrected == 1
    assert library.said()["a.q1"] == "Ada Moor"


def test_what_is_found_no_more_is_told_and_kept(library):
    lines = ["article: a | speaker unknown | words: Never said", "article: x | not a quote | words: No"]
    library.lines(*lines)
    done = library.build()
    assert [note.partition(": ")[2] for note in done.notes] == [
        "article a has no quotation with these words now; the line is kept",
        "article x is not in the index; the line is kept",
    ]
    assert f"{library.index / CORRECTIONS}, line 1" in done.notes[0]
    library.correct("a.q1", speaker="Bo Lind")
    assert (library.index / CORRECTIONS).read_text().splitlines()[:2] == lines


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("speaker: Bo Lind | words: No", "names an article"),
        ("article: a | speaker: Bo Lind", "names an article"),
        ("article: a | words: No", "has one of"),
        ("article: a | speaker: | words: No", "has one of"),
        ("article: a | speaker unknown | not a quote | words: No", "has one of"),
        ("article: a | speaker: Bo | speaker unknown | words: No", "has one of"),
        ("article: a | colour: red | speaker: Bo | words: No", "has one of"),
        ("article: a | number: two | speaker: Bo | words: No", "a number is"),
        ("article: a | number: 0 | speaker: Bo | words: No", "a number is"),
        (f"article: a | number: {'9' * 5000} | speaker: Bo | words: No", "a number is"),
        ("article: a | speaker: Bo | speaker: Ann | words: No", "one thing twice"),
        ("article: a | number: 1 | number: 2 | speaker: Bo | words: No", "one thing twice"),
        ("article: a | not a quote | role: mayor | words: No", "contradict each other"),
        ("article: a | speaker unknown | source type: named | words: No", "contradict each other"),
        ("article: a | speaker: Bo\x1b[2J | words: No", "a control character"),
        ("article: a | source type: odd | speaker: Bo | words: No", "a source type one of"),
        ("article: a | speaker: \udcff | words: No", "in UTF-8"),
    ],
)
def test_a_bad_line_is_named_and_costs_no_other(library, line, reason):
    good = "article: a | speaker unknown | words: We sail at dawn, The fish do not wait."
    (library.index / CORRECTIONS).write_bytes(f"{line}\n{good}\n".encode("utf-8", "surrogateescape"))
    found = read_corrections(library.index)
    assert [one.article for one in found.read.values()] == ["a"]
    (warning,) = found.warnings
    assert f"{library.index / CORRECTIONS}, line 1: " in warning
    assert reason in warning
    assert warning in library.build().notes


@pytest.mark.parametrize(
    "one",
    [
        Correction("a", "Words | and: more # of them", speaker="Bo: Lind"),
        Correction("a", "Words", number=3, speaker="Bo", role="mayor", told_to="Post", source_type="unnamed"),
        Correction("a", "Words"),
        Correction("a", "Words", told_to="Post"),
        Correction("a", "Words", is_quote=False),
    ],
)
def test_a_line_is_read_back(tmp_path, one):
    (tmp_path / CORRECTIONS).write_text(f"\ufeff# head\r\n{one.line}\r\n")
    assert read_corrections(tmp_path).read == {1: one}


@pytest.mark.parametrize(
    ("quote_id", "line"),
    [
        ("a.q99", "article a has only a.q1 to a.q"),
        ("b.q1", "article b has none"),
        ("nowhere.q1", "`pullquote review` lists"),
        ("", "`pullquote review` lists"),
    ],
)
def test_a_quotation_that_is_not_there(library, quote_id, line):
    with pytest.raises(PullquoteError, match=f"there is no quotation {quote_id}.*{line}"):
        library.correct(quote_id, speaker="Bo Lind")
    assert not (library.index / CORRECTIONS).exists()


def test_of_many_bad_lines_the_first_are_named(tmp_path):
    (tmp_path / CORRECTIONS).write_text("nothing\n" * 200_000)
    *first, last = read_corrections(tmp_path).warnings
    assert (len(first), last) == (100, f"199,900 more lines of {tmp_path / CORRECTIONS} are left out")


def test_what_is_not_corrected_cannot_be_undone(library):
    with pytest.raises(PullquoteError, match="is not corrected"):
        undo(str(library.index), "a.q1")


@pytest.mark.parametrize("name", ["Bo | Lind", "Bo\nLind", "Bo\x1b[2J"])
def test_a_name_that_no_line_can_hold_is_refused(library, name):
    with pytest.raises(PullquoteError, match="cannot be kept"):
        library.correct("a.q1", speaker=name)


def test_no_index_is_made_by_correcting(tmp_path):
    with pytest.raises(IndexUnavailable):
        undo(str(tmp_path / "nowhere"), "a.q1")
    assert not (tmp_path / "nowhere").exists()


def test_a_cut_off_run_leaves_what_undoes(library, monkeypatch):
    before = library.quotes()
    library.correct("a.q1", speaker="Bo Lind")
    library.write(BODY + "\n\n“More,” said Ann Roe.")
    monkeypatch.setattr("index.columnar.writer.write_manifest", lambda *_: (_ for _ in ()).throw(OSError("cut off")))
    with pytest.raises(OSError, match="cut off"):
        library.build()
    monkeypatch.undo()
    library.lines()
    library.build()
    assert {name: library.quotes()[name] for name in before} == before


def lose(library):
    (library.index / CORRECTED).unlink()


def spoil(library):
    (library.index / CORRECTED).write_text("{")


THRICE = "\n\n".join(f"“No comment today,” said {name}." for name in ("Ada Moor", "Bo Lind", "Cy Noor"))


@pytest.mark.parametrize("lost", [lose, spoil])
def test_without_what_was_remembered_no_other_quotation_goes(library, lost):
    library.write(THRICE)
    library.build()
    before = library.quotes()
    library.correct("a.q1", is_quote=False)
    kept = library.quotes()
    for _ in range(3):
        lost(library)
        with pytest.raises(PullquoteError, match=f"is lost: `pullquote index` of {library.file} reads it again"):
            library.correct("a.q2", speaker="Ann Roe")
        assert (library.build().corrected, library.quotes()) == (0, kept)
    library.correct("a.q2", speaker="Ann Roe")
    undo(str(library.index), "a.q2")
    assert library.quotes() == kept
    undo(str(library.index), "a.q1")
    assert library.quotes() == before


def test_without_what_was_remembered_and_its_file_an_article_stays_as_it_is(library):
    library.write(THRICE)
    library.build()
    library.correct("a.q1", is_quote=False)
    kept, text = library.quotes(), library.file.read_text()
    lose(library)
    library.file.unlink()
    for _ in range(2):
        done = build([str(library.file.parent)], str(library.index))
        assert (done.corrected, library.quotes()) == (0, kept)
        assert any("stays as it is until its file is read again" in note for note in done.notes)
    library.file.write_text(text)
    library.build()
    undo(str(library.index), "a.q1")
    assert len(library.quotes()) == 3


def test_a_run_cut_off_deletes_no_other_quotation(library, monkeypatch):
    library.write(THRICE)
    library.build()
    library.correct("a.q1", is_quote=False)
    kept = library.quotes()
    library.write(THRICE + "\n\nMore.")
    monkeypatch.setattr("index.columnar.writer.write_manifest", lambda *_: (_ for _ in ()).throw(OSError("cut off")))
    with pytest.raises(OSError, match="cut off"):
        library.build()
    monkeypatch.undo()
    library.write(THRICE)
    for _ in range(3):
        library.build()
        assert library.quotes() == kept
    undo(str(library.index), "a.q1")
    assert len(library.quotes()) == 3


def test_what_is_the_users_own_is_kept_byte_by_byte(library, tmp_path):
    own = tmp_path / "mine.txt"
    text = b"\xef\xbb\xbf# M\xfcller\r\n# one\xe2\x80\xa8line\xc2\x85still\n\narticle: x | speaker: \xe9 | words: No\n"
    own.write_bytes(text)
    own.chmod(0o640)
    (library.index / CORRECTIONS).symlink_to(own)
    library.correct("a.q1", speaker="Bo Lind")
    assert own.read_bytes().startswith(text + b"article: a | speaker: Bo Lind | read as: Ada Moor | words: ")
    undo(str(library.index), "a.q1")
    assert own.read_bytes() == text
    assert (library.index / CORRECTIONS).is_symlink()
    assert own.stat().st_mode & 0o777 == 0o640


def test_what_could_not_be_decoded_in_an_article_is_corrected(library):
    library.write("“We s\ufffdil at dawn tomorrow,” said Ada Moor.")
    library.build()
    library.correct("a.q1", speaker="Bo Lind")
    assert library.said() == {"a.q1": "Bo Lind"}
    undo(str(library.index), "a.q1")
    assert library.said() == {"a.q1": "Ada Moor"}


def test_words_that_no_line_can_hold_are_refused(library):
    library.write("“We s\ud800il at dawn tomorrow,” said Ada Moor.")
    library.build()
    with pytest.raises(PullquoteError, match="cannot be kept"):
        library.correct("a.q1", speaker="Bo Lind")
    assert not (library.index / CORRECTIONS).exists()


def test_a_run_that_changes_nothing_tells_the_same_and_writes_nothing(library):
    library.lines("article: a | speaker unknown | words: No", "article: x | not a quote | words: No")
    notes = library.build().notes
    kept = (library.index / CORRECTED).stat()
    assert library.build().notes == notes
    assert (library.index / CORRECTED).stat() == kept
    library.lines()
    assert (library.build().corrected, library.build().notes) == (1, [])


def test_an_article_that_two_files_hold_stays_one(library, tmp_path):
    other = tmp_path / "other.jsonl"
    other.write_text(library.file.read_text())
    build([str(library.file), str(other)], str(library.index))
    library.correct("a.q1", speaker="Bo Lind")
    other.write_text(library.file.read_text() + '{"id": "c", "title": "New", "body": "Text."}\n')
    done = build([str(library.file), str(other)], str(library.index))
    assert (done.added, done.notes) == (1, [])
    with open_writer(str(library.index)) as writer:
        assert writer.ids() == {"a", "b", "c"}


@pytest.fixture
def typed(library):
    """Type a command; return (status, stdout, stderr)."""

    def typed(*arguments):
        done = CliRunner().invoke(main, [*arguments, "--index", str(library.index)])
        return done.exit_code, done.stdout, done.stderr

    return typed


def test_the_list_to_review_gets_shorter(library, typed):
    first = [line.split()[0] for line in typed("review")[1].splitlines() if line.startswith("a.q")]
    known = library.quotes()
    assert first == sorted(known, key=lambda name: (not known[name].speaker, known[name].confidence))
    status, out, err = typed("correct", first[0], "--speaker", " Bo  Lind ", "--role", "mayor")
    assert (status, err) == (0, "")
    assert out.startswith(f"{first[0]} is said by Bo Lind: “")
    assert typed("correct", first[1], "--not-a-quote")[0] == 0
    found = json.loads(typed("review", "--json", "--size", "2")[1])
    assert found["total"] == len(first) - 2
    assert [quote["id"] for quote in found["quotes"]] == first[2:4]
    assert found["quotes"][0]["article"]["file"] == str(library.file)
    assert typed("correct", first[0], "--undo")[1].startswith(f"{first[0]} is as it was read: “")
    assert f"{first[0]}  " in typed("review")[1]


def test_the_parts_of_a_corrected_quotation_are_told_apart(library, typed):
    (name,) = (one.id for one in library.quotes().values() if len(one.parts) == 2)
    told = "“We sail at dawn,” “The fish do not wait.”\n"
    assert typed("correct", name, "--speaker", "Bo Lind")[1] == f"{name} is said by Bo Lind: {told}"
    assert typed("correct", name, "--not-a-quote")[1] == f"{name} is no quotation any more: {told}"
    assert typed("correct", name, "--undo")[1] == f"{name} is as it was read: {told}"


def test_what_follows_is_told_and_what_is_doubted_is_to_review(library, typed):
    ids = of_body(library, SHE)
    name, other = ids["The fish do not wait,"], ids["Nor do we,"]
    who = library.said()[other]
    told = f"{other} is unchecked: its “she” was read as {who}, too"
    assert told in typed("correct", name, "--speaker", "Cy Noor")[1]
    (line,) = (line for line in typed("review")[1].splitlines() if line.startswith(other))
    assert line.startswith(f"{other}  0.60  {who} (")
    assert line.endswith("; a word that a correction read otherwise)")
    assert f"{other} is said by {who}, again" in typed("correct", name, "--undo")[1]


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("Moor", ["Ada Moor"]),
        ("Mrs. Moor", ["Ada Moor"]),
        ("Lind", ["Bo Lind"]),
        ("Ada Morr", ["Ada Moor"]),
        ("Morr", ["Ada Moor"]),
        ("Ada Moor", []),
        ("Eva Moor", []),
        ("Cy Noor", []),
    ],
)
def test_a_name_that_may_mean_another_speaker_is_told(library, typed, given, meant):
    status, _, err = typed("correct", "a.q2", "--speaker", given)
    assert (status, library.said()["a.q2"]) == (0, given)
    assert [line.partition(";")[0] for line in err.splitlines()] == [
        f"pullquote: {given} is another speaker than {name}" for name in meant
    ]
    assert all(f"pullquote correct a.q2 --speaker '{name}'" in err for name in meant)


def test_a_list_to_review_can_be_narrowed(typed):
    nothing = "0 quotations to check, 0 of them with a guessed speaker; 0 more are likely or clear\n"
    assert typed("review", "--tag", "Nowhere")[1] == nothing
    assert typed("review", "--lang", "xx")[1] == nothing


def test_a_list_to_review_goes_on_page_by_page(typed):
    every = [quote["id"] for quote in json.loads(typed("review", "--json")[1])["quotes"]]
    pages = [json.loads(typed("review", "--json", "--size", "2", "--page", str(n))[1])["quotes"] for n in (1, 2)]
    assert [quote["id"] for page in pages for quote in page] == every[:4]


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--speaker", "Bo", "--unknown"),
        ("--speaker", " "),
        ("--role", "mayor"),
        ("--unknown", "--role", "mayor"),
        ("--not-a-quote", "--undo"),
        ("--speaker", "Bo", "--source-type", "odd"),
    ],
)
def test_wrong_usage_is_status_2_and_changes_nothing(library, typed, arguments):
    assert typed("correct", "a.q1", *arguments)[0] == 2
    assert not (library.index / CORRECTIONS).exists()


def test_an_unknown_quotation_is_one_line_with_the_remedy(typed):
    status, out, err = typed("correct", "x.q1", "--unknown")
    assert (status, out) == (1, "")
    assert err == "pullquote: there is no quotation x.q1: `pullquote review` lists quotations with their ids\n"


def test_what_corrections_do_is_told(library, typed):
    library.lines("article: a | speaker unknown | words: No", "odd", "article: a | not a quote | words: Never said")
    status, out, err = typed("index", str(library.file))
    assert (status, out.splitlines()[1]) == (0, "corrected 1 anew by corrections.txt")
    assert [line.split(": ")[1].rpartition(", ")[2] for line in err.splitlines()] == ["line 2", "line 3"]


def test_a_quotation_that_fills_its_paragraph_is_reviewed_with_what_stands_before(tmp_path):
    body = 'The mayor of Ostby looked at the tide.\n\n"We sail at dawn, all of us."\n\nNobody spoke.'
    (quote,) = extract_quotes(body)
    put_article(tmp_path, Article(id="a", title="Tide", body=body, quotes=(quote,)))
    said = CliRunner().invoke(main, ["review", "--index", str(tmp_path)]).stdout
    assert 'in: The mayor of Ostby looked at the tide. "We sail at dawn, all of us."' in said


def put_article(folder, article):
    with open_writer(str(folder)) as writer:
        writer.put(article)
