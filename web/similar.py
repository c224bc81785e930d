"""More like this, as the API gives it."""

from search.results import Copies, Hit, Info
from web.render import Json, about, copies_json, index_json
from web.urls import article_url, similar_url


def similar_json(article_id: str, copies: Copies, found: tuple[Hit, ...], info: Info) -> Json:
    """Return the near copies of an article, and those on its subject."""
    return {
        "id": article_id,
        "copies": copies_json(copies),
        "similar": list(map(_hit_json, found)),
        "links": {
            "self": similar_url(article_id, api=True),
            "html": similar_url(article_id),
            "article": article_url(article_id, api=True),
        },
        "index": index_json(info),
    }


def _hit_json(hit: Hit) -> Json:
    return {
        "id": hit.id,
        "url": article_url(hit.id),
        **about(hit.id, hit),
        "byline": hit.byline,
        "tags": list(hit.tags),
        "copies": hit.copies,
        "score": round(hit.score, 4),
        "words": list(hit.matched_terms),
    }
