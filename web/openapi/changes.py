"""The endpoints of an archive that is served with `--writable`, for a key that may write."""

from marshmallow import fields

from index.article import SOURCE_TYPES
from web.openapi import shape as a
from web.openapi.endpoints import JSON, Endpoint
from web.openapi.shape import Schema

_REFUSED = (400, 404, 409, 413, 503, 507)
_TAGS = '"tags": ["Harbour"]'


class Changed(Schema):
    id = a.text("What was changed.")
    revision = a.text("The commit that has the change.")


class Corrected(Changed):
    may_mean = a.texts("Other people whom the given name may mean: of this surname, or with a name spelt nearly so.")


class Put(Schema):
    title = a.option("The headline; an article has this or a body.")
    body = a.option("The text, paragraphs parted by empty lines.")
    published = a.option("When, as printed: a year, month, day or time.")
    byline = a.option("Who wrote it, as printed.")
    source = a.option("The outlet.")
    url = a.option("Where it was published.")
    tags = fields.List(fields.String(), metadata={"description": "Its tags."})


class Correction(Schema):
    speaker = fields.String(allow_none=True, metadata={"description": "Who said it; null where nobody knows."})
    role = a.option("The speaker's office.")
    told_to = a.option("The outlet that was told.")
    source_type = a.option("What kind of source it is.", enum=list(SOURCE_TYPES))
    not_a_quote = fields.Boolean(metadata={"description": "That these words are no quotation.", "enum": [True]})
    undo = fields.Boolean(metadata={"description": "That it is as it was read again.", "enum": [True]})


CHANGES = (
    Endpoint(
        "put_article", "write", "/api/v1/articles/<article_id>",
        "Put an article, as `pullquote extract` prints it: its quotations are found unless it has some",
        "/api/v1/articles/harbour-1", {JSON: Changed}, method="PUT", statuses=(200, 201), body=Put(),
        sent=f'{{{{"title": "Harbour shut", "body": "It is shut until spring, the mayor said.", {_TAGS}}}}}',
        kept=False, failures=tuple(status for status in _REFUSED if status != 404),
    ),
    Endpoint(
        "drop_article", "write", "/api/v1/articles/<article_id>", "Drop an article",
        "/api/v1/articles/harbour-1", {JSON: Changed}, method="DELETE", kept=False, failures=(404, 409, 503, 507),
    ),
    Endpoint(
        "correct_quote", "write", "/api/v1/quotes/<quote_id>",
        "Correct one quotation: say one of `speaker`, `not_a_quote` and `undo`",
        "/api/v1/quotes/{quote}", {JSON: Corrected}, method="PATCH", body=Correction(),
        sent='{{"speaker": "Ada Moor", "role": "mayor of Ostby"}}', kept=False, failures=_REFUSED,
    ),
)  # fmt: skip
