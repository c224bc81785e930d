"""Feeds, tables, mails and Reuters's SGML: known by what they hold, read entry by entry, harmless when hostile."""

import io
import json
import time
import tracemalloc
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import pytest

from benchmarks.reuters import stories
from index.article import Article
from index.building import documents
from index.extract.fragments import fragment_body
from index.files import Failure
from index.formats import records as formats
from index.formats.csv_file import HEAD
from index.formats.parts import Item

BODY = "The river rose.\n\n“It is bad,” Rui Sá said."
HTML = "<p>The river <b>rose</b>.</p><script>x</script><p>“It is bad,”<br>Rui Sá said.</p>"
ITEM = f"""<item><title>Flood &amp; fear</title><link>https://wire.example/a</link>
<guid isPermaLink="false">7</guid><dc:creator><![CDATA[Ana Silva]]></dc:creator><dc:creator>Rui Day</dc:creator>
<category>Rivers</category><category>Sea</category><pubDate>Mon, 18 May 2015 18:32:00 -0400</pubDate>
<description>Short.</description><content:encoded><![CDATA[{HTML}]]></content:encoded></item>"""
RSS = """<?xml version="1.0" encoding="ISO-8859-1"?><!-- saved -->
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Wire</title><language>en-gb</language>
%s</channel></rss>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:d="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://wire.example/"><title>The Wire</title>
<d:language>en-gb</d:language></channel><item rdf:about="https://wire.example/a"><title>Flood &amp;amp; fear</title>
<description>&lt;p&gt;The river rose.&lt;/p&gt;“It is bad,” Rui Sá said.</description><d:creator>Ana Silva</d:creator>
<d:creator>Rui Day</d:creator><d:subject>Rivers</d:subject><d:subject>Sea</d:subject>
<d:date>2015-05-18T18:32:00-04:00</d:date></item></rdf:RDF>"""
ATOM = """<a:feed xmlns:a="http://www.w3.org/2005/Atom" xml:lang="en-gb"><a:title>The Wire</a:title>
<a:author><a:name>The Wire</a:name></a:author>
<a:entry><a:title>Flood &amp; fear</a:title><a:link rel="self" href="https://wire.example/x"/>
<a:link href="https://wire.example/a"/><a:id>tag:wire.example,2015:7</a:id>
<a:author><a:name>Ana Silva</a:name></a:author>
<a:author><a:name>Rui Day</a:name><a:email>rui@wire.example</a:email></a:author><a:category term="Rivers"/>
<a:category term="s" label="Sea"/><a:published>2015-05-18T18:32:00-04:00</a:published>
<a:updated>2015-05-19T00:00:00Z</a:updated><a:content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>The river <b>rose</b>.</p><p>“It is bad,” Rui Sá said.</p></div></a:content></a:entry></a:feed>"""


def made(found: Iterable[Item | Failure] | None) -> Iterator[Article | Failure] | None:
    """Return what items become, one by one."""
    return None if found is None else (item.made() if isinstance(item, Item) else item for item in found)


def records(text: str, path: str) -> Iterator[Article | Failure] | None:
    return made(formats.records(text, path))


def mail(data: bytes, path: str) -> Iterator[Article | Failure] | None:
    return made(formats.mail(data, path))


def streamed(file: BinaryIO, path: str) -> Iterator[Article | Failure] | None:
    return made(formats.streamed(file, path))


def articles(found: Iterable[Article | Failure] | None) -> list[Article]:
    assert found is not None
    return [item for item in found if isinstance(item, Article)]


def failures(found: Iterable[Article | Failure] | None) -> list[tuple[str, str]]:
    assert found is not None
    return [(item.path, item.reason) for item in found if isinstance(item, Failure)]


def read(text: str) -> Article:
    (article,) = articles(records(text, "f"))
    return article


@pytest.mark.parametrize("feed", [RSS % ITEM, RDF, ATOM], ids=["RSS", "RDF", "Atom"])
def test_an_entry_of_a_feed_is_an_article(feed: str) -> None:
    article = read(feed)
    assert (article.title, article.body, article.source) == ("Flood & fear", BODY, "The Wire")
    assert (article.authors, article.tags) == (("Ana Silva", "Rui Day"), ("Rivers", "Sea"))
    assert (article.published, article.url) == ("2015-05-18T18:32:00-04:00", "https://wire.example/a")
    assert (article.lang, article.id, set(article.provenance.values())) == ("en-gb", "", {"feed"})


