"""Names of months in languages other than English, as dates have them."""

import re

from index.patterns import pattern

_NAMES = {
    "January": "januar jänner janvier janv enero ene gennaio janeiro januari stycznia ledna"
    " января січня януари ocak tammikuuta ιανουαρίου ianuarie يناير",
    "February": "februar feber février févr febrero febbraio fevereiro februari lutego února"
    " февраля лютого февруари şubat helmikuuta φεβρουαρίου februarie فبراير",
    "March": "märz mär mars marzo março maart marca března"
    " марта березня март mart maaliskuuta μαρτίου martie maret مارس",
    "April": "avril avr abril abr aprile kwietnia dubna"
    " апреля квітня април nisan huhtikuuta απριλίου aprilie أبريل ابريل",
    "May": "mai mayo maggio maio mei maj maja května мая травня май mayıs toukokuuta μαΐου μαίου مايو",
    "June": "juni juin junio giugno junho czerwca června июня червня юни haziran kesäkuuta ιουνίου iunie يونيو",
    "July": "juli juillet juil julio luglio julho lipca července июля липня юли temmuz heinäkuuta ιουλίου iulie يوليو",
    "August": "august août agosto ago augustus augusti sierpnia srpna"
    " августа серпня август ağustos elokuuta αυγούστου agustus أغسطس اغسطس",
    "September": "septembre septiembre setiembre settembre setembro września září"
    " сентября вересня септември eylül syyskuuta σεπτεμβρίου septembrie سبتمبر",
    "October": "oktober okt octobre octubre ottobre outubro październik października října"
    " октября жовтня октомври ekim lokakuuta οκτωβρίου octombrie أكتوبر اكتوبر",
    "November": "novembre noviembre novembro listopada listopadu"
    " ноября листопада ноември kasım marraskuuta νοεμβρίου noiembrie نوفمبر",
    "December": "dezember dez décembre déc diciembre dic dicembre dezembro desember december grudnia prosince"
    " декабря грудня декември aralık joulukuuta δεκεμβρίου decembrie ديسمبر",
}
_ENGLISH = {name: month for month, names in _NAMES.items() for name in names.split()}
OTHER_MONTH = "|".join(sorted(_ENGLISH, key=len, reverse=True))
_OTHER = pattern(rf"(\d{{1,2}})(?:er|[.ºª])?\s+(?:(?:de|di)\s+)?({OTHER_MONTH})\b\.?(?:,?\s+del?\b)?", re.I)


def in_english(text: str) -> str:
    """Return a date with its month in English, "3 de mayo de 2019" as "3 May 2019".

    Only after a day: "Mars 2020" and "long ago, 2019" are English.
    """
    return _OTHER.sub(lambda found: f"{found[1]} {_ENGLISH[found[2].lower()]}", text)
