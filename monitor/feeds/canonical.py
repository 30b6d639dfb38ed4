"""One spelling for the many addresses of one page."""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

#: Parameters that say how a reader came, never what is read.
_TRACKING = frozenset({
    "fbclid", "gclid", "dclid", "gclsrc", "msclkid", "yclid", "twclid", "igshid", "igsh", "mc_cid", "mc_eid",
    "mkt_tok", "ocid", "cmpid", "cmp", "ncid", "smid", "smtyp", "sref", "partner", "at_medium", "at_campaign",
    "at_custom1", "at_custom2", "at_custom3", "at_custom4", "at_link_id", "at_link_type", "at_link_origin",
    "at_format", "at_ptr_name", "at_bbc_team", "ns_mchannel", "ns_source", "ns_campaign", "ns_linkname",
    "ns_fee", "feature", "feedtype", "feedname", "ref_src", "ref_url", "referrer", "_ga", "_gl", "_hsenc",
    "_hsmi", "vero_id", "wt_mc", "wtmc", "xtor", "sr_share", "s_cid", "ito", "ftag", "taid", "spm", "scid",
    "guccounter", "guce_referrer", "guce_referrer_sig", "soc_src", "soc_trk", "rss-id", "traffic_source",
})  # fmt: skip
_TRACKING_PREFIXES = ("utm_", "pk_", "piwik_", "mtm_", "matomo_", "hsa_", "oly_", "itm_")
#: Values of `ref`, `source`, `from`, `via` and the like that only name the feed.
_SOURCE_NAMES = frozenset({"ref", "source", "src", "from", "via", "referer", "cid"})
_SOURCE_VALUES = frozenset({"rss", "feed", "feeds", "rssfeed", "atom", "syndication"})
_INDEX_PAGE = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)
_LONGEST = 4_000


@lru_cache(maxsize=20_000)
def canonical_link(url: str) -> str:
    """The address without scheme, `www.`, default port, tracking parameters, fragment, index page and last slash.

    Parameters are sorted. '' for anything that is no http(s) address. Idempotent when the scheme is put back. A fragment
    that is a path of its own (`#!/…`, `#/…`) stays.
    """
    try:
        parts = urlsplit(url.strip()[:_LONGEST])
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host or any(letter.isspace() for letter in host):
        return ""
    name = host.rstrip(".").removeprefix("www.")
    where = f"{name}:{port}" if port not in (None, 80, 443) else name
    path = quote(unquote(_INDEX_PAGE.sub("/", parts.path), errors="replace"), safe="/:@!$&'()*+,;=~-._").rstrip("/")
    query = _kept_query(parts.query)
    fragment = f"#{parts.fragment.rstrip()}" if parts.fragment.startswith(("!", "/")) else ""
    return where + path + (f"?{query}" if query else "") + fragment


def _kept_query(query: str) -> str:
    if not query:
        return ""
    try:
        pairs = parse_qsl(query, keep_blank_values=True, errors="replace", max_num_fields=200)
    except ValueError:
        return query
    return urlencode(sorted(pair for pair in pairs if not _is_tracking(*pair)))


def _is_tracking(name: str, value: str) -> bool:
    name = name.lower()
    if name in _TRACKING or name.startswith(_TRACKING_PREFIXES):
        return True
    return name in _SOURCE_NAMES and value.lower() in _SOURCE_VALUES