ALONE = ATOM[ATOM.index("<a:entry") : ATOM.index("</a:feed")].replace(
    "<a:entry", '<a:entry xmlns:a="http://www.w3.org/2005/Atom"'
)


@pytest.mark.parametrize("entry", [ALONE, '<?xml version="1.0"?>\n' + ITEM], ids=["Atom", "RSS"])
def test_an_entry_that_stands_alone_is_an_article(entry: str) -> None:
    article = read(entry)
    assert (article.title, article.body, article.source) == ("Flood & fear", BODY, None)
    assert (article.authors, article.tags) == (("Ana Silva", "Rui Day"), ("Rivers", "Sea"))
    assert (article.published, article.url) == ("2015-05-18T18:32:00-04:00", "https://wire.example/a")
    ((path, _),) = failures(records(entry[:-20], "f"))
    assert path == f"f:{entry.count(chr(10)) + 1}"


@pytest.mark.parametrize(
    ("inside", "name", "value"),
    [
        ("<author>ana@paper.london (Ana Silva)</author>", "authors", ("Ana Silva",)),
        ("<guid>https://wire.example/b</guid>", "url", "https://wire.example/b"),
        ("<guid isPermaLink='false'>tag:x,2015:7</guid>", "id", "tag:x,2015:7"),
        ("<source url='https://other.example'>The Other</source>", "source", "The Other"),
        ("<dc:language>pt</dc:language>", "lang", "pt"),
        ("<description>AT&T & more &nbsp;&bogus; a < b</description>", "body", "AT&T & more &bogus; a < b"),
        ("<description>one&#5;\x01two</description>", "body", "onetwo"),
        ("<content:encoded><![CDATA[caf&eacute;<br><br/>b]]></content:encoded>", "body", "café\n\nb"),
        ("<description>Dek</description><unknown:thing>x</unknown:thing>", "body", "Dek"),
        ("<pubDate>yesterday</pubDate>", "published", None),
    ],
)
def test_what_an_entry_says_in_other_ways_is_read(inside: str, name: str, value: object) -> None:
    assert getattr(read(RSS % f"<item><title>T</title>{inside}</item>".replace("a < b", "a &lt; b")), name) == value


@pytest.mark.parametrize(("element", "kind"), [("published", "feed"), ("updated", "updated")])
def test_the_date_of_an_update_serves_only_alone_and_is_called_that(element: str, kind: str) -> None:
    article = read(ATOM.replace("published>", f"{element}>"))
    assert (article.published, article.provenance["published"]) == ("2015-05-18T18:32:00-04:00", kind)


@pytest.mark.parametrize(
    "bad",
    [
        "<item><title>a <b</title></item>",
        "<item><title>cut</item>",
        "<item><title>no end</title>",
        "<item><title>no end",
        "<item>" + "<a>" * 1000,
        "<item><title/></item>",
        "<item>" + "<a/>" * 60_000 + "</item>",
        "<item><description>" + "&lt;p>" * 300_000 + "</description></item>",
    ],
)
def test_a_broken_entry_costs_only_itself(bad: str) -> None:
    found = list(records(RSS % f"{ITEM}\n{bad}\n{ITEM}{ITEM}", "f") or ())
    assert [type(item) for item in found] == [Article, Failure, Article, Article]
    assert failures(found)[0][0] in ("f:8", "f:9")


def test_a_cut_feed_gives_what_is_whole_and_says_so() -> None:
    found = list(records((RSS % (ITEM * 3))[:-100], "f") or ())
    assert [type(item) for item in found] == [Article, Article, Failure]
    assert "no element found" in failures(found)[0][1] or "unclosed" in failures(found)[0][1]


def test_what_follows_the_end_of_a_feed_is_no_loss() -> None:
    assert failures(records(RSS % ITEM + "\n<b>Warning</b>: x", "f")) == []


def test_many_broken_entries_end_the_reading() -> None:
    assert "the rest is not read" in failures(records(RSS % ("<item><b></item>" * 500), "f"))[-1][1]


BOMB = '<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 20}">' for a, b in zip("abcdefg", "bcdefgh", strict=True)
)


@pytest.mark.parametrize(
    "declared", [BOMB, '<!ENTITY h SYSTEM "file:///etc/passwd">', '<!ENTITY % h SYSTEM "http://127.0.0.1/">%h;']
)
def test_entities_that_a_feed_declares_are_words(declared: str) -> None:
    feed = f"<!DOCTYPE rss [{declared}]>" + RSS.partition("-->")[2] % "<item><title>T &h;</title></item>"
    assert read(feed).title == "T &h;"


