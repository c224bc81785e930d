"""Speakers and tags that mean one: by rules, and by a file of the user's own."""

import os
import random
import subprocess
from pathlib import Path
from time import perf_counter

import pytest

from index.building.build import build
from index.building.rebuild import rebuild
from index.errors import UnreadableFile
from index.fields import facet_key
from index.manifest import ALIASES, CORRECTIONS
from index.owner.aliases import read_aliases
from index.owner.corrections import read_corrections
from index.speaker_names import Speakers
from index.writer import open_writer
from search.linear_searcher import LinearSearcher
from search.query import KINDS, Query
from search.same import same
from search.searcher import open_searcher
from tests.test_cli import PROGRAM
from tests.test_conformance import article, quoted

ONE = {
    "a-title": "Ada Moor | Secretary of State Ada Moor | Dr. Ada Moor | Sir Ada Moor",
    "an-office": "Ada Moor | Minister of Foreign Affairs Ada Moor | Bank of Norland Governor Ada Moor",
    "a-degree": "Ada Moor | Ada Moor, Ph.D. | Ada Moor MD | Ada Moor, M.D., Ret.",
    "a-party": "Ada Moor | Ada Moor (D-Mass.) | Sen. Ada Moor, R-Ariz.",
    "a-nickname": "Robert Moor | Robert “Bob” Moor | Robert 'Bob' Moor",
    "accents": "José Peña | Jose Pena",
    "apostrophes": "Ann O'Dell | Ann O’Dell | Ann ODell",
    "hyphens": "Ali al-Moor | Ali al Moor",
    "case": "ADA MOOR | Ada Moor",
    "a-comma-before-the-suffix": "Ada Moor Jr. | Ada Moor, Jr. | Ada Moor, Junior",
    "an-initial-left-out": "John F. Moor | John Moor",
    "a-middle-name-cut": "John Forbes Moor | John F. Moor | John Moor",
    "a-middle-name-left-out": "John Forbes Moor | John Moor",
    "a-given-name-cut": "J. Moor | John Moor",
    "all-initials": "J. F. Moor | John F. Moor | John Moor",
    "initials-without-space": "J.R.R. Moor | J. R. R. Moor",
    "a-husband-is-another-but-jane-is-she": "Mrs. Jane Moor | Jane Moor",
    "particles": "Ursula van der Moor | Ursula H. van der Moor",
}
NOT_ONE = {
    "two-initials": "George H. W. Moor | George W. Moor | George Moor",
    "an-initial-that-fits-two": "John F. Moor | John A. Moor | John Moor",
    "a-cut-name-that-fits-two": "J. Moor | John Moor | Jane Moor",
    "a-cut-name-that-may-be-another": "J. F. Moor | James Moor | John Moor",
    "two-cut-ways-without-a-full-one": "John Moor | J. F. Moor",
    "junior": "Donald Moor | Donald Moor Jr. | Donald Moor Sr. | Donald Moor III",
    "a-surname": "Moor | Mr. Moor | John Moor",
    "a-title-and-a-surname": "Senator Moor | John Moor",
    "wifes-old-style": "Mrs. John Moor | John Moor",
    "popes": "Pope John Paul | John Paul",
    "two-names-joined": "Mary Smith-Moor | Mary Moor",
    "two-given-names-joined": "Anne-Marie Moor | Anne Moor",
    "names-of-other-orders": "Nguyen Van Anh | Nguyen Anh",
    "two-names-in-the-middle": "John Forbes Winslow Moor | John Moor",
    "other-letters": "Moammar Kadafi | Muammar Gaddafi",
    "surname-first": "Moor, John | John Moor",
    "other-suffix": "John Moor II | John Moor III",
    "nicknames": "Bill Moor | William Moor",
    "a-given-name-that-is-a-title": "Dean R. Moor | Robert Moor",
    "numbers": "Area 51 | Area 52",
}


def people(*names, apart=()):
    """The groups that rules make of names, each by its key."""
    speakers = Speakers(frozenset(facet_key("speaker", name) for name in pair) for pair in apart)
    for name in names:
        speakers.add(facet_key("speaker", name), name)
    by_rule = speakers.same()
    return {name: by_rule.get(facet_key("speaker", name), facet_key("speaker", name)) for name in names}


@pytest.mark.parametrize("names", ONE.values(), ids=ONE)
def test_one_person(names):
    assert len(set(people(*names.split(" | ")).values())) == 1


@pytest.mark.parametrize("names", NOT_ONE.values(), ids=NOT_ONE)
def test_not_one_person(names):
    found = people(*names.split(" | "))
    assert len(set(found.values())) == len(found)


