"""The vectorised executor over the segments of `index.columnar`."""
