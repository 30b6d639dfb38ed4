"""Addresses of strangers, made fit to be shown and clicked: see `monitor.model.links`."""

from monitor.model.links import LONGEST, link_host, shown_link

__all__ = ["LONGEST", "link_host", "shown_link"]