@pytest.mark.parametrize(
    "hostile",
    [
        "<author>" + "a" * 500_000 + "</author>",
        "<pubDate>" + "1" * 500_000 + "</pubDate>",
        "<title>" + "<![CDATA[" * 100_000,
        "<title>" + "&" * 500_000 + "</title>",
        "<author>a</author>" * 20_000,
        "<a " * 200_000,
    ],
)
def test_no_entry_takes_long(hostile: str) -> None:
    begin = time.monotonic()
    list(records(RSS % f"<item><title>T</title>{hostile}</item>", "f") or ())
    assert time.monotonic() - begin < 5


@pytest.mark.parametrize(
    "text",
    [
        "",
        "T\n\nHe wrote <rss> and <feed>.",
        "<feed><entry/></feed>",
        "<entry><title>x</title></entry>",
        "<item><title>x</title></item>",
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><item/></rdf:RDF>',
        "<html><body><p>x</p></body></html>",
        "<p>REUTERS</p>",
        "<!DOCTYPE html" * 1000,
        "<!--" * 10_000,
    ],
)
def test_other_markup_is_no_feed(text: str) -> None:
    assert records(text, "f") is None


def test_hidden_words_pictures_and_soft_hyphens_are_left_out_of_a_fragment() -> None:
    html = (
        "<div style='display: none'>Preview</div><figure><figcaption>By X</figcaption></figure>" + "<td>A\u00adb</td>"
    )
    assert fragment_body(html + "<td>c\n d</td>" + "<div>" * 3000 + "e") == "Ab\n\nc d\n\ne"


HEADER = "title,url,publish_date,body,authors,keywords\n"
ROW = 'Flood,https://wire.example/a,2015-05-18,"The river, ""big"", rose.\nIt fell.",Ana Silva; Rui Day,"a, b"\n'


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_row_of_a_table_is_an_article(delimiter: str) -> None:
    cells = ["Flood", "https://wire.example/a", "2015-05-18", '"The river\r\n\r\nrose, ""big""."', "Ana Silva", "a"]
    text = delimiter.join(HEADER.strip().split(",")) + "\r\n" + delimiter.join(cells) + "\r\n"
    article = read(text)
    assert (article.title, article.url, article.published) == ("Flood", "https://wire.example/a", "2015-05-18")
    assert (article.body, article.authors, article.tags) == ('The river\n\nrose, "big".', ("Ana Silva",), ("a",))
    assert set(article.provenance.values()) == {"csv"}


def test_a_table_of_media_cloud_gives_articles_without_text() -> None:
    header = "id,indexed_date,language,media_name,media_url,publish_date,title,url\n"
    article = read(f"{header}5d41402a,2024-01-02,en,The Wire,wire.example,2024-01-01,Flood,https://wire.example/a\n")
    assert (article.id, article.source, article.lang) == ("5d41402a", "The Wire", "en")
    assert (article.title, article.published, article.body) == ("Flood", "2024-01-01", "")


@pytest.mark.parametrize(
    ("header", "row", "name", "value"),
    [
        ("Title,Publish Date", "T,2015-05-18", "published", "2015-05-18"),
        ("title,date", "T,1431988320", "published", "2015-05-18T22:32:00+00:00"),
        ("title,author", "\"T\",\"['Ana Silva', 'Rui Day']\"", "authors", ("Ana Silva", "Rui Day")),
        ("title,content", "T,<p>One.</p><p>Two.</p>", "body", "One.\n\nTwo."),
        ("title,summary,text", "T,Short.,Long.", "body", "Long."),
        (",title,url,id", "0,T,https://wire.example/a,17", "id", ""),
        ("title,id", "T,17", "id", "17"),
        ("title, text", 'T, "a, b"', "body", "a, b"),
        ("title,text,x", "T,b,,,", "body", "b"),
        ("title,text", 'a 5" gun,b', "title", 'a 5" gun'),
        ("title,text", "T,one\u2028two", "body", "one\u2028two"),
    ],
)
def test_cells_are_understood(header: str, row: str, name: str, value: object) -> None:
    assert getattr(read(f"{header}\n{row}\n"), name) == value


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ("a,b,c", "has 3 cells where the header has 2"),
        ("a", "has 1 cells where the header has 2"),
        ('"a,b\nc,d', "has 3 cells"),
        ('a,"b', "is never closed"),
        ("a\r\r,b", "is no row"),
        (",", 'neither "title" nor "body"'),
    ],
)
def test_a_bad_row_costs_only_itself(bad: str, said: str) -> None:
    good = "".join(f"t{n},b\n" for n in range(30))
    found = list(records(f"title,text\n{good}{bad}\n{good}", "f") or ())
    ((path, reason),) = failures(found)
    assert path == "f:32"
    assert said in reason or "never closed" in reason
    assert len(articles(found)) >= 60


