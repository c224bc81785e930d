"""The verbs that hand a quotation to its speaker, in all their forms."""

from collections.abc import Iterator
from typing import Final

from index.quotes.lexicon import AUXILIARIES, DETERMINERS, DOCUMENTS, ORGANISATIONS, PERSON_NOUNS, VERBS, word_set
from index.quotes.tokens import Token, places_of

# Verbs a reporter may put after the speaker and beside the closing mark.
_SPEECH: Final = word_set(
    "say tell ask add note explain argue insist claim warn reply respond answer declare announce "
    "state remark observe recall write tweet post continue conclude acknowledge admit concede assert "
    "contend maintain suggest stress emphasize emphasise reiterate repeat affirm confirm deny vow "
    "pledge promise predict complain lament joke quip crack snap retort counter counsel caution boast "
    "brag brief shout yell scream cry exclaim whisper mutter murmur mumble bellow bark growl sigh "
    "laugh plead beg urge demand order command inquire enquire wonder question reason muse reflect "
    "opine theorize offer volunteer allege charge testify swear attest report reveal disclose confess "
    "confide recount narrate elaborate clarify specify underscore underline highlight hint "
    "imply remind interject interrupt chime chant sing preach proclaim pronounce profess protest object "
    "disagree agree concur thunder fume rant rail scoff sneer mock tease taunt jest deadpan implore "
    "appeal exhort advise assure reassure guarantee comment surmise speculate guess estimate figure "
    "reckon think believe feel hope fear worry intone utter voice vent blurt drawl chuckle grumble "
    "gripe groan moan rejoin riff describe summarize summarise sum read quote cite message text email "
    "signal rasp venture allow begin indicate inform notify remember "
    "aver avow posit postulate hazard foresee foretell envisage envision prophesy bemoan bewail rue mourn regret "
    "marvel gloat crow enthuse gush wail sob howl roar hiss snarl snort shriek squeal stammer stutter splutter sputter "
    "croak wheeze bristle fulminate pontificate intimate insinuate hypothesize hypothesise theorise conjecture "
    "forewarn demur carp bleat fret admonish remonstrate"
)
# Verbs whose quotation is a name, a word or a deed: only with the quotation close behind them.
_LABELLING: Final = word_set(
    "call describe label dub brand term deem denounce condemn decry blast slam criticize criticise "
    "attack deride dismiss praise laud hail tout characterize characterise portray refer invoke urge "
    "accuse blame compare refuse reject liken endorse express caption caution lash vow press "
    "challenge defend encourage apologize apologise depict frame cheer welcome applaud ridicule rule "
    "scold chide warn lambaste assail chastise rebuke berate mock taunt tease thank congratulate commend salute "
    "lambast castigate excoriate upbraid reprimand reproach rubbish deplore disparage belittle extol vilify denigrate "
    "rebut refute repudiate flay pooh-pooh pronounce"
)
_JUDGING: Final = word_set("judged considered rated decreed")  # `judges`, `rates` are nouns as a rule
_IRREGULAR: Final = {
    "say": "said", "tell": "told", "write": "wrote written", "swear": "swore sworn",
    "sing": "sang sung", "think": "thought", "feel": "felt", "begin": "began begun", "read": "read",
    "make": "made", "give": "gave given", "get": "got gotten", "hear": "heard", "have": "had",
    "know": "knew known", "put": "put", "shoot": "shot", "see": "saw seen", "cast": "cast",
    "hit": "hit", "find": "found", "take": "took taken", "speak": "spoke spoken",
    "learn": "learned learnt", "understand": "understood", "mean": "meant", "show": "showed shown",
    "cry": "cried", "reply": "replied", "deny": "denied", "testify": "testified",
    "imply": "implied", "clarify": "clarified", "specify": "specified", "portray": "portrayed",
    "use": "used", "try": "tried", "worry": "worried", "foresee": "foresaw foreseen", "foretell": "foretold",
    "prophesy": "prophesied", "marvel": "marveled marvelled",
}  # fmt: skip
_DOUBLED: Final = word_set(
    "admit brag beg quip snap tip sum rip dub refer vent blog chat sob pen signal label rap concur "
    "regret demur fret rebut extol aver"
)
_NOUNS: Final = word_set(
    "words claim claims statement statements remark remarks comment comments assertion assertions "
    "promise promises vow pledge argument message suggestion accusation accusations contention "
    "admission insistence declaration warning response answer reply tweet tweets letter post slogan "
    "motto mantra description phrase question report reports letters word headline headlines memo email emails "
    "note notes speech testimony chant chants cries shouts verdict assessment view opinion conclusion judgment "
    "judgement estimate summary refrain retort riposte rejoinder plea lament boast quip advice explanation account "
    "bulletin announcement denial confession prediction forecast observation reaction complaint appeal threat rebuke "
    "recollection"
)
_WITH_A_TAIL: Final = {  # `he went on`, `as he put it`, `he shot back`, `which, he granted, is ...`
    "went": "on", "goes": "on", "put": "it", "puts": "it", "finding": "that",
    "shot": "back", "shoots": "back", "fired": "back", "fires": "back",
    "pushed": "back", "pushes": "back", "weighed": "in", "weighs": "in", "piped": "up", "pipes": "up",
    "hit": "back out", "hits": "back out", "lashed": "out", "lashes": "out", "pointed": "out", "points": "out",
    "chipped": "in", "chips": "in", "broke": "in", "breaks": "in", "owned": "up", "fessed": "up", "let": "slip",
    "spoke": "of", "speaks": "of", "talked": "of", "made": "clear plain", "makes": "clear plain",
}  # fmt: skip
_WITH_THAT: Final = word_set(
    "found finds held holds proposed proposes recommended recommends decided decides determined determines "
    "realised realises realized realizes doubted calculated calculates conveyed conveys relayed relays "
    "stipulated stipulates decreed decrees deposed inferred deduced judged ruled verified dictated"
)
_GRANTING: Final = word_set("granted grants accepted accepts")
_TAILS: Final = {
    verb: frozenset(tails.split())
    for verb, tails in (_WITH_A_TAIL | dict.fromkeys(_WITH_THAT, "that") | dict.fromkeys(_GRANTING, "that ,")).items()
}
_BE: Final = word_set("was were is are been being be am")
_AFTER_BASE: Final = word_set(
    "to will would can could may might should must shall did do does not n't didn't don't doesn't "
    "won't wouldn't couldn't can't i we you they who 'll they'll we'll i'll let help "
    "he'd she'd they'd i'd we'd he’d she’d they’d i’d we’d they’ll we’ll i’ll he'll she'll he’ll she’ll"
)
LEAD_VERBS: Final = frozenset(
    ("Said", "Says", "Added", "Adds", "Asked", "Asks", "Wrote", "Writes")
)  # `Said Ruiz: "..."`
TELLING: Final = frozenset(("told", "tells", "asked", "asks"))  # with whoever hears it behind them
PUT: Final = word_set(
    "told asked warned informed advised reminded assured reassured notified promised urged ordered instructed "
    "cautioned counselled counseled begged implored exhorted questioned"
)  # `Ruiz was told that ...`: who hears the words
_OFTEN: Final = word_set("often also sometimes always now still once")  # `was often called`
_BY_MANY: Final = frozenset(("say", "argue", "believe", "insist", "claim", "call", "describe"))  # `critics call it`
_OF_SEVERAL: Final = word_set(
    "say argue believe insist claim write note warn add conclude suggest contend recall agree"
)
_REPORTING: Final = 8  # tokens from the verb to `saying`
_COORDINATING: Final = frozenset(("and", "or", "then"))
_BEFORE_INFINITIVES: Final = word_set("to will would can could may might must should shall did do does")
_NEAR: Final = 14  # tokens in `to stand up in the council and say`
_MANY: Final = word_set("some others many both few most")  # `some ask`, `others insist`
_VERBS_BEHIND_NOUNS: Final = word_set("are were have had will would can could of by about from")
_NOT_A_VERB_AFTER: Final = word_set(
    "a an the this that these those his her their its our my your of some any no many several few "
    "other such new recent previous past early public private for with in on by from"
)


