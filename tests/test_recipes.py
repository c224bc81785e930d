"""An owner's recipes: what they select, for which pages, and what is said of wrong ones."""

import re
from pathlib import Path

import pytest

from index.errors import UnreadableFile
from index.extract.markup import read_markup
from index.extract.recipes import Recipe, recipes_from

RECIPE = """
[site."wire.example"]
body = "div.story"
title = ".kicker + h2"
authors = ".who a"
tags = ".about"
published = "time"
drop = [".promo", "aside"]
"""
PAGE = """<html><head><title>Page</title><link rel="canonical" href="https://www.wire.example/lake"></head><body>
<p class="kicker">Ice</p><h2>Lake vanishes</h2><p class="who">By <a>Ana Silva</a>, <a>Bo Day</a></p>
<time datetime="2020-01-02">Thursday</time><div class="story"><p>It had<br>gone.</p><p class="promo">Buy!</p>
<aside>More</aside><p>Ice <b>was</b> left.</p></div><p class="about">ice, lakes</p></body></html>"""


def test_a_recipe_selects_the_fields() -> None:
    article = read_markup(PAGE, recipes=recipes_from(RECIPE))
    assert (article.title, article.authors, article.tags) == (
        "Lake vanishes",
        ("Ana Silva", "Bo Day"),
        ("ice", "lakes"),
    )
    assert (article.published, article.published_precision) == ("2020-01-02", "day")
    assert article.body == "It had gone.\n\nIce was left."
    assert {article.provenance[name] for name in ("title", "authors", "tags", "published", "body")} == {"recipe"}


def test_what_a_recipe_does_not_select_is_read_as_ever() -> None:
    recipes = recipes_from('[site."wire.example"]\ntitle = ".kicker"\nbody = ".none"')
    article, plain = read_markup(PAGE, recipes=recipes), read_markup(PAGE, "fast")
    assert (article.title, article.body, article.authors) == ("Ice", plain.body, plain.authors)
    assert article.provenance["title"] == "recipe"


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://wire.example/a", True),
        ("http://WWW.Wire.Example:8080", True),
        ("https://news.wire.example/", True),
        ("https://mywire.example/", False),
        ("https://wire.example.org/", False),
        ("http://[", False),
        (None, False),
    ],
)
def test_a_recipe_is_for_its_site_and_those_below(url: str | None, found: bool) -> None:
    assert (recipes_from(RECIPE).of(url) is not None) == found


def test_no_text_is_no_recipe() -> None:
    assert recipes_from("").of("https://wire.example/") is None
    assert recipes_from('[site."a.example"]').of("https://a.example/") == Recipe()


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ('[site."a"\n', "line 1: this is no TOML"),
        ('[sites."a"]', "line 1: a recipe begins with"),
        ('\n[site]\na = "p"', "line 3: a has no selectors below it"),
        ('[site."a"]\nbody = "p"\ntitel = "h1"', "line 3: titel is no part of a recipe; these are: body, title"),
        ('[site."a"]\nbody = "p"\n[site."b"]\nbody = "p:["', "line 4: body: 'p:\\[' is no CSS selector"),
        (f'[site."a"]\nbody = "{"p:[" * 100_000}"', "line 2: body: '[p:\\[]{100}' is no CSS selector"),
        ('[site."a"]\nbody = 7', "line 2: body is one selector in quotes"),
        ('[site."a"]\ndrop = "p"', "line 2: drop is a list of selectors in quotes"),
    ],
)
def test_a_wrong_recipe_is_refused_with_its_line(text: str, error: str) -> None:
    with pytest.raises(UnreadableFile, match=f"(?s){error}"):
        recipes_from(text)


def test_the_example_of_the_documentation_is_read() -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", Path("docs/recipes.md").read_text(), re.DOTALL)
    recipe = recipes_from(example).of("https://news.example.com/lake")
    assert recipe is not None
    assert all(getattr(recipe, name) for name in ("body", "title", "authors", "tags", "published", "drop"))
