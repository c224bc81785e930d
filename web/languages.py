"""The language of a page: which one it is, its words for the sentences of pages, how it writes numbers and months.

English is what stands in the sources. Every other language is a folder of `translations`: its words are read of a .po
file and the rest of Babel's data (CLDR), both when the first page in it is asked for. What is no page stays English.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from gettext import NullTranslations
from pathlib import Path

from flask import Flask, Response, g, request
from markupsafe import Markup, escape

from search.told import Day, Told

TRANSLATIONS = Path(__file__).with_name("translations")
LANGUAGES = ("en", *sorted(folder.parent.name for folder in TRANSLATIONS.glob("*/LC_MESSAGES")))
_MONTHS = ("wide", "abbreviated")  # Babel's names
_PAGES = ("pages", "owner", None)  # blueprints; None is that of an address where nothing is


@dataclass(frozen=True, slots=True)
class Language:
    """A language: its words, its marks in numbers, and the names that it has for months and languages."""

    code: str = "en"
    words: NullTranslations = field(default_factory=NullTranslations)
    thousands: str = ","
    decimal: str = "."
    months: tuple[str, ...] = ("January", "February", "March", "April", "May", "June",
                               "July", "August", "September", "October", "November", "December")  # fmt: skip
    short_months: tuple[str, ...] = ("Jan", "Feb", "Mar", "Apr", "May", "June",
                                     "July", "Aug", "Sept", "Oct", "Nov", "Dec")  # fmt: skip
    languages: Mapping[str, str] = field(
        default_factory=lambda: {
            "ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fa": "Persian", "fr": "French",
            "he": "Hebrew", "hi": "Hindi", "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch",
            "pl": "Polish", "pt": "Portuguese", "ru": "Russian", "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
        }
    )  # fmt: skip


ENGLISH = Language()
_spoken: ContextVar[Language] = ContextVar("language", default=ENGLISH)


def spoken() -> Language:
    """Return the language of the page that is being made."""
    return _spoken.get()


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Have all that is said meanwhile be in a language; as a decorator, all that a function says."""
    token = _spoken.set(_language(code))
    try:
        yield
    finally:
        _spoken.reset(token)


def gettext(sentence: str, **values: object) -> str:
    """Return a sentence of the sources in the language, with what stands in it as %(name)s."""
    said = _spoken.get().words.gettext(sentence)
    return said % values if values else said


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """Return the form of a sentence that a number wants; the number stands in it as %(num)s, with its thousands."""
    return _spoken.get().words.ngettext(one, many, num) % {"num": number(num), **values}


def number(value: int) -> str:
    """Return a number with marks between its thousands."""
    return f"{value:,}".replace(",", _spoken.get().thousands)


def translated(text: str) -> str:
    """Return what the search told (search.told) in the language; any other text as it is."""
    if not isinstance(text, Told):
        return text
    values = {name: _value(value) for name, value in text.values.items()}
    if text.many is None:
        return gettext(text.sentence) % values
    return _spoken.get().words.ngettext(text.sentence, *text.many) % values


def _value(value: object) -> object:
    if isinstance(value, int):
        return number(value)
    if isinstance(value, Day):
        from web.formats import day  # which has its months from here

        return day(value)
    return translated(value) if isinstance(value, str) else value


# Sentences are of the sources and their translations, never of an archive: they may hold markup.
def in_templates() -> dict[str, object]:
    """Return what templates call: the same, and the sentences are markup, into which values come escaped."""
    return {"_": _marked_up, "gettext": _marked_up, "ngettext": counted_markup, "spoken": spoken}


def counted_markup(one: str, many: str, num: int, **values: object) -> Markup:
    """Return what `ngettext` does, for a sentence that is markup."""
    said = _spoken.get().words.ngettext(one, many, num)
    shown = {"num": number(num)}
    return Markup(said % ({**_escaped(values), **shown} if values else shown))  # noqa: S704


def _marked_up(sentence: str, **values: object) -> Markup:
    said = _spoken.get().words.gettext(sentence)
    return Markup(said % _escaped(values) if values else said)  # noqa: S704


def _escaped(values: Mapping[str, object]) -> dict[str, object]:
    # A page has hundreds, most of them numbers: Markup's own % takes four times as long.
    return {name: value if type(value) is int else escape(value) for name, value in values.items()}


def speak(app: Flask, chosen: str) -> None:
    """Have an app make its pages in the `chosen` language; with "auto" in the one that each reader prefers."""

    @app.before_request
    def choose() -> None:
        g.of_reader = chosen == "auto" and request.blueprint in _PAGES
        _spoken.set(_language(_preferred() if g.of_reader else chosen if request.blueprint in _PAGES else "en"))

    @app.after_request
    def tell(response: Response) -> Response:
        if response.mimetype == "text/html" and request.blueprint in _PAGES:
            response.content_language.add(_spoken.get().code)
            if g.get("of_reader"):
                response.vary.add("Accept-Language")
        return response

    @app.teardown_request
    def forget(_: BaseException | None) -> None:
        _spoken.set(ENGLISH)


def _preferred() -> str:
    """Return the first language that the reader names and that there is: one of a country stands for the language."""
    wanted = (name.partition("-")[0].lower() for name, quality in request.accept_languages if quality)
    return next((code for code in wanted if code in LANGUAGES), "en")


@cache
def _language(code: str) -> Language:
    if code == "en":
        return ENGLISH
    from babel import Locale

    locale = Locale.parse(code)
    signs, months, short = locale.number_symbols["latn"], *(locale.months["format"][one] for one in _MONTHS)
    return Language(
        code=code,
        words=_words(code),
        thousands=signs["group"],
        decimal=signs["decimal"],
        months=tuple(months[at] for at in range(1, 13)),
        short_months=tuple(short[at] for at in range(1, 13)),
        languages=dict(locale.languages),
    )


def _words(code: str) -> NullTranslations:
    """Return the sentences of a language, read of its text: there is nothing to compile after a change."""
    from gettext import GNUTranslations
    from io import BytesIO

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with (TRANSLATIONS / code / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalogue = read_po(file, code)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