def _third(verb: str) -> str:
    if verb[-1] == "y" and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "z")) else f"{verb}s"


def _past(verb: str) -> str:
    if verb in _DOUBLED:
        return f"{verb}{verb[-1]}ed"
    return f"{verb}d" if verb[-1] == "e" else f"{verb}ed"


def _participle(verb: str) -> str:
    if verb in _DOUBLED or verb in ("put", "get", "hit", "begin"):
        return f"{verb}{verb[-1]}ing"
    return f"{verb[:-1]}ing" if verb[-1] == "e" and verb[-2] not in "es" else f"{verb}ing"


def _finite(verbs: frozenset[str]) -> frozenset[str]:
    pasts = (_IRREGULAR.get(verb, _past(verb)).split() for verb in verbs)
    return frozenset(map(_third, verbs)).union(*pasts)


_BASES: Final = _SPEECH | _LABELLING
_SPEECH_FINITE: Final = _finite(_SPEECH)
_OF_THINGS: Final = _finite(
    word_set(
        "recall reflect remind suggest reveal indicate signal imply hint underscore underline highlight report "
        "continue begin confirm offer specify describe summarize summarise sum read cite guarantee promise demand "
        "question raise sing crack"
    )
)
_PASTS: Final = frozenset(" ".join(_IRREGULAR.values()).split()) | VERBS
_LABEL_FINITE: Final = _finite(_LABELLING) | _JUDGING
_LABELS: Final = _LABEL_FINITE | frozenset(map(_participle, _LABELLING))
_SPEECH_PARTICIPLES: Final = frozenset(map(_participle, _SPEECH - {"allow"}))  # `a policy of allowing`
_PARTICIPLES: Final = _SPEECH_PARTICIPLES | frozenset(map(_participle, _LABELLING))
_SPEAKING: Final = _SPEECH_FINITE | _BASES | frozenset(_TAILS)
_CUES: Final = _SPEAKING | _PARTICIPLES | _LABEL_FINITE


