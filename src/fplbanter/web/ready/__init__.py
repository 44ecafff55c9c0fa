"""
Ready bytes: answers for everybody, made once per change and given from memory.

`web/edge.py` is the door; here is what it stands on. A route's answer enters only
if `routes.py` names the route with the topics that move it. It must never hold what
belongs to one person, and knows nothing of what an answer says: only when a topic
pushes it out, or its short life is over.

Start reading at `routes.py`, then `shelf.py`.
"""
