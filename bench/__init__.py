"""The bench: measures the matcher on labelled news, and makes the data files that ship in `monitor/matching/data`."""
