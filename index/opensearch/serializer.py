"""What is sent to a cluster, as JSON in ASCII: lone surrogates, which UTF-8 has no form of, are escaped too."""

import json
from typing import Any

from opensearchpy.serializer import JSONSerializer


class Ascii(JSONSerializer):
    """The client's serializer but for its alphabet."""

    def dumps(self, data: Any) -> Any:
        """Return JSON; text is taken to be JSON."""
        if isinstance(data, str | bytes):
            return data
        return json.dumps(data, default=self.default, separators=(",", ":"))