def speech_in(tokens: list[Token], start: int, end: int) -> Iterator[int]:
    """Give the numbers of the tokens in `tokens[start:end]` for which `is_speech` is true, the last one first."""
    return (at for at in reversed([*places_of(_SPEAKING, tokens, start, end)]) if is_speech(tokens, at))


def cues_in(tokens: list[Token], start: int, end: int) -> Iterator[int]:
    """Give the numbers of the tokens in `tokens[start:end]` for which `is_cue` is true, the last one first."""
    return (at for at in reversed([*places_of(_CUES, tokens, start, end)]) if is_cue(tokens, at))


def is_speech(tokens: list[Token], at: int) -> bool:
    """True at a verb that can stand beside a quotation with its speaker: `said`, `warns`, `has told`."""
    token = tokens[at]
    if token.low not in _SPEAKING:
        return False
    if token.low in _TAILS:
        return at + 1 < len(tokens) and tokens[at + 1].low in _TAILS[token.low]
    if token.low in _SPEECH_FINITE:
        return token.text == token.low and not _is_noun_here(tokens, at)
    return token.low in _BASES and _takes_base(tokens, at) and not _tells_which(tokens, at)


def is_speech_base(low: str) -> bool:
    """`yell`, in `heard him yell`."""
    return low in _BASES


def is_cue(tokens: list[Token], at: int) -> bool:
    """True at any finite verb, infinitive or participle that can introduce a quotation."""
    token = tokens[at]
    if token.low not in _CUES:
        return False
    if is_speech(tokens, at) or (is_participle(token) and not _is_adjective(tokens, at)):
        return True
    if at > 0 and tokens[at - 1].low in ("a", "an"):
        return False  # `a framed print`
    return token.low in _LABEL_FINITE and token.text == token.low and not _is_noun_here(tokens, at)


def _is_adjective(tokens: list[Token], at: int) -> bool:
    """`told cheering teachers`, `the warning shots`: a participle with its noun behind it."""
    return at > 0 and (tokens[at - 1].low in ("told", "tells") or tokens[at - 1].low in DETERMINERS)


def is_participle(token: Token) -> bool:
    return token.low in _PARTICIPLES and token.text == token.low


def is_participle_form(low: str) -> bool:
    """True for `chanting`, `calling`, whatever the capitals."""
    return low in _PARTICIPLES


def is_labelling(token: Token) -> bool:
    """True for `called`, `dubbing`: a verb whose object is what somebody calls somebody else."""
    return token.low in _LABELS


def is_speech_form(low: str) -> bool:
    return low in _SPEECH_FINITE


def says_as_things_do(token: Token) -> bool:
    """`the hour recalls`, `the figures suggest`: verbs of speech that need nobody to speak."""
    return token.low in _OF_THINGS


