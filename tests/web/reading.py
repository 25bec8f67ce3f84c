"""What stands on a page, as a test reads it."""

import re
from html import unescape


def texts(body: str, opening: str) -> list[str]:
    """The plain text after each `opening` tag up to the next tag, tidied."""
    found = re.findall(re.escape(opening) + r"([^<]*)<", body)
    return [" ".join(unescape(text).split()) for text in found]
