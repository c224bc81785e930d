"""Sentences for people that keep their parts: a text in English, which another language can be made of.

The search knows no language but English. Pages, which may be in another, look the sentence up and put its values in.
"""

from collections.abc import Mapping


class Told(str):
    """A text, and how it was made: a `sentence` of the sources with %(name)s in it, and its `values` by name.

    `many` is the sentence for several and their number, where that decides. A value may be such a text itself.
    """

    sentence: str
    values: Mapping[str, object]
    many: tuple[str, int] | None


class Day(str):
    """A year, a month or a day as 2015-05-18: a value of a sentence that pages write in words."""


def told(sentence: str, **values: object) -> Told:
    """Return a sentence with its values; whole numbers get commas between their thousands."""
    return _made(sentence, values, sentence, None)


def told_many(one: str, many: str, num: int, **values: object) -> Told:
    """Return the sentence that a number wants, the number itself as %(num)s in it."""
    return _made(one if num == 1 else many, {"num": num, **values}, one, (many, num))


def to_translate(sentence: str) -> str:
    """Return a sentence as it is: so marked in a table, it is collected for translation."""
    return sentence


def _made(form: str, values: Mapping[str, object], sentence: str, many: tuple[str, int] | None) -> Told:
    shown = {name: f"{value:,}" if isinstance(value, int) else value for name, value in values.items()}
    text = Told(form % shown)
    text.sentence, text.values, text.many = sentence, values, many
    return text
