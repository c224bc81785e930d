"""Compressed files, ZIP, WARC, MHTML and saved pages: what is read of them, and what a broken one costs."""

import bz2
import gzip
import io
import json
import lzma
import random
import struct
import tarfile
import time
import tracemalloc
import zipfile
import zlib
from functools import partial
from pathlib import Path

import brotli
import pytest
import zstandard

from index.article import Article
from index.building.documents import has_any_size
from index.extract import extract_file, read
from index.files import DOCUMENT_LIMIT, Failure
from index.formats import compressed
from index.formats.saved import Origin, in_utc, origin, origin_of_path

PROSE = "“It is a good day,” said Ana Silva, who had come to the harbour with all her brothers."
LINE = json.dumps({"title": "T", "body": PROSE}).encode() + b"\n"
PACKERS = {
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "zstd": zstandard.ZstdCompressor().compress,
}


def page(title: str = "T", head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}<title>{title}</title></head><body><p>{PROSE}</p></body></html>".encode()


def lines(count: int) -> bytes:
    return b"".join(json.dumps({"title": f"T{n}", "body": PROSE}).encode() + b"\n" for n in range(count))


def zipped(members: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return held.getvalue()


def http(body: bytes, *headers: str, kind: str = "text/html", status: str = "200 OK") -> bytes:
    head = "\r\n".join((f"HTTP/1.1 {status}", f"Content-Type: {kind}", *headers))
    return head.encode() + b"\r\n\r\n" + body


def record(
    block: bytes, name: str = "a", of: str = "response", kind: str = "application/http;msgtype=response"
) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {of}\r\nWARC-Record-ID: <urn:uuid:{name}>\r\nWARC-Date: 2015-05-18T01:02:03Z\r\n"
        f"WARC-Target-URI: https://news.example/{name}\r\nContent-Type: {kind}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def records(count: int) -> list[bytes]:
    """Return pages that do not shrink to nothing, so that there is something to cut."""
    noise = [random.Random(n).randbytes(60).hex() for n in range(count)]
    return [record(http(page(f"T{n}", f"<!-- {noise[n]} -->")), str(n)) for n in range(count)]


def found(folder: Path, data: bytes, name: str = "file") -> tuple[list[Article], list[Failure]]:
    (folder / name).write_bytes(data)
    items = list(read(str(folder / name)))
    for item in items:
        assert isinstance(item, Failure) or item.file == str(folder / name)
    return [i for i in items if isinstance(i, Article)], [i for i in items if isinstance(i, Failure)]


def titles(folder: Path, data: bytes) -> list[str]:
    articles, failures = found(folder, data)
    assert not failures
    return [article.title for article in articles]


def failures(folder: Path, data: bytes) -> list[tuple[str, str]]:
    """Return the failures, the file's own name cut off."""
    return [(f.path.removeprefix(str(folder / "file")), f.reason) for f in found(folder, data)[1]]


# Compressed


@pytest.mark.parametrize("pack", PACKERS.values(), ids=PACKERS)
@pytest.mark.parametrize(
    ("data", "there"),
    [
        (page(), ["T"]),
        (b"T\n\n" + PROSE.encode(), ["T"]),
        (lines(3), ["T0", "T1", "T2"]),
        (b"".join(records(2)), ["T0", "T1"]),
    ],
    ids=["page", "text", "lines", "warc"],
)
def test_what_is_compressed_is_read_as_if_it_were_not(tmp_path, pack, data, there):
    assert titles(tmp_path, pack(data)) == there
    assert has_any_size(str(tmp_path / "file"))  # of any size


@pytest.mark.parametrize("pack", PACKERS.values(), ids=PACKERS)
def test_members_one_behind_the_other_are_one_file(tmp_path, pack):
    packed = b"".join(pack(line) for line in lines(3).splitlines(keepends=True))
    padding = b"" if pack is PACKERS["zstd"] else bytes(512)
    assert titles(tmp_path, packed + padding) == ["T0", "T1", "T2"]


@pytest.mark.parametrize("pack", PACKERS.values(), ids=PACKERS)
def test_of_a_cut_off_file_the_whole_lines_are_read(tmp_path, pack):
    bodies = [random.Random(n).randbytes(500).hex() for n in range(3_000)]
    noise = b"".join(json.dumps({"title": "T", "body": body}).encode() + b"\n" for body in bodies)
    packed = pack(noise)
    articles, (failure,) = found(tmp_path, packed[: len(packed) // 2])
    assert 500 < len(articles) < 2_900
    assert failure == Failure(str(tmp_path / "file"), "is cut off: what is whole was read")


def test_behind_a_damaged_member_of_gzip_the_next_is_read(tmp_path):
    members = [gzip.compress(line) for line in lines(3).splitlines(keepends=True)]
    members[1] = members[1][:40] + b"\xff\xff\xff\xff" + members[1][44:]
    articles, failed = found(tmp_path, b"".join(members))
    assert {"T0", "T2"} <= {article.title for article in articles}
    assert failed[-1].reason == "is damaged: what is whole was read"


@pytest.mark.parametrize("magic", [b"\x1f\x8b\x08\x00", b"BZh91AY&SY", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd"])
def test_what_only_begins_as_if_compressed_is_named(tmp_path, magic):
    ((_, reason),) = failures(tmp_path, magic + b"<rest" * 9)
    assert reason.endswith("file could be read")


def test_an_empty_page_that_is_compressed_is_empty(tmp_path):
    assert failures(tmp_path, gzip.compress(b"")) == [("", "the file is empty")]


@pytest.mark.parametrize("pack", PACKERS.values(), ids=PACKERS)
def test_a_document_beyond_the_limit_is_refused(tmp_path, pack):
    ((_, reason),) = failures(tmp_path, pack(b"word " * (DOCUMENT_LIMIT // 4)))
    assert "20 MB limit for one document" in reason


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, PACKERS["zstd"]])
def test_a_bomb_in_a_bomb_is_stopped(tmp_path, pack, monkeypatch):
    monkeypatch.setattr(compressed, "FREE", 10_000_000)
    line = b'{"title": "T", "body": "' + b"x" * 1_000_000 + b'"}\n'
    articles, failed = found(tmp_path, pack(pack(line * 40)))
    assert len(articles) < 10
    assert "unpacks to more than 200 times its size" in failed[-1].reason


def test_lines_of_hundreds_of_megabytes_take_no_memory(tmp_path):
    with gzip.open(tmp_path / "file", "wb", 1) as file:
        for _ in range(200):
            file.write(LINE + b" " * 999_999 + b"\n")  # blank lines cost no extraction
    tracemalloc.start()
    count = sum(isinstance(item, Article) for item in read(str(tmp_path / "file")))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (count, peak < 30_000_000) == (200, True)


def trained() -> zstandard.ZstdCompressionDict:
    return zstandard.train_dictionary(4_000, records(400))


@pytest.mark.parametrize("pack", [bytes, zstandard.ZstdCompressor().compress], ids=["plain", "compressed"])
def test_a_dictionary_at_the_beginning_of_zstandard_is_used(tmp_path, pack):
    words = trained()
    told = pack(words.as_bytes())
    frame = b"\x5d\x2a\x4d\x18" + len(told).to_bytes(4, "little") + told
    packed = b"".join(map(zstandard.ZstdCompressor(dict_data=words).compress, records(3)))
    assert titles(tmp_path, frame + packed) == ["T0", "T1", "T2"]
    assert "a dictionary that is not in it" in failures(tmp_path, packed)[0][1]
    assert "dictionary that is damaged" in failures(tmp_path, frame[:8] + told[:100])[0][1]


def test_a_frame_of_zstandard_that_holds_no_data_is_passed_over(tmp_path):
    aside = b"\x50\x2a\x4d\x18\x04\x00\x00\x00note"
    pack = PACKERS["zstd"]
    assert titles(tmp_path, aside + b"".join(pack(line) + aside for line in lines(2).splitlines(keepends=True))) == [
        "T0",
        "T1",
    ]


# ZIP


def test_members_are_read_in_their_order_each_by_its_content(tmp_path):
    members = {
        "z/page.dat": page("A"),
        "lines": lines(2),
        "b.txt": b"B\n\n" + PROSE.encode(),
        "c.gz": gzip.compress(page("C")),
    }
    articles, failed = found(tmp_path, zipped(members))
    assert [(a.title, a.provenance["file"]) for a in articles] == [
        ("A", "zip member z/page.dat"), ("T0", "zip member lines"), ("T1", "zip member lines"),
        ("B", "zip member b.txt"), ("C", "zip member c.gz"),
    ]  # fmt: skip
    assert not failed


def test_a_member_without_a_title_is_called_by_its_name(tmp_path):
    untitled = f"<html><body><p>{PROSE}</p></body></html>".encode()
    assert titles(tmp_path, zipped({"a/harbour.html": untitled})) == ["harbour"]
    assert titles(tmp_path, zipped({"a/harbour.html.gz": gzip.compress(untitled)})) == ["harbour"]


def test_what_folders_hide_is_hidden_in_a_zip(tmp_path):
    hidden = {".x": b"w", "__MACOSX/a.html": b"w", "a_files/x.html": page("X"), "d/": b"", "a.html": page("A")}
    assert titles(tmp_path, zipped(hidden)) == ["A"]


@pytest.mark.parametrize("name", ["/etc/a.html", "../../a.html", "a/../../b.html", "c:\\a.html", "\n\x1b[2J.html"])
def test_names_are_labels_only(tmp_path, name):
    before = set(tmp_path.rglob("*"))
    (article,) = found(tmp_path, zipped({name: page()}))[0]
    assert article.provenance["file"].isprintable()
    assert set(tmp_path.rglob("*")) - before == {tmp_path / "file"}


def encrypted() -> bytes:
    data = bytearray(zipped({"a.html": page("A"), "b.html": page("B")}))
    for at in (data.find(b"PK\x03\x04") + 6, data.find(b"PK\x01\x02") + 8):
        data[at] |= 1
    return bytes(data)


def damaged() -> bytes:
    data = zipped({"a.html": page("A"), "b.html": page("B")})
    return data[:60] + b"\xff\xff\xff\xff" + data[64:]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (encrypted(), "is encrypted"),
        (damaged(), "is damaged in its ZIP archive"),
        (zipped({"a.html": b"%PDF-1.7", "b.html": page("B")}), "looks like a PDF"),
        (zipped({"a.html": b"", "b.html": page("B")}), "the file is empty"),
        (zipped({"a.html": b"a " * DOCUMENT_LIMIT, "b.html": page("B")}), "20 MB limit"),
    ],
)
def test_a_bad_member_costs_only_itself(tmp_path, data, reason):
    (article,), (failure,) = found(tmp_path, data)
    assert (article.title, failure.path) == ("B", f"{tmp_path / 'file'}!a.html")
    assert reason in failure.reason


def test_a_member_that_unpacks_to_too_much_is_refused_unread(tmp_path, monkeypatch):
    monkeypatch.setattr("index.formats.zipped.FREE", 1_000_000)
    (article,), (failure,) = found(tmp_path, zipped({"a": b"{}\n" * 1_000_000, "b.html": page("B")}))
    assert (article.title, "unpacks to more than 200 times" in failure.reason) == ("B", True)


def test_a_zip_that_unpacks_to_too_much_in_all_is_stopped_once(tmp_path, monkeypatch):
    monkeypatch.setattr(compressed, "FREE", 9_000_000)
    monkeypatch.setattr(compressed, "RATIO", 1)
    members = {f"{n}.txt": b"word " * 400_000 for n in range(20)}
    articles, failed = found(tmp_path, zipped(members))
    assert (len(articles), len(failed)) == (4, 1)


def test_a_member_without_a_name_is_one_all_the_same(tmp_path):
    data = bytearray(zipped({"a": page("A"), "b": page("B")}))
    for at in (data.find(b"PK\x03\x04") + 26, data.find(b"PK\x01\x02") + 28):
        data[at : at + 4] = b"\x00\x00\x01\x00"  # the one letter of the name is an extra field now
    assert titles(tmp_path, bytes(data)) == ["A", "B"]


SELF_EXTRACTING = """<!doctype html><html><head><meta charset=utf-8><!--
 Page saved with SingleFile
 url: https://news.example/a
 saved date: Mon May 18 2015 10:00:00 GMT+0200 (Central European Summer Time)
--><script>unpack()</script></head><body><p>Please wait...</p><!--"""


@pytest.mark.parametrize("pack", [bytes, gzip.compress, lambda data: zipped({"a": data})], ids=["", "gzip", "zip"])
def test_of_a_page_that_unpacks_itself_the_page_in_it_is_read(tmp_path, pack):
    held = io.BytesIO(SELF_EXTRACTING.encode())
    with zipfile.ZipFile(held, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("images/0.png", b"\x89PNG")
        archive.writestr("index.html", page("A"))
        archive.writestr("frames/0/index.html", page("Frame"))
        archive.comment = b"--></body></html>"
    (article,), failed = found(tmp_path, pack(held.getvalue()))
    assert (article.title, article.url, failed) == ("A", "https://news.example/a", [])
    assert article.provenance["captured"] == "2015-05-18T08:00:00Z"


@pytest.mark.parametrize("kept", [0.5, 0.99])
def test_a_cut_off_zip_is_named(tmp_path, kept):
    data = zipped({"a.html": page(), "b.html": page()})
    assert failures(tmp_path, data[: int(len(data) * kept)])[0][1].endswith("it is cut off or damaged")


def test_too_many_members_are_refused(tmp_path):
    data = bytearray(zipped({"a.html": page()}))
    at = data.rfind(b"PK\x05\x06") + 12
    data[at : at + 4] = (40_000_000).to_bytes(4, "little")
    assert "too many members" in failures(tmp_path, bytes(data))[0][1]


@pytest.mark.parametrize(
    ("member", "kind"),
    [
        ("word/document.xml", "a Word document"),
        ("xl/workbook.xml", "an Excel workbook"),
        ("META-INF/manifest.xml", "an OpenDocument file"),
        ("META-INF/container.xml", "an EPUB book"),
    ],
)
def test_office_documents_are_named_as_not_read(tmp_path, member, kind):
    ((_, reason),) = failures(tmp_path, zipped({"mimetype": b"x", member: b"<x/>"}))
    assert reason.startswith(f"looks like {kind}")


def test_three_levels_are_opened_and_a_fourth_refused(tmp_path):
    three = zipped({"b.zip": zipped({"c.gz": gzip.compress(page("C"))})})
    assert titles(tmp_path, three) == ["C"]
    ((path, reason),) = failures(tmp_path, gzip.compress(three))
    assert (path, "packed more than 3 times" in reason) == ("!b.zip!c.gz", True)


def test_of_a_wacz_only_the_records_are_read(tmp_path):
    members = {
        "datapackage.json": b"{}",
        "pages/pages.jsonl": LINE,
        "archive/data.warc.gz": b"".join(map(gzip.compress, records(2))),
    }
    (first, second), failed = found(tmp_path, zipped(members))
    assert (first.title, second.title, failed) == ("T0", "T1", [])
    assert first.provenance["file"] == "zip member archive/data.warc.gz, warc record 1"


# tar


def tarred(members: dict[str, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w", format=form) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return held.getvalue()


def special(kind: bytes, **more: object) -> bytes:
    info = tarfile.TarInfo("a.html")
    info.type = kind
    for name, value in more.items():
        setattr(info, name, value)
    return info.tobuf()


LONG = "d" * 90 + "/" + "n" * 300 + "/é.html"


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
@pytest.mark.parametrize("pack", [bytes, *PACKERS.values()], ids=["plain", *PACKERS])
def test_members_of_a_tar_are_read_in_their_order(tmp_path, pack, form):
    long = "a/é.html" if form == tarfile.USTAR_FORMAT else LONG
    members = {long: page("A"), "lines": lines(2), "b.txt": b"B\n\n" + PROSE.encode(), "w": b"".join(records(2))}
    articles, failed = found(tmp_path, pack(tarred(members, form)))
    assert [a.title for a in articles] == ["A", "T0", "T1", "B", "T0", "T1"]
    assert articles[0].provenance["file"] == f"tar member {long}"
    assert not failed


def test_what_folders_hide_is_hidden_in_a_tar(tmp_path):
    hidden = {"./.x": b"w", "a.html": page("A"), "._a.html": b"w", "a_files/x.html": page("X"), "b_files/y": page("Y")}
    assert titles(tmp_path, tarred(hidden)) == ["A", "Y"]


@pytest.mark.parametrize("name", ["/etc/a.html", "../../a.html", "a/../../b.html", "\n\x1b[2J.html"])
def test_names_of_a_tar_are_labels_only(tmp_path, name):
    before = set(tmp_path.rglob("*"))
    (article,) = found(tmp_path, tarred({name: page()}))[0]
    assert article.provenance["file"].isprintable()
    assert set(tmp_path.rglob("*")) - before == {tmp_path / "file"}


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (tarfile.SYMTYPE, "is a link"),
        (tarfile.LNKTYPE, "is a link"),
        (tarfile.CHRTYPE, "is a device"),
        (tarfile.FIFOTYPE, "is a device or a pipe"),
        (tarfile.GNUTYPE_SPARSE, "is a sparse file"),
    ],
)
def test_links_and_devices_of_a_tar_are_refused(tmp_path, kind, reason):
    odd = special(kind, linkname="/etc/passwd")
    (article,), (failure,) = found(tmp_path, odd + tarred({"b.html": page("B")}))
    assert (article.title, failure.path) == ("B", f"{tmp_path / 'file'}!a.html")
    assert failure.reason.startswith(reason)


def test_archives_behind_each_other_are_all_read(tmp_path):
    assert titles(tmp_path, tarred({"a.html": page("A")}) + tarred({"b.html": page("B")})) == ["A", "B"]


BROKEN_TARS = {
    "cut": lambda data: data[:1800],
    "no end": lambda data: data[:2048],
    "checksum": lambda data: data[:1024] + b"x" + data[1025:],
    "giant": lambda data: data[:1024] + special(tarfile.REGTYPE, size=1 << 60) + data[1536:],
    "negative": lambda data: data[:1024] + special(tarfile.REGTYPE, size=-512) + data[1536:],
    "long name": lambda data: data[:1024] + special(tarfile.GNUTYPE_LONGNAME, size=1 << 60) + data[1536:],
}


@pytest.mark.parametrize("damage", BROKEN_TARS.values(), ids=BROKEN_TARS)
def test_of_a_broken_tar_the_whole_members_are_read(tmp_path, damage):
    articles, failed = found(tmp_path, damage(tarred({"a.html": page("A"), "b.html": page("B")}, tarfile.USTAR_FORMAT)))
    assert articles[0].title == "A"
    assert "what is whole was read" in failed[-1].reason


# WARC


def test_a_record_gives_the_address_and_the_date_that_a_page_lacks(tmp_path):
    own = page("Own", '<link rel="canonical" href="https://own.example/x">')
    (first, second), _ = found(tmp_path, record(http(page())) + record(http(own)))
    assert (first.url, first.provenance["url"]) == ("https://news.example/a", "saved-from")
    assert first.provenance["captured"] == second.provenance["captured"] == "2015-05-18T01:02:03Z"
    assert (second.url, second.provenance["file"]) == ("https://own.example/x", "warc record 2")


DATE = b"2015-05-18T01:02:03Z"
ANSWERED = http(page()).replace(b"\r\n", b"\r\nDate: Mon, 18 May 2015 03:02:03 +0200\r\n", 1)


@pytest.mark.parametrize(
    ("damaged", "captured"),
    [
        (record(ANSWERED).replace(DATE, b"yesterday"), DATE.decode()),
        (record(http(page())).replace(DATE, b"yesterday"), "unreadable"),
        (record(http(page())).replace(b"WARC-Date: %s\r\n" % DATE, b""), "unreadable"),
    ],
)
def test_a_record_without_a_date_goes_by_that_of_the_server(tmp_path, damaged, captured):
    ((article,), _) = found(tmp_path, damaged)
    assert article.provenance["captured"] == captured


def test_an_answer_of_no_address_of_the_web_is_named(tmp_path):
    script = record(http(page())).replace(b"https://news.example/a", b"javascript:alert(1)")
    (articles, (failed,)) = found(tmp_path, script + record(http(page())))
    assert (len(articles), failed.reason) == (1, "is a broken record: its address is none of the web")


OTHERS = (
    record(b"software: x\r\n", of="warcinfo", kind="application/warc-fields")
    + record(http(page("not found"), status="404 Not Found"))
    + record(http(page("moved"), status="301 Moved"))
    + record(http(b"\xff\xd8\xff", kind="image/jpeg"))
    + record(http(b"User-agent: *", kind="text/plain"))
    + record(http(b""), of="revisit")
    + record(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", of="request", kind="application/http;msgtype=request")
    + record(b"words", of="conversion", kind="text/plain")
    + record(b"a: b", of="metadata", kind="application/warc-fields")
)


def test_only_pages_that_were_there_are_read(tmp_path):
    resource = record(page("R"), of="resource", kind="text/html; charset=utf-8")
    assert titles(tmp_path, OTHERS + records(1)[0] + resource) == ["T0", "R"]


def test_a_warc_without_pages_says_so(tmp_path):
    ((_, reason),) = failures(tmp_path, OTHERS)
    assert reason.startswith("holds no page")


CHUNKED = b"%x\r\n%s\r\n0\r\n\r\n" % (len(page()), page())


@pytest.mark.parametrize(
    "block",
    [
        http(gzip.compress(page()), "Content-Encoding: gzip"),
        http(zlib.compress(page()), "Content-Encoding: deflate"),
        http(brotli.compress(page()), "Content-Encoding: br"),
        http(PACKERS["zstd"](page()), "Content-Encoding: zstd"),
        http(page()).replace(b"HTTP/1.1 200 OK", b"HTTP/2 200"),
        http(CHUNKED, "Transfer-Encoding: chunked"),
        http(page(), "Content-Encoding: gzip"),
        http(page(), "Transfer-Encoding: chunked"),
        http(page(), kind="Text/HTML; charset=UTF-8"),
        http(page()).replace(b"Content-Type: text/html\r\n", b""),
    ],
)
def test_encodings_of_http_are_undone_where_they_are_there(tmp_path, block):
    assert titles(tmp_path, record(block)) == ["T"]


@pytest.mark.parametrize("charset", ["koi8-r", "utf-8", "no-such", ""])
def test_the_charset_of_http_is_a_hint(tmp_path, charset):
    text = "<!doctype html><title>Порт</title><p>Корабль вошёл в порт утром, сказал капитан корабля."
    encoded = text.encode(charset if charset == "koi8-r" else "utf-8")
    assert titles(tmp_path, record(http(encoded, kind=f"text/html; charset={charset}"))) == ["Порт"]


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_a_cut_off_warc_gives_what_is_whole_and_says_so(tmp_path, pack):
    whole, cut = b"".join(map(pack, records(6))), pack(records(7)[6])
    articles, failed = found(tmp_path, whole + cut[: len(cut) // 2])
    assert [a.title for a in articles] == [f"T{n}" for n in range(6)]
    said = "is cut off after 6 records: what is whole was read"
    assert failed == [Failure(str(tmp_path / "file"), said)]


BREAKS = {
    "length too great": lambda r: r.replace(b"Content-Length: ", b"Content-Length: 9"),
    "length far too great": lambda r: r.replace(b"Content-Length: ", b"Content-Length: 99999999999"),
    "length too small": lambda r: r.replace(b"Content-Length: ", b"Content-Length: 1\r\nX: "),
    "no length": lambda r: r.replace(b"Content-Length", b"Content-Lenght"),
    "no beginning": lambda r: b"XXXX" + r[4:],
    "no address": lambda r: r.replace(b"WARC-Target-URI", b"WARC-Target-URL"),
    "no HTTP": lambda r: r.replace(b"HTTP/1.1 200", b"\x00\x01\x02\x03"),
}


@pytest.mark.parametrize("damage", BREAKS.values(), ids=BREAKS)
def test_a_broken_record_costs_only_itself(tmp_path, damage):
    three = records(3)
    three[1] = damage(three[1])
    articles, _ = found(tmp_path, b"".join(three))
    assert [a.title for a in articles] == ["T0", "T2"]


@pytest.mark.parametrize("at", [0, 10, 60, 150, -6])
def test_a_broken_member_of_gzip_costs_only_its_record(tmp_path, at):
    members = [gzip.compress(one) for one in records(3)]
    broken = bytearray(members[1])
    broken[at : at + 4 if at >= 0 else None] = b"\xff\xff\xff\xff" if at >= 0 else b"\xff" * 6
    members[1] = bytes(broken)
    articles, failed = found(tmp_path, b"".join(members))
    assert {"T0", "T2"} <= {a.title for a in articles} <= {"T0", "T1", "T2"}
    assert "is damaged: what is whole was read" in {failure.reason for failure in failed}


def test_an_odd_address_prints_nothing_by_itself(tmp_path, capfd):
    odd = records(1)[0].replace(b"https://news.example/0", b"https://news.example/ \x1b[2J")
    assert titles(tmp_path, odd) == ["T0"]
    assert capfd.readouterr() == ("", "")


def test_a_page_with_nothing_in_it_is_named_by_its_record(tmp_path):
    assert failures(tmp_path, records(1)[0] + record(http(b""))) == [("#record 2", "the file is empty")]


@pytest.mark.parametrize(
    ("name", "pack"), [("gzip", gzip.compress), ("br", partial(brotli.compress, quality=1)), ("zstd", PACKERS["zstd"])]
)
def test_a_bomb_in_a_record_is_refused(tmp_path, name, pack):
    bomb = record(http(pack(b"<p>" + b"x" * 150_000_000), f"Content-Encoding: {name}"))
    (article,), (failure,) = found(tmp_path, bomb + records(1)[0])
    assert (article.title, "20 MB limit" in failure.reason) == ("T0", True)


# MHTML

MHTML = """From: <Saved by Blink>
Snapshot-Content-Location: https://news.example/a
Subject: T
Date: Mon, 18 May 2015 10:00:00 +0200
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="--b"

----b
Content-Type: text/html
Content-Location: https://frame.example/
Content-Transfer-Encoding: 8bit

<html><title>Frame</title>
----b
Content-Type: text/html
Content-Location: https://news.example/a
Content-Transfer-Encoding: quoted-printable

<!DOCTYPE html><html><head><title>Caf=C3=A9</title></head><body><p>=E2=80=9CIt is a good day,=
=E2=80=9D said Ana Silva, who had come to the harbour with her brothers.</p></body></html>
----b
Content-Type: image/png
Content-Transfer-Encoding: base64

iVBORw0KGgo=
----b--
"""


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_of_mhtml_the_page_is_read_with_its_origin(tmp_path, line_end):
    (article,), failed = found(tmp_path, MHTML.replace("\n", line_end).encode())
    assert (article.title, article.url, failed) == ("Café", "https://news.example/a", [])
    assert article.body.startswith("“It is a good day,” said Ana Silva")
    assert article.provenance["captured"] == "2015-05-18T08:00:00Z"


def test_mhtml_that_is_cut_off_says_so(tmp_path):
    articles, failed = found(tmp_path, MHTML[: MHTML.index("iVBOR")].encode())
    assert ([a.title for a in articles], failed[0].reason) == (["Café"], "is cut off: what is whole was read")


def test_mhtml_without_a_page_is_named(tmp_path):
    assert failures(tmp_path, MHTML.replace("text/html\n", "image/png\n").encode()) == [("", "is MHTML without a page")]


# Saved pages

SINGLEFILE = """<!DOCTYPE html> <html><!--
 Page saved with SingleFile
 url: https://news.example/a?b=1
 saved date: Mon May 18 2015 10:00:00 GMT+0200 (Central European Summer Time)
-->"""
WAYBACK = """<html><head><script src="/_static/js/wombat.js"></script>
<link rel="canonical" href="https://web.archive.org/web/20150518010203/http://news.example/a"/></head>"""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<!-- saved from url=(0022)http://news.example/a -->", Origin("http://news.example/a")),
        ("<!-- saved from url=(0014)about:internet -->", Origin()),
        (SINGLEFILE, Origin("https://news.example/a?b=1", "2015-05-18T08:00:00Z")),
        (SINGLEFILE.replace("Page saved with", "Archive processed by"),
         Origin("https://news.example/a?b=1", "2015-05-18T08:00:00Z")),
        (WAYBACK, Origin("http://news.example/a", "2015-05-18T01:02:03Z")),
        ('<script>__wm.wombat("http://news.example/a","20150518010203","https://web.archive.org/","web")</script>'
         "<!-- BEGIN WAYBACK TOOLBAR INSERT -->", Origin("http://news.example/a", "2015-05-18T01:02:03Z")),
        ("<html>" + "x" * 30_000 + "<!-- FILE ARCHIVED ON 01:02:03 May 18, 2015 AND RETRIEVED FROM -->",
         Origin(None, "2015-05-18T01:02:03Z")),
        ("<!-- saved from url=(0060)https://web.archive.org/web/20150518010203/http://news.example/a -->",
         Origin("http://news.example/a", "2015-05-18T01:02:03Z")),
        ('<link rel="canonical" href="https://web.archive.org/web/20150518010203/http://news.example/a">', Origin()),
        ("<!-- FILE ARCHIVED ON 01:02:03 Foo 99, 2015 -->", Origin()),
        ("", Origin()),
    ],
)  # fmt: skip
def test_a_saved_page_tells_its_origin(text, told):
    assert origin(text) == told


@pytest.mark.parametrize("path", ["x/web/20150518010203/http:/a.example/b", "web/20150518010203id_/http://a.example/b"])
def test_a_path_of_the_wayback_machine_tells_the_origin(path):
    assert origin_of_path(path) == Origin("http://a.example/b", "2015-05-18T01:02:03Z")


@pytest.mark.parametrize(
    ("printed", "moment"),
    [
        ("2015-05-18T01:02:03Z", "2015-05-18T01:02:03Z"),
        ("2015-05-18T01:02:03.123456789Z", "2015-05-18T01:02:03Z"),
        ("2015-05-18T10:02:03+02:00", "2015-05-18T08:02:03Z"),
        ("2015-05-18 01:02", "2015-05-18T01:02:00Z"),
        ("2015-05", "2015-05-01T00:00:00Z"),
        ("2015", "2015-01-01T00:00:00Z"),
        ("0001-01-01T00:00:00+12:00", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_moments_are_written_in_one_way(printed, moment):
    assert in_utc(printed) == moment


@pytest.mark.parametrize("body", [page(), b"Harbour\n\n" + PROSE.encode(), LINE], ids=["page", "text", "JSON"])
def test_whatever_a_record_holds_tells_when_it_was_captured(tmp_path, body):
    (article,), _ = found(tmp_path, record(http(body), of="response"))
    assert article.provenance["captured"] == "2015-05-18T01:02:03Z"


def test_the_origin_fills_what_an_article_lacks(tmp_path):
    (article,), _ = found(tmp_path, SINGLEFILE.encode() + page()[len("<!DOCTYPE html><html>") :])
    assert (article.url, article.provenance["captured"]) == ("https://news.example/a?b=1", "2015-05-18T08:00:00Z")


# ArchiveBox


@pytest.fixture
def box(tmp_path):
    """A folder of ArchiveBox with one snapshot, in every form."""
    snapshot = tmp_path / "archive/1431910923.5"
    (snapshot / "warc").mkdir(parents=True)
    (snapshot / "news.example").mkdir()
    (tmp_path / "index.sqlite3").write_bytes(b"")
    (tmp_path / "index.html").write_bytes(page("List"))
    told = {
        "url": "https://news.example/1",
        "timestamp": "1431910923.5",
        "title": "T",
        "canonical": {"wget_path": "news.example/a.html"},
        "history": {"dom": [{"start_ts": "2015-05-18T02:00:00+00:00"}], "pdf": [{"start_ts": None}]},
    }
    (snapshot / "index.json").write_text(json.dumps(told))
    (snapshot / "index.html").write_bytes(page("Index"))
    (snapshot / "singlefile.html").write_bytes(page("Single"))
    (snapshot / "output.html").write_bytes(page("DOM"))
    (snapshot / "warc/1.warc.gz").write_bytes(b"".join(map(gzip.compress, [OTHERS, *records(3)])))
    (snapshot / "news.example/a.html").write_bytes(page("Copy"))
    (snapshot / "mercury.json").write_bytes(LINE)
    return tmp_path


FORMS = ["singlefile.html", "output.html", "warc/1.warc.gz", "news.example/a.html"]


@pytest.mark.parametrize(("gone", "title"), [*enumerate(["Single", "DOM", "T1", "Copy"])])
def test_of_a_snapshot_the_best_form_is_read_once(box, gone, title):
    for name in FORMS[:gone]:
        (box / "archive/1431910923.5" / name).unlink()
    (article,) = read(str(box))
    assert (article.title, article.url) == (title, "https://news.example/1")
    assert article.provenance["captured"] == "2015-05-18T02:00:00Z"
    assert article.file == str(box / "archive/1431910923.5" / FORMS[gone])


def test_a_snapshot_without_a_form_is_named(box):
    for name in FORMS:
        (box / "archive/1431910923.5" / name).unlink()
    (failure,) = read(str(box))
    assert isinstance(failure, Failure)


def test_a_damaged_index_of_a_snapshot_costs_what_it_told(box):
    (box / "archive/1431910923.5/index.json").write_text("{")
    (article,) = extract_file(str(box))
    assert (article.title, article.provenance["captured"]) == ("Single", "2015-05-18T01:02:03Z")


# Others


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"{\\rtf1\\ansi words}", "an RTF document"),
        (b"Rar!\x1a\x07\x01\x00" + b"x" * 50, "a RAR archive"),
        (b"II*\x00" + b"x" * 50, "a TIFF image"),
    ],
)
def test_what_is_not_read_is_named(tmp_path, data, kind):
    ((_, reason),) = failures(tmp_path, data)
    assert reason.startswith(f"looks like {kind}: only text is read")


WHOLE = {
    "zip": zipped({"a.html": page("A"), "b": lines(2)}),
    "tar": tarred({"a.html": page("A"), "b": lines(2)}),
    "tar.gz": gzip.compress(tarred({"a.html": page("A"), "b": lines(2)})),
    "warc": b"".join(records(3)),
    "warc.gz": b"".join(map(gzip.compress, records(3))),
    "warc.zst": b"".join(map(PACKERS["zstd"], records(3))),
    "mhtml": MHTML.encode(),
    "jsonl": lines(3),
}


@pytest.mark.parametrize("whole", WHOLE.values(), ids=WHOLE)
def test_a_cut_anywhere_costs_no_more_than_what_is_cut(tmp_path, whole):
    there = {item.title for item in found(tmp_path, whole)[0]} | {"file", "T", "Frame"}  # of a few bytes as text
    for kept in range(1, len(whole), 97):
        articles, failed = found(tmp_path, whole[:kept])
        assert {article.title for article in articles} <= there
        assert 0 < len(articles) + len(failed) < 5
        assert len(failed) < 3
        assert not any("Error" in failure.reason for failure in failed)


MAIL = b"From a@b.example Mon May 18 18:32:00 2015\nFrom: a@b.example\nSubject: x\nReceived: y\n"
TABLE = b"title,text\n" + b"a,b\n" * 30
PAX = special(tarfile.XHDTYPE, size=512) + b"11 path=ab\n" * 46 + bytes(6)
PART = b"----b\nContent-Type: text/html\n\nx\n"


def zeros(count: int) -> bytes:
    return bytes(count * 1_000_000)


def empty() -> bytes:
    return b"\n" * 50_000_000


def stacked() -> bytes:
    """Return a ZIP whose list names one large member 20,000 times."""
    whole, many = zipped({"a.html": page("A") + b" " * 5_000_000}), 20_000
    end = whole.rfind(b"PK\x05\x06")
    at = int.from_bytes(whole[end + 16 : end + 20], "little")
    ends = b"PK\x05\x06" + struct.pack("<4H2LH", 0, 0, many, many, many * (end - at), at, 0)
    return whole[:at] + whole[at:end] * many + ends


BOMBS = {
    "gzip in gzip": lambda: gzip.compress(gzip.compress(gzip.compress(zeros(300)))),
    "empty lines": lambda: gzip.compress(LINE + empty()),
    "empty rows": lambda: gzip.compress(TABLE + empty()),
    "empty mail": lambda: gzip.compress(MAIL + b"\n" + empty()),
    "endless header": lambda: gzip.compress(MAIL + b"X: " + zeros(200)),
    "headers": lambda: MAIL + b"X: y\n" * 500_000 + b"\nwords\n",
    "noise behind a record": lambda: gzip.compress(records(1)[0] + zeros(300)),
    "broken records": lambda: b"WARC/1.0\n" * 1_000_000,
    "members of a tar": lambda: gzip.compress(special(tarfile.REGTYPE, size=300_000_000) + zeros(300)),
    "headers of a tar": lambda: gzip.compress(PAX * 50_000),
    "members on top of each other": stacked,
    "parts": lambda: MHTML.split("----b")[0].encode() + PART * 500_000,
    "a cell": lambda: TABLE + b'x,"' + zeros(100) + b'"\nlast,b\n',
    "lines of a cell": lambda: TABLE + b'x,"' + b"a\n" * 10_000_000 + b'"\n',
    "dictionary": lambda: b"\x5d\x2a\x4d\x18" + struct.pack("<L", 9_200) + PACKERS["zstd"](zeros(300)),
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_no_bomb_takes_longer_than_a_document_may(tmp_path, bomb):
    data = bomb()
    began = time.process_time()
    assert len(found(tmp_path, data)[0]) < 100
    assert time.process_time() - began < 10


@pytest.mark.parametrize("seed", range(60))
def test_no_damage_is_more_than_a_failure(tmp_path, seed):
    kinds = (zipped({"a": page(), "b": lines(2)}), b"".join(map(gzip.compress, records(3))), MHTML.encode(),
             b"".join(records(3)), encrypted())  # fmt: skip
    rng = random.Random(seed)
    whole = kinds[seed % len(kinds)]
    data = bytearray(whole[: rng.randrange(len(whole) // 2, len(whole))])
    for _ in range(rng.randrange(6)):
        data[rng.randrange(len(data))] = rng.randrange(256)
    (tmp_path / "file").write_bytes(data)
    assert list(read(str(tmp_path / "file")))
