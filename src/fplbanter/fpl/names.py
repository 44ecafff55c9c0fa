"""What people called themselves, made safe to keep and to pass on."""

from typing import Final

MAX_NAME: Final = 200
"""FPL allows far fewer; a longer name is cut here."""

_CONTROLS = [*range(0x20), *range(0x7F, 0xA0)]
_DIRECTION_MARKS = [0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
_DROPPED: Final = dict.fromkeys([*_CONTROLS, *_DIRECTION_MARKS])


def clean_name(text: str) -> str:
    """
    Return a name without control characters and direction marks, cut at 200.

    NUL breaks stores, direction marks turn round the text after the name. All
    else is kept as it came: `<script>` is a name, escaping it is the page's
    work.
    """
    return text.translate(_DROPPED)[:MAX_NAME]


def full_name(first: str, last: str) -> str:
    """Join a manager's two names as FPL's tables show them."""
    return clean_name(f"{first} {last}".strip())
