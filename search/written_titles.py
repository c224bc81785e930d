"""Titles and how newspapers cut them: who looks for a senator means `Sen.` too, and the other way about."""

from index.analysis import stem

_CUT = {
    "admiral": "adm", "ambassador": "amb", "assistant": "asst", "attorney": "atty", "brigadier": "brig",
    "captain": "capt", "chairman": "chmn", "colonel": "col", "commander": "cmdr cdr", "commissioner": "comm commr",
    "constable": "const", "corporal": "cpl", "councillor": "cllr", "deputy": "dep", "detective": "det",
    "director": "dir", "doctor": "dr", "father": "fr", "general": "gen", "governor": "gov govs",
    "honorable": "hon", "honourable": "hon", "inspector": "insp", "lieutenant": "lt lieut", "major": "maj",
    "minister": "min", "monsignor": "msgr", "officer": "ofc", "president": "pres", "private": "pvt",
    "professor": "prof", "representative": "rep reps", "reverend": "rev", "secretary": "sec secy",
    "senator": "sen sens", "sergeant": "sgt", "superintendent": "supt",
}  # fmt: skip


def _groups() -> dict[str, frozenset[str]]:
    """Return by each stem of a title, or of what it is cut to, all that mean the same."""
    found: dict[str, set[str]] = {}
    for title, cut in _CUT.items():
        group = {stem(title)}.union(*(found.get(stem(one), {stem(one)}) for one in cut.split()))
        found.update(dict.fromkeys(group, group))
    return {one: frozenset(group) for one, group in found.items()}


_SAME = _groups()


def forms_of(word: str) -> frozenset[str]:
    """Return the stems of a word of a role, and of the title that it is another form of."""
    own = stem(word)
    return _SAME.get(own, frozenset((own,)))