def test_the_plainest_way_of_writing_stands_for_a_person():
    assert set(people("J. Moor", "Dr. John Moor", "John F. Moor", "John Moor").values()) == {"john-moor"}


def test_a_second_person_parts_what_was_one_and_goes_again():
    speakers = Speakers()
    for name in ("John Moor", "John F. Moor"):
        speakers.add(facet_key("speaker", name), name)
    assert speakers.same() == {"john-f-moor": "john-moor"}
    speakers.add("john-a-moor", "John A. Moor")
    assert speakers.same() == {}
    speakers.remove("john-a-moor", "John A. Moor")
    assert speakers.same() == {"john-f-moor": "john-moor"}


def test_a_form_is_there_until_all_have_taken_it_away():
    speakers = Speakers()
    for name in ("John Moor", "John F. Moor", "John F. Moor"):
        speakers.add(facet_key("speaker", name), name)
    speakers.remove("john-f-moor", "John F. Moor")
    assert speakers.same() == {"john-f-moor": "john-moor"}


@pytest.mark.parametrize(
    ("pair", "others", "groups"),
    [
        (("John Moor", "John A. Moor"), (), 2),
        (("John Moor", "John A. Moor"), ("Dr. John Moor",), 2),  # a title makes no other person
        (("John Moor", "John A. Moor"), ("J. Moor",), 3),
        (("Dr. John Moor", "Rev. John Moor"), ("John Moor",), 3),
        (("John Moor", "John A. Moor"), ("John Allen Moor",), 3),
    ],
)
def test_names_are_kept_apart(pair, others, groups):
    assert len(set(people(*pair, *others, apart=[pair]).values())) == groups


def test_of_many_names_on_one_line_no_two_are_one():
    names = [
        "John Moor",
        "John A. Moor",
        "John Allen Moor",
        *(f"Ann{chr(97 + n % 26)}{n // 26 * 'a'} Lee" for n in range(3000)),
    ]
    assert len(set(people("J. Moor", *names, apart=[names]).values())) == len(names) + 1


def test_what_lines_keep_apart_does_not_hang_on_their_order():
    pairs = [("John Moor", "John A. Moor"), ("John Moor", "John Allen Moor")]
    both = [people("John Moor", "John A. Moor", "John Allen Moor", apart=one) for one in (pairs, pairs[::-1])]
    assert both[0] == both[1]
    assert both[0]["John Moor"] == "john-moor"


def test_a_long_line_of_names_apart_takes_little(tmp_path):
    line = " != ".join(f"Ann Moor{n}" for n in range(3000))
    (names,) = aliases(tmp_path, f"speaker: {line}").apart
    assert len(names) == 3000


def test_many_people_of_one_kin_are_told_apart_in_a_moment():
    names = [f"J{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)}o Moor" for n in range(8000)]
    started = perf_counter()
    assert people(*names, "Jaaao B. Moor")["Jaaao B. Moor"] == "jaaao-moor"
    assert perf_counter() - started < 2  # compared with one another they took 8 s


def aliases(folder, text):
    Path(folder, ALIASES).write_bytes(text.encode() if isinstance(text, str) else text)
    return read_aliases(Path(folder))


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("", {}),
        ("# nothing\n\n   # here\n", {}),
        ("tag: A = B", {"tag": [("A", ("a", "b"))]}),
        ("TAG :  A b  =B=C", {"tag": [("A b", ("a b", "b", "c"))]}),
        ("  # why\ntag: #MeToo = Me Too\ntag: Item #1 = B", {"tag": [("#MeToo", ("#metoo", "me too")),
                                                                 ("Item #1", ("item #1", "b"))]}),
        ("\ufefftag: A = B\r\nspeaker: Ann Lee = A. Lee\r\n", {"tag": [("A", ("a", "b"))],
                                                             "speaker": [("Ann Lee", ("ann-lee", "a-lee"))]}),
        ("Told to: Associated Press = AP", {"told_to": [("Associated Press", ("associated press", "ap"))]}),
        ("tag: C# = B", {"tag": [("C#", ("c#", "b"))]}),
        ("tag: 1:0 = B", {"tag": [("1:0", ("1:0", "b"))]}),
    ],
)  # fmt: skip
def test_lines(tmp_path, text, groups):
    found = aliases(tmp_path, text)
    assert {name: [(one.label, one.keys) for one in many] for name, many in found.groups.items()} == groups
    assert not found.warnings


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Islamic State = ISIS", "begins with tag:, speaker: or told to:"),
        ("source: AP = Associated Press", "begins with tag:, speaker: or told to:"),
        ("tag: ISIS", "names with = between"),
        ("tag: ISIS = = Daesh", "a name is missing"),
        ("tag: = Daesh", "a name is missing"),
        ("speaker: A = B != C", "names with = between"),
        ("tag: A != B", "only speakers are kept apart"),
        ("speaker: José Moor != Jose Moor", "cannot be kept apart"),
        ("tag: \udcff = B", "not UTF-8"),
        ("speaker: A\x1b[2J = B", "a control character"),
    ],
)
def test_a_bad_line_is_named_and_costs_no_other(tmp_path, line, reason):
    found = aliases(tmp_path, f"# of the library\n{line}\ntag: A = B\n".encode("utf-8", "surrogateescape"))
    (warning,) = found.warnings
    assert f"{tmp_path / ALIASES}, line 2: " in warning
    assert reason in warning
    assert [group.label for group in found.groups["tag"]] == ["A"]