@pytest.mark.parametrize(
    "text",
    [
        "Rain, wind, sun\n\nIt rained, and blew, and shone.\n",
        "title,url\n",
        "Title, by the author, text\nIt rained.\nIt blew, too.\nIt shone.\n",
        "name,size\na,1\n",
        "title,width\na,1\n",
        "Title\nText, text\nText, text\n",
        "date,source\n2015,x\n",
        "x" * 100_000 + ",title,url\na,b,c\n",
    ],
)
def test_text_with_commas_is_no_table(text: str) -> None:
    assert records(text, "f") is None
    file = io.BytesIO(text.encode())
    assert streamed(file, "f") is None
    assert file.tell() == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_stream_is_read_as_the_text_is(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes((HEADER + ROW * 3).replace("fell", "fiel é").encode(encoding))
    with path.open("rb") as file:
        found = articles(streamed(file, "f"))
    assert [article.body for article in found] == ['The river, "big", rose.\n\nIt fiel é.'] * 3


def test_a_stream_that_cannot_seek_is_known_by_a_peek() -> None:
    class Once(io.BytesIO):
        def seekable(self) -> bool:
            return False

    table = io.BufferedReader(Once((HEADER + ROW * 1000).encode()))  # type: ignore[type-var]
    assert len(articles(streamed(table, "f"))) == 1000
    text = io.BufferedReader(Once(b"It rained." * 1000))  # type: ignore[type-var]
    assert streamed(text, "f") is None
    assert text.read() == b"It rained." * 1000


def test_a_field_may_be_longer_than_the_library_allows() -> None:
    text = HEADER + ROW.replace("rose", "rose " * 100_000)
    assert len(text) > 500_000 > HEAD
    assert len(read(text).body) > 490_000
    assert len(articles(streamed(io.BytesIO(text.encode()), "f"))[0].body) > 490_000


@pytest.mark.parametrize("header", ["title,text", "title,text,date,colour"])
def test_broken_rows_cost_a_table_no_good_one(header: str) -> None:
    columns = header.count(",") + 1
    text = f"{header}\n" + "short\n" * 40 + ",".join("tbc"[:1] * columns) + "\n"
    found = list(records(text, "f") or ())
    assert (len(found), len(articles(found[-1:]))) == (41, 1)


def test_a_mail_that_nests_too_deeply_and_an_entry_of_too_much_say_so(tmp_path: Path) -> None:
    opened = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(3000))
    (tmp_path / "a.eml").write_text(f"From: a@b.example\nSubject: S\nMessage-ID: <x@y>\n{opened}\nwords\n")
    (deep,) = documents.read(str(tmp_path / "a.eml"))
    assert isinstance(deep, Failure)
    assert deep.reason == "is nested too deeply to be read"
    feed = RSS % f"<item><title>A</title>{'<category>x</category>' * 60_000}</item><item><title>B</title></item>"
    assert [reason for _, reason in failures(records(feed, "f"))] == ["this entry has more than 50,000 elements"]


def test_a_table_with_nothing_but_open_quotation_marks_is_given_up() -> None:
    good = "title,text\n" + "t,b\n" * 30
    begin = time.monotonic()
    assert "not read" in failures(records(good + 'x,"y","\n' * 200_000, "f"))[-1][1]
    assert time.monotonic() - begin < 20


def test_a_stream_of_any_size_takes_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("title,text\n" + f"{'t' * 50},{'b' * 50}\n" * 200_000)
    tracemalloc.start()
    with path.open("rb") as file:
        found = streamed(file, "f")
        assert found is not None
        assert all(isinstance(item, Article) for item in islice(found, 20_000))
        assert tracemalloc.get_traced_memory()[1] < 2_000_000 < path.stat().st_size
    tracemalloc.stop()


