"""Bylines to authors: names of people, never addresses, links or jobs."""

import re
from collections.abc import Iterable

from index.extract.papers import parted

SHIELDED = re.compile(r"[\[(]?\s*\bemail\s*protected\b\s*[\])]?", re.I)  # what an address shield leaves behind
_ADDRESS = re.compile(r"\S+@\S+\.\w+|(?<!\w)@\w+|(?:https?://|www\.)\S+", re.I)
_EMPTY = re.compile(r"\(\s*[,;|]?\s*\)|\[\s*\]")
_LEAD = re.compile(
    r"^(?:view all (?:posts|articles|stories) by|(?:posts|more) by|"
    r"(?:(?:story|words|written|reported|posted|published|review|analysis|opinion|report(?:ing)?)\s+)?by|"
    r"von|par|por|di|door|authors?|reporters?)\b\s*:?\s*|"
    r"(?:autor(?:en|es|in|a|i)?|auteure?s?|autore|texte?|testo|tekst|авторы?|текст|автори?|بقلم|كتب|作者|文|記者|글|기자)"
    r"\s*[:：]\s*",
    re.I,
)
_BETWEEN = re.compile(r"\s*(?:[,;|•·\n]|\s/\s|\s[–—-]\s|\band\b|&|\bwith\b|\bund\b|\bet\b|\by\b)\s*", re.I)
_BYLINE = re.compile(
    r"\(?\s*(?:(?:Words|Story|Written|Reported|WORDS|STORY)\s+)?(?:[Bb]y|BY|Author|Reporter)\b\s*:?\s+[^\W\d_a-z]"
)
_BYLINE_WORDS = 12
_SURE = re.compile(r"\s*[;\n]\s*|\s+\|.*$")  # no name holds one
_BARS = re.compile(r"\s*[|•·]\s*")
_LISTED = re.compile(r"\s*,\s*(?:and\s+)?|\s+(?:and|und|et|y|&)\s+")
_WHEN = re.compile(
    r"\s*\b(?:on\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?\b(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}\b|\d{1,2}(?::\d\d|\s+[a-z]{3,9}\s+\d{4})|"
    r"\b(?:19|20)\d\d\b).*$",
    re.I,
)
_UNSIGNED = re.compile(
    r"\s*\b(?:(?:\d+|an?|one|two|three|few)\s+(?:seconds?|min(?:ute)?s?|h(?:ou)?rs?|days?|weeks?|months?|years?)\s+ago|"
    r"\d+[\s-]min(?:ute)?s?\s+read|(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday)\b|\d{1,2}[/.]\d{1,2}[/.]\d|"
    r"(?:first |last )?(?:published|posted|updated|modified)|(?:follow|share|comments?|read more)\b).*$",
    re.I,
)
_SEPARATOR = re.compile(r"\s*[|•·]\s*|\s+[/–—]\s+")
_WORD = re.compile(r"[^\s,]+")
_PLACE = re.compile(r"\s+(?:in|at|for|from|of)\s+.*$", re.I)
_JOB = re.compile(
    r"\b(?:writers?|reporters?|correspondents?|editors?|contributors?|columnists?|producers?|bureau|chief|analyst|"
    r"journalists?|staff|desk|newsroom|updated|published|read|minutes?|min|author|authors|posts|photographer|"
    r"senior|special|news|press|wires?|reports|agenc(?:y|ies)|by|follow|share|email|view|more|profile)\b",
    re.I,
)
_OFFICE = re.compile(
    r"\b(?:writer|reporter|correspondent|editor|officer|columnist|producer|journalist|photographer|chief|director|"
    r"president|professor|analyst|head of|founder|ceo|manager|fellow)\b",
    re.I,
)
_ENDING_JOB = re.compile(
    r"\s+(?:(?:senior|staff|chief|contributing|deputy|managing|associate|news)\s+)?"
    r"(?:writer|reporter|correspondent|editor|contributor|columnist|producer|journalist|photographer)$",
    re.I,
)
_NAMED = (
    r"(?:(?:Dr|Prof)\.\s+)*[A-Z][\w'’.-]+(?:\s+(?:(?:de|van|von|der|da|del|la|le|el|bin|al)\s+)*[A-Z][\w'’.-]+){1,3}"
)
_SIGNED = re.compile(
    rf"(?:^|\s)(?:[Bb]y|BY|[Vv]on|[Pp]ar|[Pp]or|[Dd]i|[Dd]oor)\s+({_NAMED}(?:\s*(?:,|and|und|et|y|e|en|&)\s*{_NAMED})*)$"
)
_INITIALS = re.compile(r"(?:[A-Z]\.\s?)+[^\W\d_]+$")  # before a surname, even if that is a job
_NAME = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d{2}|:\d|^\d")  # a date or a time; "Agent 7" and "Source24" are rarer than those
_LONGEST = 60  # characters of a name
_LONGEST_BYLINE = 100
_LONGEST_FIELD = 2_000  # characters of what is looked at: patterns that look for names take their square
_BLANKS = re.compile(r"[^\S\n]+")
_NETWORK = re.compile(r"(?:twitter|facebook|instagram|linkedin|whatsapp|pinterest|reddit|telegram|x|rss)", re.I)
_SUFFIXES = {"jr", "sr", "ii", "iii", "iv", "md", "phd"}


