"""Names of months in languages other than English, as dates have them."""

import re

_NAMES = {
    "January": "januar jänner janvier janv enero ene gennaio janeiro januari stycznia ledna",
    "February": "februar feber février févr febrero febbraio fevereiro februari lutego února",
    "March": "märz mär mars marzo março maart marca března",
    "April": "avril avr abril abr aprile kwietnia dubna",
    "May": "mai mayo maggio maio mei maj maja května",
    "June": "juni juin junio giugno junho czerwca června",
    "July": "juli juillet juil julio luglio julho lipca července",
    "August": "august août agosto ago augustus augusti sierpnia srpna",
    "September": "septembre septiembre setiembre settembre setembro września září",
    "October": "oktober okt octobre octubre ottobre outubro październik października října",
    "November": "novembre noviembre novembro listopada listopadu",
    "December": "dezember dez décembre déc diciembre dic dicembre dezembro desember december grudnia prosince",
}
_ENGLISH = {name: month for month, names in _NAMES.items() for name in names.split()}
OTHER_MONTH = "|".join(sorted(_ENGLISH, key=len, reverse=True))
_OTHER = re.compile(rf"(\d{{1,2}})(?:er|[.ºª])?\s+(?:(?:de|di)\s+)?({OTHER_MONTH})\b\.?(?:,?\s+del?\b)?", re.I)


def in_english(text: str) -> str:
    """Return a date with its month in English, "3 de mayo de 2019" as "3 May 2019".

    Only after a day: "Mars 2020" and "long ago, 2019" are English.
    """
    return _OTHER.sub(lambda found: f"{found[1]} {_ENGLISH[found[2].lower()]}", text)