def test_of_many_bad_lines_the_first_are_named(tmp_path):
    *first, last = aliases(tmp_path, "nothing\n" * 1000).warnings
    assert (len(first), last) == (100, f"900 more lines of {tmp_path / ALIASES} are left out")


@pytest.mark.parametrize("name", [ALIASES, CORRECTIONS])
@pytest.mark.parametrize(("kind", "reason"), [("pipe", "a pipe or a device"), ("device", "a pipe or a device"),
                                              ("giant", "more than 20 MB")])  # fmt: skip
def test_what_is_no_text_of_a_person_is_refused_and_not_waited_for(tmp_path, name, kind, reason):
    path = tmp_path / name
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    else:
        path.touch()
        os.truncate(path, 20_000_001)
    if name == ALIASES:
        assert reason in read_aliases(tmp_path).warnings[0]
    else:
        with pytest.raises(UnreadableFile, match=reason):
            read_corrections(tmp_path)


def test_a_file_that_cannot_be_read_is_a_warning(tmp_path):
    (tmp_path / ALIASES).mkdir()
    assert "cannot be read" in read_aliases(tmp_path).warnings[0]


@pytest.mark.parametrize(
    ("text", "by_rule", "keys", "labels"),
    [
        ("tag: A = B\ntag: C = B", {}, {"b": "a", "c": "a"}, {"a": "A"}),
        ("tag: A = B\ntag: C = D\ntag: D = B", {}, {"a": "c", "b": "c", "d": "c"}, {"c": "C"}),
        ("tag: A = B\ntag: B = A", {}, {"b": "a"}, {"a": "A"}),
        ("tag: A = B", {"bb": "b"}, {"b": "a", "bb": "a"}, {"a": "A"}),
        ("tag: AA = B", {"aa": "a"}, {"a": "aa", "b": "aa"}, {"aa": "AA"}),
        ("tag: A = A", {}, {}, {"a": "A"}),
        ("tag: B = C", {"b": "a", "c": "a"}, {"a": "b", "c": "b"}, {"b": "B"}),
    ],
)
def test_groups_and_rules_hold_together(tmp_path, text, by_rule, keys, labels):
    found = same(aliases(tmp_path, text).groups["tag"], by_rule)
    assert (dict(found.keys), dict(found.labels)) == (keys, labels)


ARTICLES = [
    quoted("a", "One", ("Ada Moor", "We sail at dawn today", "named", None), tags=("ISIS", "ISIL")),
    quoted("b", "Two", ("Minister Ada Moor", "The harbour is shut now", "named", None), tags=("Islamic State",)),
    article("c", "Three", "Nobody says a word.", tags=("Daesh",)),
]
TEXT = "tag: Islamic State = ISIS = ISIL = Daesh\n"


@pytest.fixture
def index(tmp_path):
    with open_writer(str(tmp_path / "index")) as writer:
        for item in ARTICLES:
            writer.put(item)
    return tmp_path / "index"


def tags(searcher):
    return {one.label: one.count for one in searcher.search(Query(facets=("tag",))).facets["tag"].values}


def test_an_edit_shows_at_the_next_search(index):
    with open_searcher(str(index)) as searcher:
        commit = searcher.info().commit
        assert tags(searcher) == {"Daesh": 1, "ISIL": 1, "ISIS": 1, "Islamic State": 1}
        (index / ALIASES).write_text(TEXT)
        assert tags(searcher) == {"Islamic State": 3}
        assert searcher.info().commit != commit  # what a browser keeps is asked for again
        (index / ALIASES).write_text(TEXT.replace("Islamic State =", "IS = Islamic State ="))
        assert tags(searcher) == {"IS": 3}
        (index / ALIASES).unlink()
        assert len(tags(searcher)) == 4
        assert searcher.info().commit == commit


