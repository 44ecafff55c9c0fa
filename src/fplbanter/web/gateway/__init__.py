"""
FPL's own API at `/fpl/`, for any other tool: its bytes, our cache, HTTP's rules.

It stands in front of the routing, and answers what is near without waiting for
anybody. It must not read what is in a body, nor decide what is fresh: it only
says so, in headers. What may be asked is `fpl/paths.py`, from where it comes
`services/fpl_door.py`.

Start reading at `door.py`.
"""
