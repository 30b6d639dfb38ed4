"""The commands: one module each, and one table of them."""


def main() -> None:
    """Run the console script."""
    raise SystemExit(2)
