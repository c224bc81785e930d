"""The writing half of an index on an OpenSearch cluster."""
