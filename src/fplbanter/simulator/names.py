"""Invented people: players and managers who exist nowhere."""

from random import Random

_PEOPLES: tuple[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...] = (
    (
        "England",
        (
            "Alfie",
            "Callum",
            "Dexter",
            "Eliot",
            "Freddie",
            "Harvey",
            "Isaac",
            "Jude",
            "Kit",
            "Lewis",
            "Monty",
            "Rowan",
            "Toby",
            "Wilf",
        ),
        (
            "Alder",
            "Ash",
            "Badger",
            "Bram",
            "Bracken",
            "Clover",
            "Cobble",
            "Copper",
            "Drake",
            "Elm",
            "Fennel",
            "Flint",
            "Hart",
            "Hazel",
            "Ivy",
            "Loxley",
            "Marsh",
            "Nettle",
            "Otter",
            "Pepper",
            "Quill",
            "Rook",
            "Sorrel",
            "Tansy",
            "Thistle",
            "Under",
            "Wagtail",
            "Willow",
            "Wren",
            "Yarrow",
        ),
        ("bury", "dale", "ford", "grove", "ham", "stone", "wick", "whistle", "worthy"),
    ),
    (
        "Spain",
        (
            "Álvaro",
            "Begoño",
            "Ferrán",
            "Gonzalo",
            "Íñigo",
            "Joaquín",
            "Lázaro",
            "Nacho",
            "Rubén",
            "Unai",
        ),
        (
            "Agui",
            "Cabe",
            "Este",
            "Lagu",
            "Monte",
            "Ñoñe",
            "Peña",
            "Sala",
            "Urre",
            "Zuñi",
        ),
        ("beña", "guero", "landa", "llana", "mira", "ñez", "rráez", "tegui", "vales"),
    ),
    (
        "Norway",
        (
            "Bjørn",
            "Eirik",
            "Håkon",
            "Jørgen",
            "Leif",
            "Magnus",
            "Øystein",
            "Sindre",
            "Tørres",
        ),
        ("Fjell", "Gran", "Hø", "Lund", "Nord", "Ø", "Sør", "Strøm", "Vind"),
        ("bakk", "haug", "heim", "land", "møen", "seth", "stad", "vik", "ås"),
    ),
    (
        "Germany",
        (
            "Anselm",
            "Björn",
            "Dietmar",
            "Emil",
            "Jürgen",
            "Kaspar",
            "Lorenz",
            "Sönke",
            "Till",
        ),
        ("Birken", "Eber", "Grün", "Kohl", "König", "Löwen", "Mühl", "Stein", "Wolken"),
        ("bach", "berger", "brück", "dörfer", "hauser", "mann", "röther", "schläger"),
    ),
    (
        "Brazil",
        (
            "Caetano",
            "Davi",
            "Éder",
            "Jairzão",
            "João Vito",
            "Léo",
            "Renan",
            "Thiaguinho",
            "Vágner",
        ),
        ("Al", "Bar", "Car", "Fer", "Gui", "Mar", "Pinh", "Ser", "Val"),
        ("ação", "adão", "eirão", "elinho", "ençal", "ivão", "onço", "uá"),
    ),
    (
        "Nigeria",
        (
            "Ade",
            "Chidi",
            "Emeka",
            "Femi",
            "Ikenna",
            "Kelechi",
            "Obinna",
            "Tunde",
            "Uche",
        ),
        ("Aba", "Ade", "Chuku", "Eze", "Ife", "Nwa", "Oko", "Olu", "Ume"),
        ("bola", "bundo", "dike", "femi", "kanmi", "kwue", "nobi", "rinde", "zuma"),
    ),
    (
        "France",
        (
            "Anaël",
            "Bastien",
            "Corentin",
            "Étienne",
            "Florian",
            "Gaël",
            "Loïc",
            "Rémi",
            "Yoann",
        ),
        ("Beau", "Bel", "Char", "Font", "Gran", "Lam", "Mont", "Roche", "Vau"),
        ("bert", "çois", "drieu", "gérard", "lège", "mière", "nault", "quet", "vrain"),
    ),
    (
        "Croatia",
        (
            "Ante",
            "Bruno",
            "Dražen",
            "Goran",
            "Jakov",
            "Krešo",
            "Luka",
            "Šime",
            "Zvone",
        ),
        ("Bar", "Brk", "Dub", "Grb", "Jel", "Kov", "Mar", "Šar", "Vrd"),
        ("aljić", "ančić", "arić", "ečić", "obrnja", "olić", "ušić", "žević"),
    ),
    (
        "Japan",
        ("Daichi", "Haruto", "Kaoru", "Kenta", "Ren", "Shō", "Takumi", "Yūto"),
        ("Aki", "Fuji", "Hane", "Iwa", "Kuro", "Mori", "Naka", "Shira"),
        ("gawa", "hara", "kane", "mitsu", "mura", "saka", "tani", "zaki"),
    ),
    (
        "Netherlands",
        ("Bas", "Daan", "Gijs", "Jelle", "Koen", "Luuk", "Sjoerd", "Thijs", "Wout"),
        ("de Bruis", "van Dijl", "Hoog", "Klaas", "van Loo", "Roos", "ten Velt"),
        ("bergen", "dam", "endaal", "haven", "kamp", "meer", "stra", "veen"),
    ),
)
_SHARES = (34, 9, 5, 7, 11, 9, 9, 5, 4, 7)
_WOMEN = (
    "Amina",
    "Astrid",
    "Bea",
    "Chloë",
    "Dervla",
    "Esme",
    "Freya",
    "Gita",
    "Ines",
    "Jodie",
    "Kamala",
    "Lotte",
    "Maeve",
    "Niamh",
    "Priya",
    "Saskia",
    "Tess",
    "Zoë",
)

REGIONS: tuple[tuple[int, str, str, str], ...] = (
    (241, "England", "EN", "ENG"),
    (200, "Spain", "ES", "ESP"),
    (161, "Norway", "NO", "NOR"),
    (80, "Germany", "DE", "DEU"),
    (30, "Brazil", "BR", "BRA"),
    (157, "Nigeria", "NG", "NGA"),
    (73, "France", "FR", "FRA"),
    (54, "Croatia", "HR", "HRV"),
    (107, "Japan", "JP", "JPN"),
    (151, "Netherlands", "NL", "NLD"),
)
"""id, name, short and long code of the regions that people here come from."""


def person(rng: Random, *, women: bool = False) -> tuple[str, str, int]:
    """Return a first name, a surname and the number of a row of `REGIONS`."""
    at = rng.choices(range(len(_PEOPLES)), weights=_SHARES)[0]
    _, first, head, tail = _PEOPLES[at]
    given = rng.choice(first)
    if women and rng.random() < 0.35:
        given = rng.choice(_WOMEN)
    return given, rng.choice(head) + rng.choice(tail), at


class WebNames:
    """Gives each player the short name on his shirt, no two the same in a club."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def next(self, first: str, second: str) -> str:
        """Return the surname, or "F.Surname" and the like when it is taken."""
        tries = [second, f"{first[0]}.{second}", f"{first} {second}"]
        tries += [f"{first[:length]}.{second}" for length in range(2, 12)]
        name = next((name for name in tries if name not in self._taken), second)
        self._taken.add(name)
        return name
