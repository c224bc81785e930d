"""Bytes of a saved document to text, whatever it says about itself."""

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{1,40})""",
    re.I,
)
_HEAD = 8192  # browsers look at 1,024 bytes; saved pages put comments and styles before it
# What browsers read under these names is the superset (WHATWG encoding standard).
_ALIASES = {
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252",
    "ascii": "cp1252", "iso-8859-9": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874", "gb2312": "gb18030",
    "gbk": "gb18030", "x-gbk": "gb18030", "shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932",
    "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "big5": "big5hkscs", "windows-874": "cp874",
}  # fmt: skip
_NO_CHARSETS = {
    "unicode_escape",
    "raw_unicode_escape",
    "idna",
    "punycode",
}  # Python's own, no page is in them
_DECLARATION = b'<meta charset="a-z 0-9">'
_BROKEN_SHARE = 0.1  # of the characters beyond ASCII: a cut or mixed UTF-8 page is under, another charset far over


def decode(data: bytes) -> str:
    """Return the text without its byte order mark and without NULs; never fails."""
    return _decode(data).replace("\x00", "")


def _decode(data: bytes) -> str:
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(name, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _not_quite_utf8(data)


def _not_quite_utf8(data: bytes) -> str:
    declared = _declared(data[:_HEAD])
    if declared in (None, "utf-8") and (text := _mostly_utf8(data)) is not None:
        return text
    if declared not in (None, "utf-8") and (text := _as(data, declared)) is not None:
        return text
    return data.decode("cp1252", "replace")


def _declared(head: bytes) -> str | None:
    """Return the charset that the page declares, if the declaration itself could be read in it."""
    found = _DECLARED.search(head)
    if not found:
        return None
    given = (found[1] or found[2]).decode("ascii", "replace").lower()
    try:
        name = codecs.lookup(_ALIASES.get(given, given)).name
        readable = name.replace("-", "_") not in _NO_CHARSETS and _DECLARATION.decode(name) == _DECLARATION.decode(
            "ascii"
        )
    except (LookupError, ValueError):
        return None
    return name if readable else None


def _mostly_utf8(data: bytes) -> str | None:
    text = data.decode("utf-8", "replace")
    beyond = sum(map(len, re.findall(r"[^\x00-\x7f]+", text)))
    return text if text.count("\ufffd") <= beyond * _BROKEN_SHARE else None


def _as(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name, "replace")
    except (LookupError, ValueError):
        return None
