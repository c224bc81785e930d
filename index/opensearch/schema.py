"""What an index on a cluster is made of: its fields, and how the cluster reads them.

Texts are read on our side (index.analysis): a field gets its words with blanks between them, and the cluster only
takes them apart there. So its words are the embedded engine's by construction.

    t_FIELD   the stems of a field, and in the body what begins and ends sentences and paragraphs (see `documents`)
    w_FIELD   its words, unstemmed, at the same places
    k_FIELD   each of its words once, to be counted and listed
    n_FIELD   how many words it has
    v_FACET   the keys of a facet's values, f_FACET the values as written

An article and its quotations are documents of one index: a quotation is a child of its article, on the same shard.
"""

import json
from typing import Any
from zlib import crc32

from index.fields import FINGERPRINT, TEXTS, VALUE_GAP, VALUES

MARK = "|"  # between a word and what else stands at its place; no word holds one
LONGEST = 4_000  # characters of a word; of a longer one the rest is left out, in texts and in queries alike
STATE = "#state"  # the id of the document that tells the commit
PERIODS = ("year", "month", "week", "day")

_LISTED: dict[str, Any] = {"type": "keyword", "index": True}
_SHOWN: dict[str, Any] = {"type": "keyword", "index": False}
# Each clause scores how often it matches: search.opensearch.scoring makes the ranking of it.
_COUNTING = {"type": "scripted", "script": {"source": "return query.boost * doc.freq;"}}
_ANALYSIS = {
    "tokenizer": {"blanks": {"type": "whitespace", "max_token_length": 10 * LONGEST}},
    "filter": {"places": {"type": "pattern_capture", "preserve_original": False, "patterns": [f"([^{MARK}]+)"]}},
    "analyzer": {
        "places": {"type": "custom", "tokenizer": "blanks", "filter": ["places"]},
        "blanks": {"type": "custom", "tokenizer": "blanks"},
    },
}


def settings(shards: int, replicas: int) -> dict[str, Any]:
    """Return the settings of an index. What is written is seen when a commit says so, never by the clock."""
    return {
        "index": {
            "number_of_shards": shards,
            "number_of_replicas": replicas,
            "refresh_interval": "-1",
            "max_result_window": 10_001,  # search.query.MAX_DEPTH, and one to tell whether there are more
            "similarity": {"counting": _COUNTING},
        },
        "analysis": _ANALYSIS,
    }


def mapping() -> dict[str, Any]:
    """Return the fields of an index, and by what version they are made."""
    return _fields() | {"_meta": {"pullquote": fingerprint()}}


def fingerprint() -> str:
    """Return what differs between versions that read or write an index otherwise."""
    made = json.dumps([_fields(), _ANALYSIS, _COUNTING], sort_keys=True)
    return f"{FINGERPRINT}, fields {crc32(made.encode()):08x}"


def _fields() -> dict[str, Any]:
    return {
        "dynamic": "strict",
        "_source": {"excludes": ["t_*", "w_*", "k_*"]},
        "properties": {
            **{f"t_{name}": _text("places" if name == "body" else "blanks") for name in TEXTS},
            **{f"w_{name}": _text("blanks") for name in TEXTS},
            **{f"k_{name}": _LISTED for name in TEXTS},
            **{f"n_{name}": {"type": "integer", "index": False} for name in TEXTS},
            **{f"v_{name}": _LISTED for name in VALUES},
            **{f"f_{name}": _LISTED for name in VALUES},
            **{f"p_{name}": _LISTED for name in PERIODS},
            **_OTHERS,
        },
    }


_OTHERS: dict[str, Any] = {
    "part": {"type": "join", "relations": {"article": "quote"}},
    "id": _LISTED,  # of the article
    "place": {"type": "integer"},  # of a quotation among those of its article, 0 of an article
    "quote_id": _LISTED,
    "said": _LISTED,  # what quotations share that copies have alike
    "article": {"type": "keyword", "index": False, "doc_values": False},  # as JSON in ASCII
    "k_stems": _LISTED,  # where a word without a field looks
    "file": _LISTED,
    "digest": _SHOWN,
    "copy": _LISTED,  # what articles of one text share
    "pairs": {"type": "keyword", "doc_values": False},  # two bands of a sketch each: near texts share one
    "group": _LISTED,  # what articles share that are nearly copies, directly or through others
    "copied": {"type": "boolean"},  # whether there is another one in the group
    "day": {"type": "integer"},  # 1 = 1 January of year 1, 0 where undated
    "seconds": {"type": "long"},
    "undated": {"type": "byte"},
    "known": {"type": "byte"},  # how precise the date is: search.timeline
    "quotes": {"type": "integer"},
    "photo": {"type": "boolean"},
    "confidence": {"type": "short"},  # in thousandths
    "doubt": {"type": "byte"},
    "role": _LISTED,  # stems
    "state": {"type": "object", "enabled": False},
}


def _text(analyzer: str) -> dict[str, Any]:
    return {
        "type": "text",
        "analyzer": analyzer,
        "search_analyzer": "blanks",
        "similarity": "counting",
        "position_increment_gap": VALUE_GAP,
        "norms": False,
    }
