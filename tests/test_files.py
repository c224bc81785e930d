"""Which files are read, and what is said of those that are not."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import OutOfReach, UnreadableFile
from index.extract.decoding import decode
from index.files import DOCUMENT_LIMIT, Failure, failure, opened, read_document, walk
from tests.nobody import unprivileged


def load(path: str) -> bytes:
    with opened(path) as file:
        return read_document(file)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    tmp_path.chmod(0o755)
    for name in ("b.txt", "a.html", "sub/c.txt", ".hidden/x.txt", ".y.txt", "a_files/x.css"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("words")
    (tmp_path / "index").mkdir()
    for name in ("manifest.json", "write.lock"):
        (tmp_path / "index" / name).write_text("{}")
    return tmp_path


def names(found: Iterator[str | Failure], top: Path) -> list[str]:
    return [os.path.relpath(item, top) for item in found if isinstance(item, str)]


def test_a_folder_is_walked_in_order_without_what_is_hidden_or_an_index(archive: Path) -> None:
    assert names(walk([str(archive)]), archive) == ["a.html", "b.txt", "sub/c.txt"]


def test_paths_are_given_back_as_they_came(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(archive)
    assert list(walk(["b.txt", "sub", "b.txt"])) == ["b.txt", "sub/c.txt"]


def test_a_loop_of_links_is_walked_once(archive: Path) -> None:
    (archive / "sub/loop").symlink_to(archive)
    assert names(walk([str(archive)]), archive) == ["a.html", "b.txt", "sub/c.txt"]


def test_a_link_is_followed_within_the_paths_alone(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    (other / "own.txt").write_text("Own")
    (archive / "sub/file.txt").symlink_to(other / "own.txt")
    (archive / "sub/folder").symlink_to(other)
    (archive / "sub/known.txt").symlink_to(archive / "b.txt")
    found = list(walk([str(archive)]))
    assert names(iter(found), archive) == ["a.html", "b.txt", "sub/c.txt", "sub/known.txt"]
    assert ["leads out of the PATHs" in item.reason for item in found if isinstance(item, Failure)] == [True, True]
    assert not [item for item in walk([str(archive), str(other)]) if isinstance(item, Failure)]
    assert names(walk([str(archive / "sub/folder")]), archive) == ["sub/folder/own.txt"]


def test_a_missing_path_and_a_broken_link_are_named(archive: Path) -> None:
    (archive / "sub/gone").symlink_to("nowhere")
    missing = str(archive / "missing")
    failures = [item.path for item in walk([missing, str(archive)]) if isinstance(item, Failure)]
    assert failures == [missing, str(archive / "sub/gone")]


def test_pipes_and_sockets_are_refused_without_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        found = list(walk(["pipe", "socket", "/dev/null"]))
    assert [item.reason.split(",")[0] for item in found if isinstance(item, Failure)] == [
        "is a named pipe",
        "is a socket",
        "is a device",
    ]
    with pytest.raises(UnreadableFile, match="named pipe"):
        load("pipe")


def test_what_may_not_be_read_does_not_stop_the_walk(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir(mode=0)
    (tmp_path / "b.txt").touch(mode=0)
    (tmp_path / "c.txt").write_text("words")
    with unprivileged(tmp_path):
        found = list(walk([str(tmp_path)]))
        with pytest.raises(UnreadableFile, match="permission denied"):
            load(str(tmp_path / "b.txt"))
    assert [item.path if isinstance(item, Failure) else item for item in found] == [
        str(tmp_path / name) for name in ("a", "b.txt", "c.txt")
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n\x00", "empty"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"\x89PNG\r\n\x1a\n\x00", "a PNG image"),
        (b"\xff\xd8\xff\xe0", "a JPEG image"),
        (b"PK\x03\x04rest", "a ZIP archive"),
        (b"\x1f\x8b\x08rest", "a gzip file"),
        (b"SQLite format 3\x00", "an SQLite database"),
        (bytes(range(256)), "binary data"),
    ],
)
def test_what_holds_no_text_is_refused_with_the_reason(tmp_path: Path, data: bytes, reason: str) -> None:
    (tmp_path / "a file").write_bytes(data)
    with pytest.raises(UnreadableFile, match=reason):
        load(str(tmp_path / "a file"))


def test_a_document_over_the_limit_is_refused_with_a_remedy(tmp_path: Path) -> None:
    with open(tmp_path / "big.txt", "wb") as file:
        file.truncate(DOCUMENT_LIMIT + 1)
    with pytest.raises(UnreadableFile, match=r"larger than the 20 MB limit for one document; split"):
        load(str(tmp_path / "big.txt"))


def test_pictures_inlined_in_a_page_do_not_count(tmp_path: Path) -> None:
    page = b'<html><img src="data:image/png;base64,%s"><p>words</p>' % (b"A" * (DOCUMENT_LIMIT * 3 // 2))
    (tmp_path / "page.html").write_bytes(page)
    assert load(str(tmp_path / "page.html")) == b'<html><img src=""><p>words</p>'


def test_a_page_of_many_words_is_refused(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(b"<p>" + b"data: words " * (DOCUMENT_LIMIT // 10))
    with pytest.raises(UnreadableFile, match="20 MB limit for one document"):
        load(str(tmp_path / "page.html"))


def test_a_line_end_in_a_name_makes_no_second_line(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        load(str(tmp_path / "two\nlines"))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("error", "lasting"),
    [
        (UnreadableFile("is damaged"), True),
        (OutOfReach("permission denied"), False),
        (RecursionError(), True),
        (ValueError("odd"), True),
        (MemoryError(), False),
        (OSError(5, "Input/output error"), False),
        (ImportError("no such reader"), False),
    ],
)
def test_a_failure_lasts_where_the_bytes_are_at_fault(error: Exception, lasting: bool) -> None:
    assert failure("f", error).lasting is lasting


def test_what_is_missing_may_come(tmp_path: Path) -> None:
    (missing,) = walk([str(tmp_path / "nowhere")])
    assert isinstance(missing, Failure)
    assert not missing.lasting


META = b'<meta charset="%s">'


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("é".encode(), "é"),
        (b"\xef\xbb\xbf\xc3\xa9", "é"),
        ("é".encode("utf-16"), "é"),
        (b"\xfe\xff\x00\xe9", "é"),
        (b"\xe9 \x93x\x94", "é “x”"),
        (b"a\x00b", "ab"),
        (b"\xe9 \x81", "é \ufffd"),
        (META % b"latin-1" + b"\x93", "“"),
        (META % b"gb2312" + "中".encode("gb18030"), "中"),
        (META % b"shift_jis" + "①".encode("cp932"), "①"),
        (b'<?xml version="1.0" encoding="koi8-r"?>' + "ж".encode("koi8-r"), "ж"),
        (META % b"latin-1" + "é".encode(), "é"),
        (META % b"utf-16" + b"\xe9", "é"),
        (META % b"no-such" + b"\xe9", "é"),
        (META % b"idna" + b"\xe9", "é"),
        (META % b"hex" + b"\xe9", "é"),
        (META % b"utf-8" + b"\xe9", "é"),
        ("é".encode() * 20 + b"\xe9", "é" * 20 + "\ufffd"),
    ],
)
def test_text_is_read_whatever_is_said_of_its_charset(data: bytes, text: str) -> None:
    assert decode(data).endswith(text)


@pytest.mark.parametrize("name", ["style.css", "app.js", "build.py", "icon.svg"])
def test_code_beside_the_pages_is_named_and_not_read(tmp_path, name):
    (tmp_path / name).write_text("body { color: black }")
    (failure,) = walk([str(tmp_path)])
    assert "code, not an article" in failure.reason


def test_a_folder_deeper_than_pythons_stack_is_walked(tmp_path):
    (tmp_path / "z.txt").write_text("Z\n\nwords")
    deep = [tmp_path]
    while len(str(deep[-1])) < 3_000:
        deep.append(deep[-1] / "d")
        deep[-1].mkdir()
    found = list(walk([str(tmp_path)]))
    for folder in deep[:0:-1]:  # pytest would clean up by recursion
        folder.rmdir()
    assert found == [str(tmp_path / "z.txt")]
