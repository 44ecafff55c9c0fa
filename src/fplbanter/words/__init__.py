"""
THE SENTENCES: how a verdict, a refusal, an exoneration is put into words.

Pure: facts go in, one line of plain text comes out; which of a stat's wordings
it is depends on the facts, the seed and the turn alone. Never a verdict (that is
`banter/`), never markup (a door escapes what it shows), never I/O but reading
the catalogues that come with the package.

Catalogues are Fluent files, `catalogues/<language>/`: a file for each stat in
`stats/`, and beside it what all of them use. A language is a directory; what it
lacks is said in English. How to write wordings, or a language: docs/words.md.

Wordings mock decisions and never the person: tests hold them to that.

Start reading at `telling.py` (what may be asked), then
`catalogues/en/stats/benched_beast.ftl`, `wording.py` (which one) and
`tongue.py` (how catalogues are read).
"""
