"""Saved pages of several conventions, all invented, and pages that mean harm."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Article, Image
from index.errors import UnreadableFile
from index.extract.checked import Effort
from index.extract.markup import HTML_LIMIT, TAG_LIMIT, read_markup

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))
PROSE = [f"This is paragraph {n}, which has quite enough words in it to be taken for prose {n}." for n in range(12)]
TEXT = "".join(f"<p>{text}</p>" for text in PROSE)


def body(html: str) -> list[str]:
    return read_markup(f"<html><body>{html}</body></html>").body.split("\n\n")


def head(html: str) -> Article:
    return read_markup(f"<html><head>{html}</head><body>{TEXT}</body></html>")


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_a_page_reads_as_expected(page: Path) -> None:
    expected = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    article = read_markup(page.read_text(encoding="utf-8")).to_dict()
    assert {name: article[name] for name in expected} == expected


def test_each_field_says_where_it_is_from() -> None:
    page = next(page for page in PAGES if page.stem == "json_ld")
    assert read_markup(page.read_text(encoding="utf-8")).provenance == {
        "title": "h1", "authors": "json-ld", "published": "json-ld", "tags": "json-ld", "section": "json-ld",
        "source": "meta", "byline": "byline", "image": "figure", "body": "main-text", "agreement": "1.00",
        "url": "link", "lang": "html", "modified": "2022-11-09T10:00:00Z", "coverage": "0.39",
    }  # fmt: skip


HIDING = [
    "<p hidden>{}</p>",
    '<div style="color:red; display : none"><p>{}</p></div>',
    '<p style="visibility:hidden">{}</p>',
    '<p aria-hidden="true" class="x visually-hidden">{}</p>',
    "<noscript><p>{}</p></noscript>",
    "<template><p>{}</p></template>",
    "<script>{}</script>",
    "<style>{}</style>",
    "<!-- {} -->",
    "<nav><p>{}</p></nav>",
    '<div class="newsletter-signup"><p>{}</p></div>',
    '<section id="comments"><p>{}</p></section>',
]


@pytest.mark.parametrize("hiding", HIDING)
def test_what_no_reader_sees_or_no_article_has_is_left_out(hiding: str) -> None:
    other = "Another text that is long enough to be taken for prose, but that must never get into the body."
    middle = TEXT.index(f"<p>{PROSE[6]}")
    assert body(TEXT[:middle] + hiding.format(other) + TEXT[middle:]) == PROSE


@pytest.mark.parametrize("hiding", HIDING[:7])
def test_others_do_not_bring_hidden_text_back(hiding: str) -> None:
    hidden = hiding.format("Another text that is long enough to be taken for prose, but that must never be found.")
    page = f"<html><body>{hidden}<div>{'</div><div>'.join(PROSE)}{hidden}</div></body></html>"
    assert "Another text" not in read_markup(page, "best").body


def test_what_is_hidden_from_screen_readers_only_is_text_where_it_is_the_page() -> None:
    assert body(f'<div aria-hidden="true">{TEXT}</div><div role="dialog">Accept?</div>') == PROSE
    assert body(f'{TEXT}<div aria-hidden="true"><p>{"The same once more, said for ornament. " * 3}</p></div>') == PROSE


@pytest.mark.parametrize("name", ["has-sidebar", "paywall", "post-comments", "share"])
def test_a_container_of_the_whole_text_stays_whatever_it_is_called(name: str) -> None:
    assert body(f'<div class="{name}">{TEXT}</div>') == PROSE
    assert body(TEXT.replace("<p>", f'<p class="{name}">')) == PROSE


def test_two_line_breaks_split_paragraphs_and_one_does_not() -> None:
    assert body("<div>" + "<br> <br/>".join(PROSE).replace(", ", ",<br>") + "</div>") == PROSE


def test_soft_hyphens_do_not_break_words() -> None:
    assert body(TEXT.replace("paragraph", "para\u00adgraph\u200b")) == PROSE


@pytest.mark.parametrize(
    ("html", "published"),
    [
        ('<meta property="article:published_time" content="2020-01-02T03:04:05Z">', "2020-01-02T03:04:05+00:00"),
        ('<meta name="parsely-pub-date" content="2020-01-02">', "2020-01-02"),
        ('<meta property="article:modified_time" content="2020-01-02">', None),
        ('<meta name="last-modified" content="2020-01-02">', None),
        ('<script type="application/ld+json">{"@type":"Article","dateModified":"2020-01-02"}</script>', None),
        ('<meta name="dcterms.date" content="2020-01-02">', "2020-01-02"),
        ('<b itemprop="datePublished" content="2020-01-02">last week</b>', "2020-01-02"),
        ('<abbr itemprop="datePublished" title="2020-01-02">Thursday</abbr>', "2020-01-02"),
        (
            "<b itemprop=datePublished content=2020-01-03></b><b itemprop=datePublished content=2020-01-04></b>",
            None,
        ),
        ("<p>Updated 3 January 2020 | Published 2 January 2020</p>", "2020-01-02"),
        ("<p>Updated 3 January 2020 and 4 January 2020</p>", None),
        (
            '<script type="application/ld+json">{"@type":"VideoObject","uploadDate":"2020-01-02"}</script>',
            "2020-01-02",
        ),
        ('<meta name="date" content="soon"><meta name="pubdate" content="2 January 2020">', "2020-01-02"),
        ("<title>T</title></head><p>Updated 3 January 2020</p><p>2 January 2020</p>", "2020-01-02"),
        ('<link rel="canonical" href="https://x.example/2020/01/02/a">', "2020-01-02"),
        ("<title>The lake | Paper | 02.01.2020</title>", "2020-01-02"),
        ('<script>let page = {"id": 3, "publishedAt": "2020-01-02", "updatedAt": "2020-01-05"}</script>', "2020-01-02"),
    ],
)
def test_the_date_is_that_of_publication(html: str, published: str | None) -> None:
    assert head(html).published == published


def test_microdata_names_the_paper_and_the_section() -> None:
    paper = '<i itemprop="publisher" style="display:none"><meta itemprop="name" content="Harbour Courier"></i>'
    article = read_markup(f'<html>{paper}<a itemprop="articleSection">Local</a>{TEXT}</html>')
    assert (article.source, article.section) == ("Harbour Courier", "Local")


def test_sections_of_several_articles_are_none_of_this_one() -> None:
    others = "".join(f'<a itemprop="articleSection">{name}</a>' for name in ("Sport", "Local"))
    assert read_markup(f"<html>{others}{TEXT}</html>").section is None


def test_what_is_called_category_is_a_section_and_no_tag() -> None:
    article = read_markup(f'<html>{TEXT}<a rel="category tag">News</a> <a rel="tag">ferry</a></html>')
    assert (article.section, article.tags) == ("News", ("ferry",))


@pytest.mark.parametrize("title", ["Harbour Courier: Lake vanishes overnight", "Lake vanishes overnight (Courier)"])
def test_without_a_heading_the_line_that_is_most_of_the_page_s_title_is_it(title: str) -> None:
    page = f"<html><title>{title}</title><p>News</p><font>Lake vanishes overnight</font><p>4 May 2020</p>{TEXT}</html>"
    assert read_markup(page).title == "Lake vanishes overnight"


def test_a_credit_printed_behind_a_caption_is_no_part_of_it() -> None:
    figure = "<figure><figcaption>The lake on Monday. Photo: Bo Day</figcaption></figure>"
    assert read_markup(f"<html>{figure}{TEXT}</html>").image == Image(caption="The lake on Monday.", credit="Bo Day")


BESIDE = {
    "below, before today's above": "<p>3 January 2020</p><h1>Lake</h1><p>By Ana Silva</p><p>2 January 2020</p>",
    "above": "<p>2 January 2020</p><h1>Lake</h1>",
    "before times of other articles": "<time>5 January 2020</time>"
    + "<p>A menu.</p>" * 9
    + "<h1>Lake</h1><span>2 January 2020</span>"
    + "<p>Text.</p>" * 20
    + "<time>7 January 2020</time>",
    "grown together with a name": "<h1>Lake</h1><div><b>Ana Silva</b><i>Jan 02, 2020</i><i>5 Shares</i></div>",
    "of another language": "<h1>Lake</h1><p>Aktualisiert am 3. Januar 2020</p><p>Stand: 2. Januar 2020</p>",
    "short": "<h1>Lake</h1><p>Do 02.01.20 | 14:07 Uhr</p>",
    "without a heading": "<title>Lake</title><p>3 January 2020</p><p>Lake</p><p>2 January 2020</p>",
}


@pytest.mark.parametrize("html", BESIDE.values(), ids=BESIDE)
def test_the_date_by_the_title_is_that_of_the_article(html: str) -> None:
    assert (read_markup(f"<html>{html}{TEXT}</html>").published or "")[:10] == "2020-01-02"


@pytest.mark.parametrize(
    ("title", "cut"),
    [
        ("Lake vanishes overnight in the far north | Northern Wire", "Lake vanishes overnight in the far north"),
        ("Northern Wire - Lake vanishes overnight", "Lake vanishes overnight"),
        ("Lake - and hut - vanish overnight in the far north, says its warden", None),
        ("Lake vanishes", None),
    ],
)
def test_the_sites_name_is_cut_off_the_title(title: str, cut: str | None) -> None:
    article = head(f'<title>{title}</title><meta property="og:site_name" content="Northern Wire">')
    assert article.title == (cut or title)


KEY_POINTS = "<h2>Key points</h2><ul><li>The harbour is closed until Wednesday</li><li>Rain <b>all day</b></li></ul>"
LINKS = '<ul><li><a href="/a">Sport is here</a></li><li><a href="/b">Weather</a> today</li></ul>'
TABLE = "<table><tr><th>Pier</th><th>Opens</th></tr><tr><td>North</td><td>9 am</td></tr></table>"


def test_lists_and_tables_among_the_paragraphs_are_of_the_article() -> None:
    items = ["Key points", "The harbour is closed until Wednesday", "Rain all day"]
    assert body(f"<article>{KEY_POINTS}{TEXT}{LINKS}{TABLE}</article>") == [
        *items,
        *PROSE,
        "Pier | Opens",
        "North | 9 am",
    ]


SHIELD = '<a href="/cdn-cgi/l/email-protection" data-cfemail="7a0b3a0254021617">[email&#160;protected]</a>'


@pytest.mark.parametrize("effort", ["fast", "balanced", "best"])
def test_a_shielded_address_is_read(effort: Effort) -> None:
    article = read_markup(f"<html><body>{TEXT}<p>Letters to {SHIELD} are read by all of us.</p></body></html>", effort)
    assert article.body.endswith("Letters to q@x.xlm are read by all of us.")


NAMING = f"{TEXT}<p>The ice of the lakes in the Far North was thin, and nobody walked on it before noon.</p>"
TAGS = {
    "of a name of the site's own": '<meta name="custom-keywords" content="ice, lakes">',
    "after keywords that are the section": '<meta name="keywords" content="World">'
    '<meta name="x:tags" content="ice; lakes">'
    '<script type="application/ld+json">{"@type": "Article", "articleSection": "World"}</script>',
    "among the settings of advertising": '<meta name="keywords" content="Day: 1, Type: 2, Subject: ice, Topic: lakes">',
    "links to their pages": '<ul><li><a href="/tag/ice">ice</a></li><li><a href="/tag/lakes">lakes</a></li></ul>',
    "in buttons": '<button><a href="/thema/ice">ice</a></button><button><a href="/thema/lakes">lakes</a></button>',
    "in a script": '<script>data = {"acm_keywords": "ice, lakes"}</script>',
    "in a link of another class": '<a href="/ice"><b class="tag">ice</b></a> <a href="/l"><b class="tag">lakes</b></a>',
}


@pytest.mark.parametrize("html", TAGS.values(), ids=TAGS)
def test_tags_are_found(html: str) -> None:
    article = read_markup(
        f"<html><body>{html}<nav><a href='/tag/sport'>sport</a></nav><article>{NAMING}</article></body></html>"
    )
    assert article.tags == ("ice", "lakes")


OTHERS = {
    "codes": '<meta name="keywords" content="ice, lakes, _web, no_ads, 3f2504e0-4f89-11d3-9a0c-0305e82c3301">',
    "a list of the site's": '<meta name="keywords" content="news, sport, weather, finance, travel, The Paper">'
    '<meta name="news_keywords" content="ice, lakes">',
    "a section in one list": '<meta name="keywords" content="ice, lakes">'
    '<meta name="sailthru.tags" content="ice,lakes,World,web"><meta name="article:section" content="World">',
    "the same as a part of an address": '<meta name="keywords" content="ice, far-north, Far North, lakes">',
    "menus of topics": '<p>Topics</p><ul class="topics"><li><a href="/a">Sport</a><li><a href="/b">Money</a></ul><hr>'
    '<p>Story</p><ul class="topics"><li><a href="/c">ice</a><li><a href="/d">lakes</a></ul>',
    "topics in running text": '<p>They said that <a href="/tag/wind">wind</a> and sun had been there for long.'
    '</p><h4>Mehr lesen über</h4><ul><li><a href="/x">ice</a><li><a href="/y">lakes</a></ul>',
    "links elsewhere": '<p>Keywords: <a href="/1">ice</a><a href="/2">lakes</a></p><a href="/3">Home</a>',
    "other scripts": '<script>x = {"keywords": ["cat", "dog"], "tags": [{"name": "ice"}, {"name": "lakes"}]}</script>',
}


@pytest.mark.parametrize("html", OTHERS.values(), ids=OTHERS)
def test_what_is_no_tag_is_left_out(html: str) -> None:
    article = read_markup(f"<html><head>{html}</head><body><article>{NAMING}</article></body></html>")
    assert [tag for tag in article.tags if tag not in ("Far North", "wind")] == ["ice", "lakes"]


def test_a_space_separates_tags_in_scripts_without_spaces() -> None:
    assert head('<meta name="keywords" content="火星 探査">').tags == ("火星", "探査")


@pytest.mark.parametrize(("effort", "speed"), [("fast", 10), ("balanced", 10), ("best", 10)])
@pytest.mark.parametrize(
    "html", ["<div>" * 1900 + TEXT, "<p>" + "</p><p>".join(PROSE * 10_000), TEXT + "&amp;" * 2_000_000]
)
def test_no_effort_takes_longer_than_seconds(html: str, effort: Effort, speed: float) -> None:
    start = time.perf_counter()
    assert PROSE[3] in read_markup(f"<html><body>{html}</body></html>", effort).body
    assert time.perf_counter() - start < speed


def test_lists_elsewhere_are_none_of_it() -> None:
    menu = "<div><ul><li>Sport</li><li>Weather</li></ul></div>"
    assert body(f"{menu}<article>{menu}{TEXT}</article>{menu}") == PROSE


HEADINGS = {
    "the title is the site's": "<title>The Paper</title>|<article><h1>Lake vanishes</h1>{}</article>",
    "the title is of the front page": "<title>News and weather</title>|<article><h1>Lake vanishes</h1>{}</article>",
    "the site's name in an h1": "<title>The Paper</title>|<h1>The Paper</h1><article><h1>Lake vanishes</h1>{}"
    "</article>",
    "both in the title": "<title>The Paper: Lake vanishes</title>|<h1>The Paper</h1><article><h1>Lake vanishes</h1>{}"
    "</article>",
    "the h1 leads home": '<title>Lake vanishes - Paper</title>|<h1><a href="/">Paper</a></h1><h1>Lake vanishes</h1>{}',
    "a lone h1 leads home": '<title>Lake vanishes | Paper</title>|<h1><a href="https://x.y/">Paper</a></h1>{}',
    "named by the page": '<meta property="og:site_name" content="The Paper"><title>The Paper</title>|<h1>The Paper</h1>'
    "<h1>Lake vanishes</h1>{}",
    "a teaser's h1 below": "<title>Lake vanishes | Paper</title>|<h1>Lake vanishes</h1>{}<article><h1>More</h1>"
    "</article>",
}


@pytest.mark.parametrize("page", HEADINGS.values(), ids=HEADINGS)
def test_the_sites_name_is_no_title(page: str) -> None:
    top, _, rest = page.partition("|<")
    article = read_markup(f"<html><head>{top}</head><body><{rest.format(TEXT)}</body></html>")
    assert (article.title, article.body.split("\n\n")) == ("Lake vanishes", PROSE)


@pytest.mark.parametrize("label", ["Opinion", "Northern Europe:", "World »"])
def test_a_section_before_the_heading_is_no_title(label: str) -> None:
    page = f"<html><head><title>The lake vanishes</title></head><h1><b>{label}</b> The lake vanishes</h1>{TEXT}</html>"
    assert read_markup(page).title == "The lake vanishes"


@pytest.mark.parametrize(
    ("html", "author"),
    [
        ('<div class="byline"><a href="/staff/7/ana/">Ana Silva</a> Harbour Telegram &amp; Gazette</div>', "Ana Silva"),
        ('<meta name="author" content="Ana Silva | Sponsored">', "Ana Silva"),
        ('<meta name="author" content="Wire"><p class="byline">By Ana Silva</p>', "Ana Silva"),
        (
            '<a href="/author/bo">Bo Day</a>' + "<p>A menu.</p>" * 9 + '<h1>L</h1><a href="/author/ana">Ana Silva</a>',
            "Ana Silva",
        ),
        ('<a rel="author">Bo Day</a>' + "<p>Teaser.</p>" * 9 + '<h1>L</h1><a rel="author">Ana Silva</a>', "Ana Silva"),
        ("<h1>L</h1><p>posted on 3 May 2019 by Ana Silva</p>", "Ana Silva"),
        ('<div class="author-line">Capital</div><div class="author">von Ana Silva</div>', "Ana Silva"),
        (
            '<div class="author">2 minutes</div><div class="author">Twitter Facebook</div><p>By Ana Silva</p>',
            "Ana Silva",
        ),
    ],
)
def test_an_author_is_neither_a_paper_nor_a_button(html: str, author: str) -> None:
    link = '<link rel="canonical" href="https://wire.example/a">'
    assert read_markup(f"<html><body>{link}{html}{TEXT}</body></html>").authors == (author,)


def test_without_any_other_title_the_sites_name_is_one() -> None:
    assert head('<title>The Paper</title><meta property="og:site_name" content="The Paper">').title == "The Paper"


@pytest.mark.parametrize(
    "line", ["Lake vanishes", "March 3, 2019", "Published: 3 March 2019, 9:15 GMT", "By Ana Silva"]
)
def test_title_date_and_byline_are_not_repeated_in_the_body(line: str) -> None:
    article = read_markup(f"<html><body><h1>Lake vanishes</h1><div><p>{line}</p>{TEXT}</div></body></html>")
    assert article.body.split("\n\n") == PROSE


@pytest.mark.parametrize(
    ("printed", "byline"),
    [
        ("by Ana Silva 2 hours ago Campaign / 2 hours ago", "by Ana Silva"),
        ("Ana Silva Ana Silva", "Ana Silva"),
        ("By Ana Silva, By ANA SILVA", "By Ana Silva"),
        ("By ANA SILVA | Published: Jan. 9, 2011 at 9:15 a.m. | Share", "By ANA SILVA"),
        ("Jan. 9, 2011 | By Ana Silva, harbour reporter", "By Ana Silva, harbour reporter"),
        ("Ana Silva 9/1/2011 5 min read", "Ana Silva"),
        ("2 hours ago", "By Ana Silva"),
        ("Our man in the far north", "By Ana Silva"),
    ],
)
def test_a_byline_is_cut_to_what_it_says(printed: str, byline: str) -> None:
    page = f'<meta name="author" content="Ana Silva"><div class="byline">{printed}</div>'
    assert read_markup(f"<html>{page}{TEXT}</html>").byline == byline


def test_a_byline_that_lacks_an_author_is_made_of_all() -> None:
    authors = '{"@type": "NewsArticle", "author": [{"name": "Ana Silva"}, {"name": "Bo Day"}, {"name": "Cy Lee"}]}'
    page = f'<script type="application/ld+json">{authors}</script><div class="byline">By Ana Silva</div>'
    assert read_markup(f"<html>{page}{TEXT}</html>").byline == "By Ana Silva, Bo Day and Cy Lee"


@pytest.mark.parametrize(
    ("told", "lang"),
    [("utf-8", None), ("und", None), ("de-CH", "de"), ("fil", "fil"), ("english", None), ("EN_us", "en")],
)
def test_a_language_is_a_code_of_one(told: str, lang: str | None) -> None:
    assert head(f'<meta http-equiv="Content-Language" content="{told}">').lang == lang


@pytest.mark.parametrize(
    "given",
    ['{"name": "Ana Silva"}', '["By Ana Silva"]', '"ANA SILVA"', '[{"name": "Ana Silva"}, "https://x.example/ana"]'],
)
def test_an_author_is_a_name(given: str) -> None:
    article = head(f'<script type="application/ld+json">{{"@type": "NewsArticle", "author": {given}}}</script>')
    assert [name.casefold() for name in article.authors] == ["ana silva"]


def test_a_shielded_address_is_no_author() -> None:
    assert head('<meta name="author" content="[email&#160;protected]">').authors == ()


HOSTILE = {
    "nested 3,000 deep": "<div>" * 3000 + TEXT,
    "nested 100,000 deep": "<div>" * 100_000 + TEXT,
    "200,000 unclosed comments": TEXT + "<!--" * 200_000,
    "a million entities": TEXT + "<p>" + "&amp;" * 1_000_000,
    "hidden siblings": "<p hidden>x</p>" * 50_000 + TEXT,
    "one long class": f'<div class="{"a-" * 1_000_000}">{TEXT}',
    "an inlined picture": f'<img src="data:image/png;base64,{"A" * 15_000_000}">{TEXT}',
    "JSON-LD nested deep": '<script type="application/ld+json">' + "[" * 500_000 + "</script>" + TEXT,
    "JSON-LD of spaces": '<script type="application/ld+json">{,' + " " * 2_000_000 + "</script>" + TEXT,
    "a tag of 200,000 attributes": f"<meta {' '.join(f'a{n}=v' for n in range(200_000))}>{TEXT}",
    "50,000 unclosed buttons": "<button>" * 50_000 + TEXT,
    "nested bylines": '<div class="byline">' * 3000 + TEXT,
}


@pytest.mark.parametrize("html", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_page_is_read_in_seconds(html: str) -> None:
    start = time.perf_counter()
    assert set(PROSE) <= set(body(html))
    assert time.perf_counter() - start < 10


def test_a_button_s_words_are_no_text_whatever_buttons_are_left_open() -> None:
    assert body(f"<button>Share<button class=b>Tweet this</button>{TEXT}") == PROSE


@pytest.mark.parametrize("html", ["x" * (HTML_LIMIT + 1), "<p>x" * (TAG_LIMIT + 1)])
def test_a_giant_page_is_refused_with_a_remedy(html: str) -> None:
    with pytest.raises(UnreadableFile, match="save its article alone"):
        read_markup(html)


@pytest.mark.parametrize("html", ["<html></html>", "<html><body><script>x</script><img></body></html>"])
def test_a_page_without_words_is_refused(html: str) -> None:
    with pytest.raises(UnreadableFile, match="neither a title nor text"):
        read_markup(html)


MARKUP = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<div class='meta'>", "</div>", "<br>", "<a href=x>", "<h1>", "<!--", "-->", "words. "]
    )
)


@given(MARKUP)
def test_any_markup_is_read_or_refused(parts: list[str]) -> None:
    article = read_markup("<title>T</title>" + "".join(parts))
    assert article.title
    assert "<" not in article.body
