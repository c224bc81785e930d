"""Saved HTML to an article: our own reader, checked against others as far as the effort allows."""

from dataclasses import replace

from index.article import Article
from index.dates import parse_date
from index.errors import UnreadableFile
from index.extract.bylines import clean_names
from index.extract.checked import Effort, checked
from index.extract.cut import cut
from index.extract.metadata import article_of
from index.extract.page import Page
from index.extract.recipes import Recipe, Recipes
from index.extract.soup import Selected, last_page
from index.extract.tree import page_of, parse, visible_markup
from index.tags import clean_tags, split_tags

HTML_LIMIT = 15_000_000  # characters without scripts and inlined files; the largest of 344 pages has 2.8 million
TAG_LIMIT = 300_000  # 400,000 took 5.5 s on a busy core, and a file may take 10 s; those pages have under 4,000
_PROSE = 60  # characters of a paragraph; what is in menus is shorter
_LITTLE = 0.5
_SELECTED = ("title", "authors", "tags", "published")


def read_markup(
    text: str, effort: Effort = "balanced", recipes: Recipes | None = None, url: str | None = None
) -> Article:
    """Return the article in a saved page.

    "fast" asks our own reader alone; "balanced" checks its text against a second one's, and where they differ
    takes the one most like the others; "best" has six of them for that, as far as they are installed. The
    provenance of "agreement", 0 to 1, tells how alike the text taken and the others are; that of "coverage", which
    share of the page's paragraphs it is, where that is under a half. Recipes are chosen by the address that the page
    gives itself, else by `url`.

    Raises:
        UnreadableFile: too large for one page, or without any words; the reason alone.
    """
    source = cut(text)
    _refuse_giant(source.markup)
    root = parse(source.markup)
    page, unread = page_of(root, source) if root is not None else (last_page(source.markup), [])
    article = article_of(page)
    recipe = recipes.of(article.url or url) if recipes else None
    if effort != "fast" and not (recipe and recipe.body) and root is not None:
        article = checked(article, effort, visible_markup(root, unread))
    if recipe:
        article = _by(recipe, article, source.markup)
    if not article.title and not article.body:
        raise UnreadableFile("this page has neither a title nor text")
    return _covered(article, page)


def _covered(article: Article, page: Page) -> Article:
    """Return the article with how little of its page it is, where that is little."""
    prose = sum(len(text) for text in page.text if len(text) >= _PROSE)
    if not article.body or len(article.body) >= prose * _LITTLE:
        return article
    return replace(article, provenance={**article.provenance, "coverage": f"{len(article.body) / prose:.2f}"})


def _refuse_giant(markup: str) -> None:
    if len(markup) > HTML_LIMIT:
        raise UnreadableFile(
            f"larger than the {HTML_LIMIT // 1_000_000} MB limit for one page; save its article alone, or as text"
        )
    opened = markup.count("<")
    if opened > TAG_LIMIT and (
        opened - markup.count("</") - markup.count("<!--") > TAG_LIMIT or opened > 3 * TAG_LIMIT
    ):
        raise UnreadableFile(f"more than {TAG_LIMIT:,} tags in one page; save its article alone, or as text")


def _by(recipe: Recipe, article: Article, markup: str) -> Article:
    """Return the article with what its site's recipe selects."""
    page = Selected(markup, recipe.drop)
    told = {name: page.texts(selector) for name in _SELECTED if (selector := getattr(recipe, name))}
    chosen: dict[str, object] = {name: value for name, texts in told.items() if (value := _value(name, texts))}
    if recipe.body and (body := page.body(recipe.body)):
        chosen["body"] = body
    if isinstance(published := chosen.get("published"), tuple):
        chosen["published"], chosen["published_precision"] = published
    marks = dict.fromkeys(chosen.keys() - {"published_precision"}, "recipe")
    return replace(article, provenance={**article.provenance, **marks}, **chosen)  # type: ignore[arg-type]


def _value(name: str, texts: list[str]) -> object:
    if name == "title":
        return next(iter(texts), "")
    if name == "authors":
        return clean_names(texts)
    if name == "tags":
        return clean_tags(tag for text in texts for tag in (split_tags(text) if len(texts) == 1 else [text]))
    return next(filter(None, map(parse_date, texts)), None)
