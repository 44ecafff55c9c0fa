"""
The upstream: the only code that talks to the FPL API.

It asks (`client`), within a budget (`budget`), for the answers of a table of
endpoints (`endpoints`), reads them leniently (`wire_*`) and hands on the game's
own words (`translate_*`, `answers`). FPL's names stop here.

It must not keep anything, decide when to ask, read more than one page, or know
who is asking: that is the services' work.

Start reading at `upstream.py`: one method is one request.
"""
