"""The words of a photograph in plain text: a title, a caption and the credit that gives it away."""

import re

from index.article import Image

SENTENCE_END = re.compile(r"[.!?…:;]['\"”’»)\]]*$")
_PICTURE_LABEL = re.compile(r"^\(?\s*(?:photo(?:graph)?|image|picture|caption)\s*:\s*", re.I)
_AGENCY = (
    r"(?:REUTERS|Reuters|AP(?: Photo)?|Associated Press|AFP|EPA(?:-EFE)?|Getty(?: Images)?|Xinhua|TASS|Alamy"
    r"(?: Stock Photo)?|Shutterstock|Bloomberg|PA(?: Wire| Media)?|UPI|Anadolu(?: Agency)?|Corbis|iStock|Handout|"
    r"Zuma(?: Press)?|NurPhoto|Flickr|Wikimedia(?: Commons)?|Pexels|Unsplash)"
)
_WHO = r"[^.!?/()|]{2,50}"
_LABELLED = (
    r"(?:(?:[Pp]hotos?|[Pp]hotographs?|[Ii]mages?|[Pp]ictures?|PHOTO|[Cc]redit|CREDIT)"
    r"\s*(?::|\s[Bb]y\b|\s[Cc]ourtesy(?:\s+of)?\b:?)|©)"
)
_CREDIT = re.compile(
    rf"(?:^|(?<=[.!?\"”’)|–—-])\s+|(?<=[.!?\"”’])|(?=\())"
    rf"\(?\s*(?P<credit>{_LABELLED}\s*[^()]{{2,80}}|(?:{_WHO}/)*{_AGENCY}(?:\s*/\s*[^()/]{{2,60}})*)\s*\)?\.?$"
)
_CREDIT_LABEL = re.compile(rf"^{_LABELLED}\s*")
_CAPTION_LIMIT = 400  # characters; a guess: a paragraph of the body that ends like a credit tends to be longer
_BARE_AGENCY = re.compile(rf"{_AGENCY}$")  # also ends the text of a wire story: "... he said. (Reuters)"


def picture_of(lines: list[str], *, alone: bool) -> Image | None:
    """Return the picture that a block tells of: up to a title, a caption and, at its end, the credit."""
    if not 0 < len(lines) <= 4 or max(map(len, lines)) > _CAPTION_LIMIT:
        return None
    text = lines[-1]
    found = _CREDIT.search(text)
    if found and alone and len(lines) == 1 and _BARE_AGENCY.match(found["credit"]) and found.start():
        return None
    if not found and not any(_PICTURE_LABEL.match(line) for line in lines):
        return None
    credit = _CREDIT_LABEL.sub("", found["credit"]).strip() if found else None
    words = [*lines[:-1], text[: found.start()] if found else text]
    words = [_PICTURE_LABEL.sub("", line).strip(" (") for line in words]
    words = [line for line in words if line]
    titled = len(words) > 1 and not SENTENCE_END.search(words[0])
    caption = " ".join(words[1:] if titled else words)
    return Image(title=words[0] if titled else None, caption=caption or None, credit=credit or None)
