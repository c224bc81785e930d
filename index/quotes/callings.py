"""Tells whether a role is what a nominal calls somebody: `the attorney` of a `lawyer for the family`."""

import re
from typing import Final

from index.quotes.bare import bare
from index.quotes.lexicon import TITLES, word_set

HELD: Final = TITLES | word_set("dc da ag cm vc dg md cs ig dgp cfo")  # `the SP`: a Superintendent of Police
_WORDS: Final = re.compile(r"[\w.-]+(?:['’]s)?")
_AGE: Final = re.compile(r", (?:an? )?(\d\d)\b")
_SEAT: Final = re.compile(r",? \(?([DRI])-([A-Z][a-z]+)")
_PARTIES: Final = {"D": "democrat democratic", "R": "republican", "I": "independent"}
_LAWYER: Final = ("lawyer", "attorney", "counsel", "barrister", "solicitor")
_SCIENTIST: Final = (
    "scientist",
    "researcher",
    "biologist",
    "chemist",
    "physicist",
    "astronomer",
    "geologist",
    "epidemiologist",
)
_MEMBER: Final = ("rep.", "representative", "congressman", "congresswoman")
_SAME: Final = {
    "lawyer": _LAWYER, "attorney": _LAWYER, "scientist": _SCIENTIST, "researcher": _SCIENTIST,
    "prosecutor": ("prosecutor", "district attorney", "u.s. attorney", "county attorney"),
    "senator": ("senator", "sen."), "governor": ("governor", "gov."), "representative": _MEMBER,
    "congressman": _MEMBER, "congresswoman": _MEMBER,
    "lawmaker": (*_MEMBER, "senator", "sen.", "lawmaker", "legislator", "mp"),
    "legislator": (*_MEMBER, "senator", "sen.", "lawmaker", "legislator"),
    "judge": ("judge", "justice", "magistrate"), "magistrate": ("judge", "magistrate"),
    "premier": ("premier", "prime minister"), "minister": ("minister", "rev."),
    "leader": ("leader", "president", "prime minister", "chancellor", "premier"),
    "pastor": ("pastor", "rev."), "reverend": ("reverend", "rev."), "doctor": ("doctor", "dr.", "physician", "surgeon"),
    "physician": ("physician", "dr.", "doctor", "surgeon"), "professor": ("professor", "prof."),
    "captain": ("captain", "capt."), "lieutenant": ("lieutenant", "lt."), "colonel": ("colonel", "col."),
    "general": ("general", "gen."), "sergeant": ("sergeant", "sgt."), "backbencher": ("backbencher", "mp"),
    "candidate": ("candidate", "nominee"), "nominee": ("nominee", "candidate"), "executive": ("executive", "ceo"),
    "ceo": ("ceo", "chief executive"), "cfo": ("cfo", "chief financial officer"),
    "sp": ("sp", "superintendent police"), "dc": ("deputy commissioner", "district commissioner"),
    "da": ("da", "district attorney"), "ag": ("ag", "attorney general", "attorney-general"),
    "cm": ("cm", "chief minister"), "pm": ("pm", "prime minister"), "vc": ("vice-chancellor", "vice chancellor"),
    "dg": ("director general", "director-general"), "md": ("managing director",), "cs": ("cs", "cabinet secretary"),
    "cp": ("cp", "commissioner police"), "ig": ("ig", "inspector-general police", "inspector general police"),
    "igp": ("igp", "inspector-general police"), "dgp": ("director general police", "director-general police"),
    "monarch": ("monarch", "king", "queen", "emir", "sultan", "oba", "emperor"),
    "cleric": ("cleric", "imam", "priest", "bishop", "archbishop", "pastor", "rev.", "sheikh", "mufti"),
    "diplomat": ("diplomat", "ambassador", "envoy", "consul"), "envoy": ("envoy", "ambassador"),
    "academic": ("academic", "professor", "prof.", "lecturer"), "jurist": ("jurist", "judge", "justice"),
}  # fmt: skip
# `the company's chief executive`: which company, the article has said.
_KNOWN: Final = word_set(
    "company firm group agency department team city state county party campaign panel committee union school district "
    "bank hospital university club board council then longtime veteran outgoing federal own"
)


def role_words(role: str, behind: str) -> frozenset[str]:
    """Return the words of a role, in lower case, and of what stands `behind` the name: `, R-Texas,`, `, 52,`."""
    words = [bare(word) for word in _WORDS.findall(role.lower())]
    seat, age = _SEAT.match(behind), _AGE.match(behind)
    words += f"{_PARTIES[seat[1]]} {seat[2].lower()}".split() if seat is not None else ()
    words += [f"{age[1]}-year-old"] if age is not None else ()
    return frozenset(words)


def is_called(head: str, role: frozenset[str]) -> bool:
    """Tell whether the noun of a nominal is what the role says."""
    return any(role.issuperset(same.split()) for same in _SAME.get(head, (head,)))


def is_told(word: str, role: frozenset[str]) -> bool:
    """Tell whether a word before the noun, in lower case, is in the role; `Oregon` is in `R-Ore.`."""
    return word in _KNOWN or "-" in word or word in role or any(word.startswith(one) for one in role if len(one) > 2)