MAIL = b"""Received: from x by y; Mon, 18 May 2015 18:33:00 -0400
From: =?utf-8?q?The_Di=C3=A1rio?= <news@wire.example>
Subject: =?iso-8859-1?q?Flood_=E9?= =?utf-8?b?w6k=?=
 today
Date: Mon, 18 May 2015 18:32:00 -0400 (EDT)
Message-ID: <7@wire.example>
List-Id: Daily <daily.wire.example>
Archived-At: <https://wire.example/mails/7>
MIME-Version: 1.0
%b"""
PARTS = """Content-Type: multipart/mixed; boundary=A

--A
Content-Type: multipart/alternative; boundary=B

--B
Content-Type: text/plain

Plain.
--B
Content-Type: text/html{charset}
Content-Transfer-Encoding: {transfer}

{html}
--B--
--A
Content-Type: text/html
Content-Disposition: attachment; filename=a.html

<p>Attached.</p>
--A--
"""
PAGE = "<p>The river r&ocirc;se é.</p><p>It fell.</p>"


def sent(rest: bytes | str) -> Article:
    (article,) = articles(mail(MAIL.replace(b"%b", rest if isinstance(rest, bytes) else rest.encode()), "f"))
    return article


def test_a_mail_is_an_article_of_who_sent_it() -> None:
    article = sent(PARTS.format(charset="", transfer="8bit", html=PAGE))
    assert (article.title, article.source, article.authors) == ("Flood éé today", "The Diário", ())
    assert (article.published, article.id) == ("2015-05-18T18:32:00-04:00", "7@wire.example")
    assert (article.url, article.body) == ("https://wire.example/mails/7", "The river rôse é.\n\nIt fell.")
    assert set(article.provenance.values()) == {"mail"}


@pytest.mark.parametrize(
    ("charset", "transfer", "html"),
    [
        ("; charset=us-ascii", "8bit", PAGE.encode()),
        ("; charset=iso-8859-1", "8bit", PAGE.encode("cp1252")),
        ("; charset=windows-1251", "8bit", PAGE.encode()),
        ("; charset=no-such", "8bit", PAGE.encode("cp1252")),
        ("; charset=utf-8", "quoted-printable", b"<p>The river r=C3=B4se =\n=C3=A9.</p><p>It fell.</p>"),
        ("", "base64", b"PHA+VGhlIHJpdmVyIHLDtHNlIMOpLjwvcD48cD5JdCBmZWxsLjwvcD4="),
        ("; charset=utf-16", "8bit", PAGE.encode()),
    ],
)
def test_a_part_is_decoded_as_what_it_is(charset: str, transfer: str, html: bytes) -> None:
    parts = PARTS.format(charset=charset, transfer=transfer, html="HTML").encode().replace(b"HTML", html)
    assert sent(parts).body == "The river rôse é.\n\nIt fell."


@pytest.mark.parametrize(
    ("rest", "body"),
    [
        (
            "\nOne line that was wrapped where a mail program wraps\nit.\n\nTwo.\n",
            "One line that was wrapped where a mail program wraps it.\n\nTwo.",
        ),
        ("Content-Type: text/plain; charset=iso-2022-jp\n\n\x1b$B1+\x1b(B\n", "雨"),
        ("Content-Type: text/html\n\n<p>a\u2028b</p>", "a b"),
        ("Content-Type: nonsense\n\nx\x00y\n", "xy"),
        ("Content-Type: multipart/mixed; boundary=A\n\n--A\n\nCut", "Cut"),
        ("Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n!!!\n", ""),
    ],
)
def test_odd_mails_are_read(rest: str, body: str) -> None:
    assert sent(rest).body in (body, "!!!")


@pytest.mark.parametrize(
    ("old", "new", "source"),
    [
        (b"=?utf-8?q?The_Di=C3=A1rio?= ", b"", "Daily"),
        (b"=?utf-8?q?The_Di=C3=A1rio?=", "Diário".encode(), "Diário"),
        (b"=?utf-8?q?The_Di=C3=A1rio?=", b"=?utf-8?b?!?=", "Daily"),
        (b"From: =?utf-8?q?The_Di=C3=A1rio?= <news@wire.example>\nSub", b"From: news@wire.example\nSub", "Daily"),
    ],
)
def test_the_source_is_the_sender_else_the_list(old: bytes, new: bytes, source: str) -> None:
    (article,) = articles(mail(MAIL.replace(old, new).replace(b"%b", b"\nx\n"), "f"))
    assert article.source == source


