"""How sure each rule of attribution is: one readable table."""

from typing import Final, NamedTuple

from index.quotes.lexicon import word_set

UNRESOLVED: Final = 0.1  # a quotation whose speaker nobody could name
_UNSURE: Final = 0.6  # a surname that fits two people, a pronoun of somebody who may be no person
_PERSON_OF_PRONOUN: Final = 0.95  # whom `he` means is less sure than that he said it
_WEIGHT: Final = 10  # cases that the prior counts for, so that a rule seen three times is not thought perfect


class _Rule(NamedTuple):
    prior: float  # from how tightly the rule ties the speaker to the words, before anything was counted
    right: int = 0  # of the cases `seen` on 42 annotated articles (docs/quotes.md)
    seen: int = 0


_BESIDE, _BEFORE, _WITHIN, _LOOSE, _GUESS = 0.95, 0.85, 0.8, 0.75, 0.5

# fmt: off
_RULES: Final = {
    # `"...," X said`, `"...," said X`
    "surname-after-quote": _Rule(_BESIDE, 80, 81), "full-name-after-quote": _Rule(_BESIDE, 12, 12),
    "title-and-name-after-quote": _Rule(_BESIDE, 25, 26), "pronoun-after-quote": _Rule(_BESIDE, 66, 66),
    "nominal-after-quote": _Rule(_BESIDE, 9, 9), "organisation-after-quote": _Rule(_BESIDE),
    "surname-after-verb": _Rule(_BESIDE, 3, 3), "full-name-after-verb": _Rule(_BESIDE, 27, 29),
    "title-and-name-after-verb": _Rule(_BESIDE, 12, 12), "pronoun-after-verb": _Rule(_WITHIN),
    "nominal-after-verb": _Rule(_BESIDE, 2, 2), "organisation-after-verb": _Rule(_BEFORE),
    "any-verb-after-quote": _Rule(_LOOSE), "name-after-quote": _Rule(_LOOSE, 2, 2),
    # `X said: "..."`, `According to X, "..."`
    "name-verb-before-quote": _Rule(_BEFORE, 21, 23), "pronoun-verb-before-quote": _Rule(_BEFORE, 12, 13),
    "nominal-verb-before-quote": _Rule(_BEFORE, 3, 6), "organisation-verb-before-quote": _Rule(_BEFORE, 1, 2),
    "according-to": _Rule(_BEFORE, 3, 3), "colon": _Rule(_LOOSE, 1, 1), "signed": _Rule(_BEFORE),
    # `X said the plan was "..."`
    "name-verb-in-sentence": _Rule(_WITHIN, 44, 46), "pronoun-verb-in-sentence": _Rule(_WITHIN, 13, 14),
    "nominal-verb-in-sentence": _Rule(_WITHIN, 5, 6), "organisation-verb-in-sentence": _Rule(_WITHIN, 3, 4),
    "agent-of-passive": _Rule(_WITHIN, 2, 2), "participle-before-quote": _Rule(_LOOSE, 16, 19),
    "owner-of-words": _Rule(_LOOSE, 4, 5), "end-of-sentence": _Rule(_LOOSE, 4, 5),
    # from the words around, without a verb that says so
    "same-sentence": _Rule(_WITHIN, 7, 7), "same-paragraph": _Rule(_GUESS, 3, 4),
    "subject-of-sentence": _Rule(_GUESS, 5, 10), "subject-of-sentence-before": _Rule(_GUESS, 7, 9),
    "carried-over": _Rule(_GUESS, 0, 1), "teller-of-sentence-before": _Rule(_LOOSE),
}
# fmt: on

GUESSES: Final = word_set(
    "same-paragraph subject-of-sentence subject-of-sentence-before teller-of-sentence-before carried-over"
)  # no verb hands over these very words

CONFIDENCE: Final = {
    name: round((rule.right + _WEIGHT * rule.prior) / (rule.seen + _WEIGHT), 2) for name, rule in _RULES.items()
}


def confidence(rule: str, *, of_pronoun: bool, sure: bool = True) -> float:
    """Return how often a speaker found by `rule` is right, from 0 to 1; `of_pronoun` where `he` was resolved.

    Of a speaker who is not `sure`, because others fit as well, it stays below what is shown as checked.
    """
    share = round(CONFIDENCE[rule] * _PERSON_OF_PRONOUN, 2) if of_pronoun else CONFIDENCE[rule]
    return share if sure else min(share, _UNSURE)
