"""What filters, facets, sorting and ranking need of each article, small enough to hold for a whole archive."""

import json
from dataclasses import asdict, dataclass

from index.article import Article
from index.dates import local_day, local_seconds
from index.fields import TEXTS, VALUES


@dataclass(frozen=True, slots=True)
class Summary:
    """One article's row. `day` and `seconds` are those of `index.dates`, 0 for an undated article."""

    id: str
    digest: str
    file: str | None
    copy: str  # articles with the same text share it
    day: int
    seconds: int
    quotes: int
    lengths: dict[str, int]  # field -> words
    values: dict[str, tuple[str, ...]]  # facet -> forms as written

    def to_json(self) -> bytes:
        """Return the row as the index keeps it."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":")).encode(
            "utf-8",
            "surrogatepass",  # as in a file name that is not UTF-8; json.loads reads it so
        )

    @classmethod
    def from_json(cls, data: bytes) -> "Summary":
        """Read back what `to_json` wrote."""
        return cls(**json.loads(data))


def summarize(article: Article, lengths: dict[str, int]) -> Summary:
    """Return the row of an article, given the number of words in each of its fields."""
    return Summary(
        id=article.id,
        digest=article.digest,
        file=article.file,
        copy=article.copy_key,
        day=(article.published and local_day(article.published)) or 0,
        seconds=(article.published and local_seconds(article.published)) or 0,
        quotes=len(article.quotes),
        lengths={field: lengths[field] for field in TEXTS if lengths[field]},
        values={name: values for name in VALUES if (values := _values(name, article))},
    )


def _values(name: str, article: Article) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, VALUES[name](article))))
