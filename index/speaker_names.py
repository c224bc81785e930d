"""Names of speakers that mean one person, told by rules: rather two entries for one person than one for two.

- A title before a full name, a degree behind it, a nickname between marks, accents and apostrophes make no difference:
  "Secretary of State John Kerry", "John Kerry", "John Kerry, Ph.D."
- "Jr.", "Sr." and "III" do: none of them is whom the name without means.
- A middle name or initial may be left out, and a name cut to its initial, where just one person of the archive fits:
  "John Kerry", "J. F. Kerry" and "John F. Kerry" are one until a "John A. Kerry" is quoted. "George W. Bush" is never
  "George H. W. Bush".
- A surname alone, and whatever is spelled otherwise, is only what the file of aliases says (index.owner.aliases).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from index.analysis import fold, words
from index.given_names import FEMALE, GIVEN, word_set
from index.patterns import pattern

_SUFFIXES = {**dict.fromkeys(("jr", "junior"), "jr"), **dict.fromkeys(("sr", "senior"), "sr"),
             "ii": "ii", "2nd": "ii", "iii": "iii", "3rd": "iii", "iv": "iv"}  # fmt: skip
_DEGREES = word_set("phd md esq mp mep msp qc kc obe cbe mbe kbe dds dvm jd mba cpa rn usn usaf usmc ret dphil edd frs")
# Titles that make a name of their own (King Juan Carlos), or of her husband's name hers.
_OWN = word_set("king queen prince princess pope saint lord lady mrs")
_TITLES = word_set(
    "mr ms miss mx dr doctor prof professor sir dame hon judge justice sheriff rev reverend fr father sister "
    "archbishop bishop cardinal imam rabbi sheikh sheik ayatollah msgr pastor gen general lt lieutenant col "
    "colonel capt captain maj sgt sergeant cmdr commander adm admiral cpl corporal brig brigadier marshal "
    "officer detective inspector constable superintendent commissioner sen sens senator rep reps representative "
    "congressman congresswoman gov govs governor president premier chancellor minister secretary state "
    "undersecretary ambassador amb mayor councilman councilwoman councillor councilor alderman chief speaker "
    "leader whip chairman chairwoman chair chairperson director manager treasurer attorney counsel deputy "
    "delegate principal spokesman spokeswoman spokesperson coach adviser advisor candidate nominee analyst "
    "economist"
)
_PARTICLES = word_set("bin ibn abu van von der den de del della di da dos du la le ter ten al el st")
_NICKNAME = pattern(r"[\"“„«(][^\"“”„«»()]*[\"”“»)]|(?<!\w)['‘][^'‘’]+['’](?!\w)")
_APOSTROPHE = pattern("['‘’ʼʻ`´-]")
_PLAIN = pattern(r"[a-z]{2,} [a-z]{2,}")
_PARTY = pattern(r"[a-z]-[a-z.]+")  # "R-Ariz."
_NONE: frozenset[int] = frozenset()

Kin = tuple[str, str, str]


class Name(NamedTuple):
    """A person's name, folded, without titles; a cut part of it is one letter."""

    given: str
    middles: tuple[str, ...]
    last: str
    suffix: str

    @property
    def kin(self) -> Kin:
        """What all ways of writing the name share."""
        return self.last, self.given[0], self.suffix


@lru_cache(1 << 16)
def read_name(form: str) -> Name | None:
    """Return the name that a form says, None where it is not a full name."""
    text = fold(form)
    if _PLAIN.fullmatch(text):  # most are, and an archive has a hundred thousand
        given, last = text.split()
        return None if given in _TITLES or given in _OWN else Name(given, (), last, "")
    first, *behind = _NICKNAME.sub(" ", text).split(",")
    tokens, suffix = _cut(first.split())
    for part in behind:
        rest, more = _cut(part.split())
        if rest:
            return None  # "Kerry, John", "John Kerry, a senator"
        suffix = suffix or more
    return _name(_bare([piece for token in tokens for piece in _APOSTROPHE.sub("", token).split(".") if piece]), suffix)


def surname_alone(form: str) -> str | None:
    """Return the folded surname that is all a form says, titles aside: that of `Sen. Moor`; None of a full name."""
    *before, last = words(form) or [""]
    return last if last and all(one in _TITLES or one == "mrs" for one in before) else None