def is_byline(line: str) -> bool:
    """Tell if a short line of text is a byline; "By Monday the water had gone." is a sentence."""
    words = len(line.split())
    sentence = words > _BYLINE_WORDS or (words > 5 and line.rstrip("”\"'").endswith((".", "!", "?", ":")))
    return bool(_BYLINE.match(line)) and not sentence


def clean_byline(text: str) -> str | None:
    """Return a byline as printed but for addresses, shielded or not; None if nothing is left of it."""
    plain = _EMPTY.sub(" ", _ADDRESS.sub(" ", SHIELDED.sub(" ", _bounded(text))))
    plain = " ".join(plain.split()).strip(" ,;|•·-–—【】")
    plain = plain[1:-1].strip() if plain.startswith("(") and plain.endswith(")") else plain.removesuffix("(").rstrip()
    return plain if _NAME.search(_LEAD.sub("", plain)) else None


def printed_byline(text: str) -> str | None:
    """Return a byline from a page without dates, labels and other scraps around it, each name once."""
    told = (_WHEN.sub("", _UNSIGNED.sub("", part)) for part in _SEPARATOR.split(_bounded(text)))
    plain = next(filter(None, map(clean_byline, told)), "")
    lead = _LEAD.match(plain)
    at = lead.end() if lead else 0
    plain = plain[:at] + _once(plain[at:])
    return plain if len(plain) <= _LONGEST_BYLINE else plain[:_LONGEST_BYLINE].rpartition(" ")[0] or None


def _once(text: str) -> str:
    """Return a text without what it repeats at its end: "Ann Lee, by Ann Lee" is "Ann Lee"."""
    found = [word for word in _WORD.finditer(text[: 2 * _LONGEST_BYLINE]) if word[0].casefold() != "by"]
    words = [word[0].casefold() for word in found]
    for start in range(len(words)):
        rest = words[start:]
        for period in range(1, len(rest) // 2 + 1):
            if rest == rest[:period] * (len(rest) // period):
                return text[: found[start + period - 1].end()]
    return text


def _bounded(text: str) -> str:
    return _BLANKS.sub(" ", text[:_LONGEST_FIELD])


def byline_of(authors: tuple[str, ...]) -> str:
    """Return the authors as a byline: "By A, B and C"."""
    return "By " + " and ".join(filter(None, (", ".join(authors[:-1]), authors[-1])))


def authors_of(byline: str) -> tuple[str, ...]:
    """Return the names in a printed byline such as "By Ann Lee and Bo Day, staff writers"."""
    plain = clean_byline(byline)
    if not plain:
        return ()
    names: list[str] = []
    for part in _BETWEEN.split(parted(_WHEN.sub("", _LEAD.sub("", plain)))[0]):
        name = _PLACE.sub("", part or "").strip(" .,:")
        if name.casefold() in _SUFFIXES and names:
            names[-1] += f", {part.strip()}"
        elif _named(name) and (_INITIALS.match(name) or not _JOB.search(name)):
            names.append(name)
    return unique(names)


def clean_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return names that were declared as such, each once; an address or what is too long for a name goes.

    "Ann Lee and Bo Day" in one field are two; "Johnson and Sons", "Lee, Ann" and "University of Tokyo" stay whole.
    """
    told = (part for name in names for part in _SURE.split(_bounded(name)))
    cleaned = (clean_byline(name) for name in told)
    split = (part for name in cleaned if name for part in _people(parted(_LEAD.sub("", name))[0]))
    return unique(name for name in split if _named(name))


def _people(names: str) -> list[str]:
    """Return the names in a list of them; what is a job and nothing else belongs to the name before it."""
    parts = [part.strip(" .,:") for part in _LISTED.split(names)]
    named = parts[:1] + [part for part in parts[1:] if not _is_job(part)]
    if len(named) == 1 or sum(len(part.split()) > 1 for part in named) > len(named) // 2:
        return list(map(_without_job, named))
    return [names.strip(" .,:")]


def _without_job(name: str) -> str:
    """Return "Ann Lee" of "Ann Lee Senior Writer"; "Guardian staff reporter" stays."""
    bare = _ENDING_JOB.sub("", name)
    return bare if len(bare.split()) > 1 else name


def _is_job(words: str) -> bool:
    return bool(_OFFICE.search(words)) or all(map(_JOB.fullmatch, words.split()))


def is_led(byline: str) -> bool:
    """Tell if a byline begins as one, "By", "von"."""
    return bool(_LEAD.match(byline))


def is_signature(line: str) -> bool:
    """Tell if a line is "von Ann Lee", in any of some languages, and nothing else."""
    return bool(_SIGNED.fullmatch(_bounded(line)))


def signed(line: str) -> tuple[str, ...]:
    """Return the names at the end of a line by a title: "posted on May 4 by Ann Lee", "von Ann Lee und Bo Day"."""
    found = _SIGNED.search(_bounded(line))
    return authors_of(found[1]) if found else ()


def given_authors(text: str) -> tuple[str, ...]:
    """Return the names in a field of authors, where "Jane Writer" is one; a printed byline may stand there too."""
    plain = _bounded(text)
    return (authors_of(plain) if is_byline(plain) else ()) or clean_names(_BARS.split(plain))


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names in their order, each once whatever its case."""
    return tuple({name.casefold(): name for name in reversed(list(names))}.values())[::-1]


def _named(name: str) -> bool:
    if all(map(_NETWORK.fullmatch, name.split())):
        return False
    return len(name) <= _LONGEST and len(_NAME.findall(name)) > 1 and not _DIGIT.search(name)
