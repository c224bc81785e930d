"""English words that hold sentences together and say nothing of their subject.

Closed classes, as a grammar lists them. A name or a subject that is also such a word (The Who, IT, May) is found as any
other is: in a long list of words it weighs less, no more.
"""

_ARTICLES = "a an the"
_PRONOUNS = """
    i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her
    hers herself it its itself they them their theirs themselves this that these those who whom whose which what
    whoever whatever whichever one oneself somebody someone something anybody anyone anything everybody everyone
    everything nobody none nothing
"""
_DETERMINERS = """
    all any both each either every few less many more most much neither no other another own several some such
    same
"""
_PREPOSITIONS = """
    about above across after against along among amongst around as at before behind below beneath beside besides
    between beyond by despite down during except for from in inside into like near of off on onto out outside
    over past per since than through throughout till to toward towards under underneath until unto up upon via
    with within without
"""
_CONJUNCTIONS = """
    and but or nor so yet if although though unless because while whereas whether when whenever where wherever
    how why
"""
_AUXILIARIES = """
    am is are was were be been being do does did doing done has have had having can cannot could may might must
    shall should will would ought
"""
_ADVERBS = """
    again almost already also always away back else enough even ever far further hence here however indeed
    instead just least maybe never not now often once only otherwise perhaps quite rather still then thence
    there thereby therefore thus together too very well
"""

FUNCTION_WORDS = frozenset(
    " ".join((_ARTICLES, _PRONOUNS, _DETERMINERS, _PREPOSITIONS, _CONJUNCTIONS, _AUXILIARIES, _ADVERBS)).split()
)