def ends_with(form: str, surname: str) -> bool:
    """Tell whether a folded surname ends a form, what stands behind names aside: `Eli Moor Jr.`"""
    return _cut(words(form))[0][-1:] == [surname]


def _cut(tokens: list[str]) -> tuple[list[str], str]:
    """Return the words without what stands behind a name, and the suffix."""
    suffix = ""
    while tokens and _is_behind(last := tokens[-1].replace(".", "")):
        suffix, tokens = _SUFFIXES.get(last, suffix), tokens[:-1]
    return tokens, suffix


def _is_behind(word: str) -> bool:
    return word in _DEGREES or word in _SUFFIXES or bool(_PARTY.fullmatch(word))


def _bare(tokens: list[str]) -> list[str]:
    """Return a full name without the titles before it."""
    if len(tokens) > 2 and tokens[0] == "mrs" and tokens[1] in FEMALE:
        tokens = tokens[1:]
    if tokens and tokens[0] in _OWN:
        return tokens
    rest = tokens[max((at + 1 for at, token in enumerate(tokens[:-2]) if token in _TITLES), default=0) :]
    if rest and rest[0] == "of":  # "Minister of Foreign Affairs Ada Moor"
        return rest[-2:] if not _PARTICLES.intersection(rest) else []
    return rest


def _name(tokens: list[str], suffix: str) -> Name | None:
    if len(tokens) < 2 or not all(map(str.isalpha, tokens)) or tokens[0] in _OWN or len(tokens[-1]) == 1:
        return None
    if "and" in tokens:
        return None  # "John Kerry and Ada Moor" are two
    if tokens[0] in _TITLES and len(tokens) == 2:
        return None  # "Senator Kerry": a surname alone
    surname = next((at for at, token in enumerate(tokens[1:-1], 1) if token in _PARTICLES), len(tokens) - 1)
    return Name(tokens[0], tuple(tokens[1:surname]), "".join(tokens[surname:]), suffix)


def _abbreviates(short: Name, full: Name) -> bool:
    """Tell whether a name is another one, parts of which are left out or cut."""
    if not _cuts(short.given, full.given):
        return False
    if short.middles:
        return len(short.middles) == len(full.middles) and all(map(_cuts, short.middles, full.middles))
    whole = [middle for middle in full.middles if len(middle) > 1]
    # Not in names of other orders: what stands in the middle is a surname, or is never left out.
    return not whole or (len(whole) == 1 and full.given in GIVEN and full.last not in GIVEN)


def _may_be(one: Name, other: Name) -> bool:
    """Tell whether two names of one kin can be one person's."""
    pairs = [(one.given, other.given), *zip(one.middles, other.middles, strict=False)]
    return all(_cuts(a, b) or _cuts(b, a) for a, b in pairs)


def _cuts(short: str, full: str) -> bool:
    return short == full or (len(short) == 1 and full[0] == short)


def _is_short(name: Name) -> bool:
    """Tell whether a name can leave out or cut what another one says."""
    return not name.middles or any(len(part) == 1 for part in (name.given, *name.middles))


def _by_given(names: Iterable[Name]) -> dict[str, list[Name]]:
    """Return the names of one kin by given name: an archive may have thousands of J. Smiths."""
    found: dict[str, list[Name]] = {}
    for name in names:
        found.setdefault(name.given, []).append(name)
    return found


def _persons(names: Collection[Name], apart: Collection[Sequence[Name]]) -> dict[Name, Name]:
    """Return for each name of one kin the fullest name of its person, itself where more than one person fits.

    `apart` are groups of names that are never one, a name as often as keys of a group have it.
    """
    groups: dict[Name, set[int]] = {}
    for number, group in enumerate(apart):
        for name in group:
            groups.setdefault(name, set()).add(number)

    def is_fuller(one: Name, name: Name) -> bool:
        return one != name and _abbreviates(name, one) and groups.get(one, _NONE).isdisjoint(groups.get(name, _NONE))

    every = _by_given(names)
    above = [
        name
        for name in filter(_is_short, names)
        if any(is_fuller(one, name) for one in (names if len(name.given) == 1 else every[name.given]))
    ]
    fullest = _by_given(dict.fromkeys(names).keys() - above)
    persons = {name: name for name in names}
    for name in above:
        alike = (name.given, name.given[0]) if len(name.given) > 1 else fullest
        fits = (one for given in alike for one in fullest.get(given, ()) if _may_be(name, one))
        first, second = next(fits, None), next(fits, None)
        if first and not second and is_fuller(first, name):
            persons[name] = first
    return persons | {name: name for group in apart for name in _meeting(group, persons)}


