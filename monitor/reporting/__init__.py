"""Rules on reports: pages, pictures, calendars and feeds that hand the result on to people without a terminal."""