def test_a_fault_is_warned_of_once_each_time_that_the_file_changes(index, caplog):
    with open_searcher(str(index)) as searcher:
        (index / ALIASES).write_text("tag ISIS = ISIL\n" + TEXT)
        assert tags(searcher) == tags(searcher) == {"Islamic State": 3}
        with open_writer(str(index)) as writer:
            writer.drop("c")
        assert tags(searcher) == {"Islamic State": 2}
    assert [record.getMessage().split(": ")[0] for record in caplog.records] == [f"{index / ALIASES}, line 1"]


def test_a_fault_is_a_line_of_the_command(index):
    (index / ALIASES).write_text("tag ISIS = ISIL\n" + TEXT)
    done = subprocess.run([*PROGRAM, "search", "*", "--tag", "ISIL", "--index", index], capture_output=True, text=True)
    assert (done.returncode, done.stdout.split()[0]) == (0, "3")
    assert done.stderr.startswith(
        f"pullquote: {index / ALIASES}, line 1: a line begins with tag:, speaker: or told to:"
    )


def test_the_file_is_kept_by_a_rebuild_and_may_be_there_first(tmp_path):
    news, index = tmp_path / "news.jsonl", tmp_path / "index"
    news.write_text('{"id": "a", "title": "One", "body": "Words.", "tags": ["ISIS", "ISIL"]}\n')
    index.mkdir()
    (index / ALIASES).write_text(TEXT)
    build([str(news)], str(index))
    rebuild(str(index))
    with open_searcher(str(index)) as searcher:
        assert tags(searcher) == {"Islamic State": 1}
    assert (index / ALIASES).read_text() == TEXT


NAMES = (
    "Ada Moor", "Ada B. Moor", "Ada C. Moor", "A. Moor", "Dr. Ada Moor", "ADA MOOR", "Ada Béa Moor", "Moor",
    "Ada Moor Jr.", "Bo Lind", "Bo Van Lind", "B. Lind", "Bea Lind", "Bo Lynd", "Ann-Marie Roe", "Ann Marie Roe",
    "Ann Roe", "Ann M. Roe",
)  # fmt: skip
FILES = (
    "",
    "speaker: Bo Lind = Bo Lynd\ntag: A = B = C\n",
    "speaker: Ada B. Moor = Ada C. Moor\nspeaker: Ada Moor != Ada B. Moor\ntag: D = C\n",
    "speaker: Moor = Nobody\nspeaker: Bea Lind != B. Lind != Bo Lind\n",
    "told to: Tide News = TN = the TN\n",
)


def drawn(rng, name):
    told = (None, "Tide News", "TN", "Gull Radio")
    said = [(rng.choice(NAMES), f"Words of {name} {n}", "named", rng.choice(told)) for n in range(rng.randrange(4))]
    return quoted(name, "Title", *said, tags=tuple(rng.sample("aABCDe", rng.randrange(4))), day="2015-05-18")


def answers(searcher, query):
    found = searcher.search(query)
    return found.query, found.total, found.facets, sorted(hit.id for hit in found.hits)


@pytest.mark.parametrize("seed", range(3))
def test_engines_agree_on_who_is_one_through_commits_and_edits(tmp_path, seed):
    rng, kept, index = random.Random(seed), {}, str(tmp_path)
    with open_writer(index):
        pass
    with open_searcher(index) as searcher:
        for _ in range(12):
            (tmp_path / ALIASES).write_text(rng.choice(FILES))
            with open_writer(index) as writer:
                for name in rng.sample(range(20), 3):
                    kept[str(name)] = drawn(rng, str(name))
                    writer.put(kept[str(name)])
                for name in rng.sample(sorted(kept), min(2, len(kept) - 1)):
                    writer.drop(name)
                    del kept[name]
            linear = LinearSearcher(kept.values(), read_aliases(tmp_path))
            for of in KINDS:
                speakers, tags = rng.sample(NAMES, rng.randrange(3)), rng.sample("abcd", rng.randrange(3))
                told = rng.sample(("AP", "TN", "Tide News"), rng.randrange(2))
                asked = Query(
                    facets=("tag", "speaker", "told_to"),
                    facet_size=50,
                    size=100,
                    of=of,
                    tags=tuple(tags),
                    speakers=tuple(speakers),
                    told_tos=tuple(told),
                    tag_mode=rng.choice(["all", "any"]),
                )
                assert answers(searcher, asked) == answers(linear, asked)
                assert searcher.suggest("a") == linear.suggest("a")
