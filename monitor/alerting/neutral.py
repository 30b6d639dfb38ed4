"""Text that means nothing to a chat service: no mention, no markup, no masked link, whatever a headline says."""

import re

_GAP = "\u200b"
_ADDRESS = re.compile(r"https?://[^\s<>]+", re.IGNORECASE)
_SIGNS = re.compile(
    r"@(?=\S)"  # mentions: Slack, Discord, Mattermost, Telegram, Matrix, Teams
    r"|\](?=[(\[])"  # Markdown links and images
    r"|`(?=`)|\|(?=\|)"  # code fences, Discord spoilers
)
#: Emphasis, which a space without width does not part: `*so*`, `__so__`, `~~so~~`. At most a line, never across two.
_EMPHASIS = re.compile(
    r"(?<![\w*_~])(?P<sign>\*{1,3}|_{1,3}|~{1,2})(?=\S)(?P<words>[^\n*_~]{1,200})(?<=\S)(?P=sign)(?![\w*_~])"
)
_LIKE = str.maketrans("*_~", "∗ˍ∼")
_TAG = re.compile(r"<(?=[!@#/&:a-zA-Z])")


def neutralise(text: str) -> str:
    """The same words for a reader, without power over the service that shows them.

    A zero-width space parts the signs that a service would act on; `<` before a tag or a mention becomes `‹`, the signs of
    emphasis others that look like them. Addresses stay whole, so that they can be followed; an @ in one is written as
    %40, which means the same (RFC 3986 2.1).
    """
    text = _TAG.sub("‹", text)
    parts, at = [], 0
    for address in _ADDRESS.finditer(text):
        parts += [_part_signs(text[at : address.start()]), address.group().replace("@", "%40")]
        at = address.end()
    return "".join([*parts, _part_signs(text[at:])])


def _part_signs(text: str) -> str:
    text = _EMPHASIS.sub(lambda found: found["words"].join([found["sign"].translate(_LIKE)] * 2), text)
    return _SIGNS.sub(lambda sign: sign.group() + _GAP, text)
