"""The daemon: ticks, signals, systemd."""
