"""The reading half of an index on an OpenSearch cluster."""