def _meeting(group: Sequence[Name], persons: Mapping[Name, Name]) -> list[Name]:
    """Return the names of a group whose person others of the group have, too."""
    often = Counter(persons[name] for name in group)
    return [name for name in group if often[persons[name]] > 1]


class Speakers:
    """The speakers of an archive and which of them are one person. What changes little costs little."""

    def __init__(self, apart: Iterable[frozenset[str]] = ()) -> None:
        """Begin with nobody; `apart` are groups of keys of which no two are one."""
        self._apart: dict[str, list[int]] = {}  # the groups of each key
        for number, group in enumerate(apart):
            for key in group:
                self._apart.setdefault(key, []).append(number)
        self._forms: dict[str, list[str]] = {}  # of each key, as often as they were added
        self._names: dict[str, Name] = {}  # of the keys that are full names
        self._kin: dict[Kin, list[str]] = {}  # the keys with names of one kin
        self._changed: set[Kin] = set()
        self._same: dict[Kin, dict[str, str]] = {}  # of kins in which any are one

    def add(self, key: str, form: str) -> None:
        """Add a form of a key."""
        forms = self._forms.setdefault(key, [])
        forms.append(form)
        if len(forms) == 1 or forms.count(form) == 1:
            self._call(key, read_name(form) if len(forms) == 1 else _name_of(forms))

    def remove(self, key: str, form: str) -> None:
        """Take away a form that was added."""
        forms = self._forms[key]
        forms.remove(form)
        if form not in forms:
            self._call(key, _name_of(forms))
        if not forms:
            del self._forms[key]

    def same(self) -> dict[str, str]:
        """Return the key that stands for a person by each other key of that person."""
        for kin in self._changed:
            self._same.pop(kin, None)
            keys = self._kin.get(kin, ())
            if len(keys) > 1 and (found := self._resolved(sorted(keys))):
                self._same[kin] = found
        self._changed.clear()
        return {key: person for found in self._same.values() for key, person in found.items()}

    def _call(self, key: str, name: Name | None) -> None:
        """Take the name that a key has now."""
        old = self._names.pop(key, None)
        if name:
            self._names[key] = name
        if old == name:
            return
        if old:
            self._kin[old.kin].remove(key)
            self._changed.add(old.kin)
        if name:
            self._kin.setdefault(name.kin, []).append(key)
            self._changed.add(name.kin)

    def _resolved(self, keys: Sequence[str]) -> dict[str, str]:
        """Return which keys of one kin stand for others."""
        names = {key: self._names[key] for key in keys}
        apart = self._apart_of(names)
        persons = _persons(dict.fromkeys(names.values()), apart)
        shared = {name for group in apart for name, often in Counter(group).items() if often > 1}
        groups: dict[Name, list[str]] = {}
        for key, name in names.items():
            if name not in shared or key not in self._apart:
                groups.setdefault(persons[name], []).append(key)
        return _standing(groups, names) if len(groups) < len(names) else {}

    def _apart_of(self, names: Mapping[str, Name]) -> list[list[Name]]:
        """Return the names of one kin that are never one, by group."""
        groups: dict[int, list[Name]] = {}
        for key, name in names.items():
            for number in self._apart.get(key, ()):
                groups.setdefault(number, []).append(name)
        return [group for group in groups.values() if len(group) > 1]


def _standing(groups: Mapping[Name, Sequence[str]], names: Mapping[str, Name]) -> dict[str, str]:
    """Return by each key but one of a group that one: the plainest."""

    def plain(key: str) -> tuple[bool, int, int, str]:
        return len(names[key].given) == 1, len(names[key].middles), len(key), key

    best = {person: min(keys, key=plain) for person, keys in groups.items() if len(keys) > 1}
    return {key: one for person, one in best.items() for key in groups[person] if key != one}


def _name_of(forms: Collection[str]) -> Name | None:
    """Return the name of forms that differ in case, accents and marks: hyphens that one writes join."""
    found = [name for form in set(forms) if (name := read_name(form))]
    return min(found, key=lambda name: (len(name.middles), name), default=None)
