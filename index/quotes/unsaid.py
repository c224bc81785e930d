"""Tells words that the text says were not said, or not surely: `Ruiz never said "..."`, `allegedly said "..."`."""

from typing import Final

from index.quotes.lexicon import ADVERBS, NEGATIONS, word_set
from index.quotes.line import Attribution, Line, sentence_end, sentence_start
from index.quotes.tokens import Token

_SAYING: Final = word_set(
    "say says said saying tell tells told telling call calls called calling describe describes described describing "
    "write writes wrote written writing tweet tweeted tweeting post posted posting shout shouted shouting yell yelled "
    "yelling utter uttered uttering use used using announce announced announcing claim claimed claiming declare "
    "declared declaring state stated stating brand branded branding label labelled labeled promise promised"
)
_NOT: Final = NEGATIONS | word_set("hasn't haven't hadn't hasn’t haven’t hadn’t without")
_NOBODY: Final = frozenset(("nobody", "none", "neither"))
_ONLY: Final = frozenset(("only", "just", "merely", "simply", "once"))
_HAVING: Final = word_set("have has had having be been being ever")
_REFUSING: Final = word_set(
    "refused refuses refusing declined declines declining failed fails neglected omitted forgot unwilling loath not"
)
_DENYING: Final = word_set("denied denies deny denying disputed disputes")
_AVOIDING: Final = frozenset(("short", "refrained", "refrain", "shied"))  # `stopped short of saying`
_SUPPOSING: Final = frozenset(("should", "might", "could", "would"))  # `might have said`
_SHARING: Final = word_set("retweeting reposting sharing liking forwarding")
_ASKING: Final = frozenset(("whether", "if"))
_OPENING: Final = word_set("if had did does do has were unless")
_FALSE: Final = word_set(
    "fake faked forged fabricated doctored deepfake parody satirical hoax bogus ai-generated manipulated fictional "
    "imaginary spoof"
)
_HEARING: Final = frozenset(("heard", "hear", "hears"))
_FALSELY: Final = word_set("falsely wrongly mistakenly misquoted fancifully")
_REPORTEDLY: Final = word_set("allegedly supposedly purportedly reportedly")
_ALLEGED: Final = word_set("alleged reported rumored rumoured said supposed purported believed")
_QUOTING: Final = frozenset(("quoting", "paraphrasing"))
_NEAR: Final = 6  # tokens before the verb
_LEAD: Final = 4  # tokens in `In a widely shared parody`


def is_unsaid(line: Line, found: Attribution, at: int) -> bool:
    """True where the sentence says that the words were not said, or asks or supposes that they were."""
    tokens, cue, phrase = line.tokens, found.cue, found.phrase
    if phrase.head in _NOBODY or tokens[phrase.start].low in _NOBODY or _is_no_one(tokens, phrase.start):
        return True
    start = sentence_start(line, phrase.start if cue is None else min(phrase.start, cue))
    unheard = tokens[phrase.start - 1].low in _HEARING and (tokens[start].low in _NOBODY or _is_no_one(tokens, start))
    if unheard or tokens[at - 1].low in _SHARING:
        return True
    if cue is None or tokens[cue].low not in _SAYING or any(token.text == "," for token in tokens[cue : at - 1]):
        return False
    return (
        _is_denied(tokens, start, phrase.start, cue)
        or tokens[phrase.start - 1].low in ("not", "nor", "neither")
        or _is_supposed(line, start, phrase.start, cue, at)
        or _is_forged(tokens, start, cue, at)
    )


def is_second_hand(line: Line, found: Attribution) -> bool:
    """`Ruiz allegedly said "..."`, `is alleged to have said`, `was accused of saying`, `Ruiz, quoting Lund, said`."""
    if found.cue is None:
        return False
    tokens, cue = line.tokens, found.cue
    at = cue - 1
    while at > 0 and tokens[at].low in _HAVING:
        at -= 1
    if tokens[at].low in ("to", "of"):
        return tokens[at - 1].low in _ALLEGED or "accused" in [token.low for token in tokens[max(0, at - _NEAR) : at]]
    return tokens[at].low in _REPORTEDLY or _from_another(tokens, found.phrase.end + 1, cue)


def _from_another(tokens: list[Token], aside: int, cue: int) -> bool:
    """`Ruiz, quoting Lund, said`, `Ruiz said, quoting Lund`, `Ruiz read from Lund's letter`."""
    behind = [token.low for token in tokens[cue + 1 : cue + 3]]
    if behind[:1] == ["from"]:
        return tokens[cue].low in ("read", "reads", "reading")
    return (aside < cue and tokens[aside].low in _QUOTING) or (len(behind) == 2 and behind[1] in _QUOTING)


def _is_no_one(tokens: list[Token], at: int) -> bool:
    return tokens[at].low == "no" and at + 1 < len(tokens) and tokens[at + 1].low == "one"


def _is_denied(tokens: list[Token], start: int, subject: int, cue: int) -> bool:
    """`never said`, `refused to say`, `denied saying`, `stopped short of saying`, `denied that she had said`."""
    at = cue - 1
    while at > start and (tokens[at].low in _HAVING or tokens[at].low.endswith("ly") or tokens[at].low in ADVERBS):
        if tokens[at].low in _ONLY:
            return False
        at -= 1
    before, earlier = tokens[at].low, tokens[at - 1].low
    if before in _NOT or before in _DENYING or "misquoted" in (before, earlier):
        return True
    if before == "to":
        return earlier in _REFUSING and tokens[at - 2].low not in _NOT
    if before in ("of", "from"):
        return earlier in _AVOIDING
    subject -= tokens[subject - 1].low == "that"
    return subject > start and tokens[subject - 1].low in _DENYING


def _is_supposed(line: Line, start: int, subject: int, cue: int, at: int) -> bool:
    """`should have said`, `If Ruiz says`, `asked whether Ruiz said`, `Did Ruiz say "..."?`"""
    tokens = line.tokens
    if tokens[cue - 1].low == "have" and tokens[cue - 2].low in _SUPPOSING:
        return True
    if tokens[cue - 1].low == "might" or tokens[subject - 1].low in _ASKING:
        return True
    if tokens[start].low not in _OPENING or subject != start + 1 or not subject < cue < at:
        return False
    return tokens[start].low in ("if", "had", "unless", "were") or line.tokens[sentence_end(line, cue) - 1].text == "?"


def _is_forged(tokens: list[Token], start: int, cue: int, at: int) -> bool:
    """`A fake video shows Ruiz saying`, `In the parody, Ruiz says`, `A post falsely claimed that Ruiz said`."""
    comma = next((place for place in range(cue - 1, start, -1) if not tokens[place].is_word), start)
    opens = start if tokens[start].low == "in" else comma
    if cue < at and any(token.low in _FALSE for token in tokens[opens : min(cue, opens + _LEAD)]):
        return opens == start
    return any(token.low in _FALSELY for token in tokens[max(comma, cue - _NEAR) : cue])
