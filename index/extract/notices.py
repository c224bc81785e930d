"""Paragraphs that stand in an article and are none of it: labels, invitations, barriers, and notices at its end."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

_SHORT = 200  # characters; a longer paragraph that begins like a notice is prose
_BARRIER_ROOM = 1_500  # characters of the page behind a barrier: offers, prices, ways to log in
_LABEL = re.compile(
    r"\W*(?:advertisements?|advertising|anzeige|werbung|publicit[eéà]|publicidade?|pubblicità|advertentie|annonse?|"
    r"reklama?|реклама|広告|listen|share|follow|bookmark|copy link|print|save|comments?|loading|"
    r"\d{1,4}|\d+[\s-]min(?:ute)?s?\s+read.{0,30}|article continues (?:below|after) (?:this )?ad(?:vertisement)?|"
    r"story continues (?:below|after).{0,30}|skip (?:ad(?:vertisement)?|past .{3,60}))\W*",
    re.I,
)
_INVITATION = re.compile(
    r"(?:(?:sign[\s-]?up|subscribe|register)\b(?=.{0,100}\b(?:newsletters?|inbox|e-?mails?|podcast)\b)|"
    r"follow .{2,60} on (?:twitter|facebook|instagram|x|linkedin|threads|bluesky)\b|"
    r"(?:read|see) (?:more|also|next)\s*:|click here (?:to|for)\b)",
    re.I,
)
_BARRIER = re.compile(
    r"(?:please )?(?:subscribe|sign in|sign up|log ?in|register|join)(?: now| today)? (?:to|and) "
    r"(?:continue|keep|finish|read|unlock|access)\b|to continue reading\b|continue reading with\b|"
    r"(?:this|the rest of this|the full) (?:article|story|content|post) is (?:only |exclusively |reserved )*for "
    r"(?:our )?(?:paid |paying |registered )?(?:subscribers|members)",
    re.I,
)
_CREDITED = re.compile(
    r".*[\s(](?:bild(?:rechte|quelle)?|fotos?|photos?|images?|credit|crédits?|фото)\s*:\s*[^.!?:]{2,60}\W*", re.I
)
_CAPTION = 400  # characters
_TWICE = 40  # characters of a sentence that no article says twice; lists of features do
_SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？", "”", '"', "»", "」")
_RIGHTS = re.compile(r"(?:copyright\b|©|\(c\)|all rights reserved\b)", re.I)


def is_label(text: str) -> bool:
    """Tell if a paragraph is but the label of an advertisement or of a button."""
    return len(text) < _SHORT and bool(_LABEL.fullmatch(text))


def without_notices(paragraphs: Sequence[str]) -> list[str]:
    """Return the paragraphs that are an article's own; the first one is, whatever it says."""
    kept = [text for text in paragraphs[:1] if not is_label(text)]
    kept += (text for text in _once(paragraphs[1:], {*kept}) if not _is_notice(text))
    return _without_rights(_before_barrier(kept))


def _is_notice(text: str) -> bool:
    return is_label(text) or _begins(_INVITATION, text) or (len(text) < _CAPTION and bool(_CREDITED.fullmatch(text)))


def _once(paragraphs: Sequence[str], said: set[str]) -> Iterator[str]:
    """Yield the paragraphs, those that were said before left out: they belong to a button, or to another width."""
    for text in paragraphs:
        if len(text) < _TWICE or not text.endswith(_SENTENCE_ENDS) or text not in said:
            said.add(text)
            yield text


def _before_barrier(paragraphs: list[str]) -> list[str]:
    """Leave out a barrier and what comes behind it, unless that is so much that it must be the article."""
    before = list(takewhile(lambda text: not _begins(_BARRIER, text), paragraphs))
    room = sum(map(len, paragraphs[len(before) :]))
    return before if before and room <= _BARRIER_ROOM else paragraphs


def _without_rights(paragraphs: list[str]) -> list[str]:
    return paragraphs[:-1] if len(paragraphs) > 1 and _begins(_RIGHTS, paragraphs[-1]) else paragraphs


def _begins(notice: re.Pattern[str], text: str) -> bool:
    return len(text) < _SHORT and bool(notice.match(text.lstrip("[(*– —")))