def is_verb_form(low: str) -> bool:
    """True for a past or participle of an everyday verb: `given`, `held`."""
    return low in _PASTS


def is_saying(token: Token) -> bool:
    """True for a participle of speech: `saying`, `adding`; not `using`."""
    return token.low in _SPEECH_PARTICIPLES


def is_cue_noun(token: Token) -> bool:
    return token.low in _NOUNS


def is_passive(tokens: list[Token], at: int) -> bool:
    """True for `was told`, `is being called`: its subject does not speak."""
    before = at - 1
    while before > 0 and (tokens[before].low.endswith("ly") or tokens[before].low in _OFTEN):
        before -= 1
    return before >= 0 and tokens[before].low in _BE and not tokens[at].low.endswith("ing")


def is_handed(tokens: list[Token], at: int) -> bool:
    """True for a passive whose subject only hears the words; who `was quoted`, `was reported as saying` said them."""
    return is_passive(tokens, at) and tokens[at].low != "quoted" and not _as_saying(tokens, at)


def _as_saying(tokens: list[Token], at: int) -> bool:
    lows = [token.low for token in tokens[at + 1 : at + _REPORTING]]
    return "as" in lows and lows[lows.index("as") + 1 :][:1] == ["saying"]


def _is_noun_here(tokens: list[Token], at: int) -> bool:
    """`his angry remarks`, `the reports were`: a form in -s that counts things says nothing."""
    if not tokens[at].low.endswith("s") or tokens[at].low in ("reads", "says"):
        return False
    behind = tokens[at + 1].low if at + 1 < len(tokens) else ""
    if behind in _VERBS_BEHIND_NOUNS or (tokens[at].low == "appeals" and behind in ORGANISATIONS):
        return True
    for before in reversed(tokens[max(0, at - 3) : at]):
        if not before.is_word or (before.text != before.low and not before.is_possessive):
            return False
        if before.low in _NOT_A_VERB_AFTER or before.is_possessive:
            return before is tokens[at - 1] or not _is_noun(tokens[at - 1])
    return False


def _is_noun(token: Token) -> bool:
    """`the official claims` has its noun already, `the official's angry claims` has not."""
    return token.low in PERSON_NOUNS or token.low in ORGANISATIONS or token.low in DOCUMENTS


def _tells_which(tokens: list[Token], at: int) -> bool:
    """`drivers who complain are ...`: a relative clause that ends with its verb."""
    return tokens[at - 1].low == "who" and at + 1 < len(tokens) and tokens[at + 1].low in AUXILIARIES


def _takes_base(tokens: list[Token], at: int) -> bool:
    if at == 0 or tokens[at].text != tokens[at].low:
        return False
    before = tokens[at - 1].low
    if before.endswith("ly") and at > 1:
        before = tokens[at - 2].low
    plural = (
        len(before) > 3
        and not tokens[at - 1].is_possessive
        and before.endswith(("s", "people", "men", "women"))
        and not before.endswith("ss")
    )
    if before in _MANY:
        return at == 1 or not tokens[at - 2].is_word
    if before in _COORDINATING:
        return _follows_infinitive(tokens, at)
    if tokens[at].low == "say":
        return before not in _NOT_A_VERB_AFTER
    if tokens[at].low in _OF_SEVERAL and _ends_pair(tokens, at):
        return True
    return before in _AFTER_BASE or (plural and tokens[at].low in _BY_MANY)


def _ends_pair(tokens: list[Token], at: int) -> bool:
    """`Holm and Lund write`, `Abel Holm and Ida Lund argue`: two people speak as one."""
    joint = next((place for place in range(at - 1, max(0, at - 4), -1) if not tokens[place].is_name), 0)
    return 0 < joint < at - 1 and tokens[joint].low == "and" and tokens[joint - 1].is_name


def _follows_infinitive(tokens: list[Token], at: int) -> bool:
    """`has to stand up and say`, `could nod and repeat`: a base form joined to another one."""
    for place in range(at - 2, max(0, at - _NEAR), -1):
        before, behind = tokens[place], tokens[place + 1]
        if before.ends_sentence or before.quote >= 0:
            return False
        if before.low in _BEFORE_INFINITIVES and not (behind.is_name or behind.low in DETERMINERS):
            return True
    return False
