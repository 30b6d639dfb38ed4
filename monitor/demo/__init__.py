"""The whole line at work on an archive of 2017, offline, on a fast clock."""
