"""
HTTP's own rules of caching (RFC 9110, 9111, 5861 and 9211), as pure functions.

Values in, values out: nothing here is fetched, kept or timed; the moment is always
an argument. The gateway keeps FPL's answers by lifetimes of our own
(`docs/decisions/0009-caching-rules.md` says why), so of these rules the product
lives by those about what is on the wire: dates, ages, validators, `Cache-Status`.
The others make the same parts a general HTTP cache, which is how the public cache
tests can judge them (`tests/http_cache/`).

`fields.py`        header fields, lists, directives: the only parsers of these
`dates.py`         HTTP dates
`messages.py`      a request, a response, a response as it is kept
`storing.py`       what may be kept, and which of its fields
`freshness.py`     how old a response is, and until when it is fresh
`varying.py`       which of several kept responses answers a request
`reuse.py`         whether a kept response may be sent now, or must be checked first
`validators.py`    entity tags, conditional requests, and 304
`updating.py`      what a 304, a HEAD or a POST changes in what is kept
`cache_status.py`  how a cache says what it did

Start reading with `reuse.py`.
"""
