"""claim-monitor: knows what became of a prediction.

One idea holds the package together: decide with values, act at the rim. What needs thought is a function of
values that returns a value with its reason; what touches the world (HTTP, the database, mail, the clock, files)
is thin and told what to do. From the bottom up:

    errors      the error tree
    model       nouns: frozen dataclasses and enums, no clock, no input or output
    log         one way to write a log line
    claims      rules: article -> claim, and what became of it
    feeds       rules: bytes -> entries, and what a poll means
    matching    rules: claim x entry -> match -> development
    alerting    rules: what is worth telling, to whom, in which words, when again
    reporting   rules: pages, calendars and feeds that hand the result on
    ports       what the use cases need of the world, as small protocols
    usecases    verbs: one module, one public function each
    adapters    technologies: role_technology, one door a package
    config      config.toml -> Config
    app         the composition root; the only reader of the clock
    daemon      ticks, signals, systemd
    cli         the commands

An arrow of import only ever points from a later line to an earlier one; import-linter holds us to it.
"""

__version__ = "0.1.0"
