"""The API described: as an OpenAPI document, as the page /api/docs, as the calls of docs/json-api.md."""
