"""A tree in plain English, of sentences that keep their parts: what a person is told of how a query was read."""

from collections.abc import Sequence
from datetime import date

from search.language.describing import days
from search.nodes import (
    And,
    AtLeast,
    Everything,
    Fuzzy,
    Has,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Published,
    Simple,
    Term,
    Wildcard,
    Within,
)
from search.told import Day, Told, to_translate, told, told_many

_UNITS = {
    "sentence": to_translate("%(what)s in one sentence"),
    "paragraph": to_translate("%(what)s in one paragraph"),
    "quote": to_translate("%(what)s in one quotation"),
    "lead": to_translate("%(what)s in the title or the first paragraph"),
}
_THINGS = {"quotes": told("with quotations"), "photo": told("with a photograph")}
_FIELDS = {
    "title": to_translate("%(what)s in the title"),
    "body": to_translate("%(what)s in the text"),
    "tag": to_translate("%(what)s in a tag"),
    "quote": to_translate("%(what)s in a quotation"),
    "speaker": to_translate("%(what)s as a speaker"),
    "source": to_translate("%(what)s as the source"),
    "byline": to_translate("%(what)s in the byline"),
}


def in_words(node: Node) -> Told:
    """Return what a tree matches."""
    match node:
        case Everything():
            return told("every article")
        case Nothing():
            return told("nothing")
        case And(children):
            return _all(children)
        case Or(children):
            return _either([_part(child) for child in children])
        case Not(child):
            return told("not %(what)s", what=_part(child))
        case Near():
            return _near(node)
        case Within():
            return _within(node)
        case AtLeast(times, child):
            return told_many(
                "%(what)s at least %(num)s time", "%(what)s at least %(num)s times", times, what=_part(child)
            )
        case Published():
            return _days(node)
        case Has(what):
            return _THINGS[what]
        case _:
            return told(_FIELDS[node.field], what=_leaf(node)) if node.field else _leaf(node)


def _all(children: Sequence[Node]) -> Told:
    wanted = [_part(child) for child in children if not isinstance(child, Not)]
    others = [_part(child.child) for child in children if isinstance(child, Not)]
    if wanted and others:
        return told("%(wanted)s, but not %(others)s", wanted=_both(wanted), others=_either(others))
    return _both(wanted) if wanted else told("not %(what)s", what=_either(others))


def _near(node: Near) -> Told:
    sides = {"left": _part(node.left), "right": _part(node.right)}
    if node.apart and node.ordered:
        return told_many(
            "%(left)s with no %(right)s up to %(num)s word after it",
            "%(left)s with no %(right)s up to %(num)s words after it",
            node.distance,
            **sides,
        )
    if node.apart:
        return told_many(
            "%(left)s with no %(right)s within %(num)s word of it",
            "%(left)s with no %(right)s within %(num)s words of it",
            node.distance,
            **sides,
        )
    if node.ordered:
        return told_many(
            "%(left)s up to %(num)s word before %(right)s",
            "%(left)s up to %(num)s words before %(right)s",
            node.distance,
            **sides,
        )
    return told_many(
        "%(left)s within %(num)s word of %(right)s",
        "%(left)s within %(num)s words of %(right)s",
        node.distance,
        **sides,
    )


def _leaf(leaf: Simple) -> Told:
    match leaf:
        case Term(word):
            return told("%(word)s", word=word)
        case Phrase(words):
            phrase = told("“%(words)s”", words=" ".join(words))
            return _loose(phrase, leaf.slop) if leaf.slop else phrase
        case Prefix(stub):
            return told("words that begin with %(stub)s", stub=stub)
        case Wildcard(pattern):
            return told("words like %(pattern)s", pattern=pattern)
        case Fuzzy(word, edits):
            return told_many(
                "words spelt like %(word)s but for %(num)s letter",
                "words spelt like %(word)s but for %(num)s letters",
                edits,
                word=word,
            )


def _loose(phrase: Told, slop: int) -> Told:
    return told_many(
        "%(phrase)s with up to %(num)s other word among its own",
        "%(phrase)s with up to %(num)s other words among its own",
        slop,
        phrase=phrase,
    )


def _within(node: Within) -> Told:
    what = in_words(node.child)
    if node.unit in _UNITS:
        return told(_UNITS[node.unit], what=what)
    return told_many(
        "%(what)s in the title or the first %(num)s word",
        "%(what)s in the title or the first %(num)s words",
        node.words,
        what=what,
    )


def _days(node: Published) -> Told:
    text = days(node)
    first, _, last = text.partition("..")
    if ".." not in text:
        is_day, day = len(text) == len(date.min.isoformat()), Day(text)
        return told("published on %(day)s", day=day) if is_day else told("published in %(period)s", period=day)
    since, until = Day(first), Day(last)
    if first and last:
        return told("published from %(first)s up to %(last)s", first=since, last=until)
    return told("published from %(first)s", first=since) if first else told("published up to %(last)s", last=until)


def _part(node: Node) -> Told:
    """Return a node as a part of another, in brackets where it has parts itself."""
    text = in_words(node)
    return told("(%(what)s)", what=text) if isinstance(node, And | Or | Near | Within | Not) else text


def _both(parts: Sequence[Told]) -> Told:
    return told("%(before)s and %(last)s", before=_listed(parts[:-1]), last=parts[-1]) if parts[1:] else parts[0]


def _either(parts: Sequence[Told]) -> Told:
    return told("%(before)s or %(last)s", before=_listed(parts[:-1]), last=parts[-1]) if parts[1:] else parts[0]


def _listed(parts: Sequence[Told]) -> Told:
    """Return parts with commas between them: halves of halves, lest hundreds stand within each other."""
    half = len(parts) // 2
    return told("%(before)s, %(next)s", before=_listed(parts[:half]), next=_listed(parts[half:])) if half else parts[0]