def test_an_mbox_holds_several_mails(tmp_path: Path) -> None:
    one = b"From news@wire.example Mon May 18 18:32:00 2015\n" + MAIL.replace(b"%b", b"\nx\n\n>From here on\n\n")
    path = tmp_path / "box"
    path.write_bytes(one + one.replace(b"Subject:", b"X-No:").replace(b"x\n\n>From here on", b"") + one)
    with path.open("rb") as file:
        found = list(streamed(file, "f") or ())
    assert [article.body for article in articles(found)] == ["x\n\nFrom here on"] * 2
    assert failures(found) == [("f:16", "this mail has neither a subject nor text")]
    assert failures(mail(path.read_bytes(), "f")) == failures(found)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"From: Ana\nSubject: Rain\nDate: today\n\nIt rained.\n",
        b"Title: Rain\nDate: 2015-05-18\n\nIt rained.\n",
        b"From: <Saved by Blink>\nSnapshot-Content-Location: https://x.example/\nSubject: T\nMIME-Version: 1.0\n\n",
        b"From here on 18 May 2015\n\nIt rained.\n",
        MAIL.replace(b"Subject", b"It rained\nSubject"),
        b":" * 100_000,
    ],
)
def test_other_texts_are_no_mails(data: bytes) -> None:
    assert mail(data, "f") is None


def test_a_mail_of_boxes_in_boxes_costs_itself() -> None:
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(3000))
    (item,) = mail(MAIL.replace(b"%b", nested), "f") or ()
    assert isinstance(item, Article | Failure)


STORY = """<REUTERS TOPICS="YES" LEWISSPLIT="TRAIN" OLDID="9" NEWID="7">
<DATE> 2-MAR-1987 15:01:01.79</DATE>
<TOPICS><D>fish</D><D>trade</D></TOPICS>
<PLACES><D>portugal</D></PLACES>
<PEOPLE></PEOPLE>
<UNKNOWN>&#5;&#5;x</UNKNOWN>
<TEXT>&#2;
<TITLE>CATCH FALLS &lt;SEA.L></TITLE>
<AUTHOR>    By Ana Silva, Reuters</AUTHOR>
<DATELINE>    LISBON, March 2 - </DATELINE><BODY>Boats stayed in
port.
    Prices rose at the café.
 Reuter
&#3;</BODY></TEXT>
</REUTERS>
"""


@pytest.mark.parametrize("head", ["", '<!DOCTYPE lewis SYSTEM "lewis.dtd">\n'])
def test_a_story_of_reuters_is_an_article(head: str) -> None:
    for found in (records(head + STORY, "f"), streamed(io.BytesIO((head + STORY).encode("latin-1")), "f")):
        (article,) = articles(found)
        assert (article.id, article.title, article.source) == ("7", "CATCH FALLS <SEA.L>", "Reuters")
        assert article.body == "LISBON, March 2 - Boats stayed in port.\n\nPrices rose at the café."
        assert (article.published, article.authors) == ("1987-03-02T15:01:01", ("Ana Silva",))
        assert (article.tags, set(article.provenance.values())) == (("fish", "trade", "portugal"), {"sgml"})


def test_a_brief_has_its_words_beside_the_markup_and_a_bad_clock_gives_the_day() -> None:
    brief = STORY.replace("<BODY>", "").replace("</BODY>", "").replace("15:01:01.79", "605:12:19.12")
    assert read(brief).body == "LISBON, March 2 - Boats stayed in port.\n\nPrices rose at the café."
    assert read(brief).published == "1987-03-02"


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (STORY.replace("</REUTERS>", ""), "has no end"),
        (STORY.replace('NEWID="7"', 'NEWID="x"'), "has no number"),
    ],
)
def test_a_broken_story_costs_only_itself(bad: str, said: str) -> None:
    found = list(records(STORY + bad + STORY, "f") or ())
    assert [type(item) for item in found] == [Article, Failure, Article]
    assert failures(found)[0][0] == "f:16"
    assert said in failures(found)[0][1]


def test_the_benchmarks_read_the_same_stories(tmp_path: Path) -> None:
    (tmp_path / "reut2-000.sgm").write_bytes(STORY.encode("latin-1"))
    (record,) = stories(tmp_path)
    assert json.loads(json.dumps(record))["tags"] == ["fish", "trade", "portugal"]
