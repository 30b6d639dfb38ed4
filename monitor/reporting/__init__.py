"""Rules on reports: pages, pictures, calendars and feeds that hand the result on to people without a terminal.

    facts         what a report is made of, gathered by a use case
    vocabulary    every status, state, outcome and polarity in plain words
    markup        HTML that can't be forgotten to be escaped
    frame, style, grid, badges, phrases     what all pages share
    site          a report as files: overview, claim_page, timeline, sources_page, scores_page, score_picture
    atom, calendar, claim_review, table     the same for feed readers, calendars, fact-check indexes, spreadsheets
    codec         any noun as a plain record and back

Each is a pure function of values. Text of strangers passes `safe` and is escaped on its way in.
"""
