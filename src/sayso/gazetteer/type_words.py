"""Words for what a division is, in English and in local languages, as GeoNames has them in its names of divisions."""

from collections.abc import Iterator

import msgspec

_OF = ("de", "du", "des", "do", "da", "dos", "di", "of", "d")
_ENGLISH: dict[str, tuple[str, ...]] = {
    "amphoe": ("district",),
    "arrondissement": ("arrondissement",),
    "borough": ("borough",),
    "canton": ("canton",),
    "caza": ("district",),
    "cercle": ("cercle", "district"),
    "circunscricao": ("district",),
    "comarca": ("comarca",),
    "county": ("county",),
    "degmada": ("district",),
    "departement": ("department",),
    "departamento": ("department",),
    "department": ("department",),
    "district": ("district",),
    "division": ("division",),
    "governorate": ("governorate",),
    "huyen": ("district",),
    "ilcesi": ("district",),
    "kabupaten": ("regency", "district"),
    "landkreis": ("district",),
    "locality": ("locality",),
    "local government area": ("local government area", "lga"),
    "mahalle": ("mahalle",),
    "mudiriyat": ("district",),
    "okres": ("district",),
    "parish": ("parish",),
    "partido": ("partido",),
    "powiat": ("county",),
    "prefecture": ("prefecture",),
    "provincia": ("province",),
    "province": ("province",),
    "qada": ("district",),
    "quan": ("district",),
    "raion": ("raion", "district"),
    "rayon": ("raion", "district"),
    "regency": ("regency",),
    "region": ("region",),
    "shahrestan": ("county",),
    "sub prefecture": ("sub prefecture",),
    "subdistrict": ("subdistrict",),
    "woreda": ("woreda",),
    "zone": ("zone",),
    "comuna": ("municipality",),
    "commune": ("commune",),
    "gemeente": ("municipality",),
    "gmina": ("municipality",),
    "kommun": ("municipality",),
    "kommune": ("municipality",),
    "kota": ("city",),
    "concelho": ("municipality",),
    "municipality": ("municipality",),
    "municipio": ("municipality",),
    "municipiul": ("municipality",),
    "opcina": ("municipality",),
    "opstina": ("municipality",),
    "oras": ("town",),
    "orasul": ("town",),
    "city": ("city",),
    "cidade": ("city",),
    "machi": ("town",),
    "mura": ("village",),
    "shi": ("city",),
    "town": ("town",),
    "township": ("township",),
    "ville": ("city",),
}
"""What divisions are called in the language of the name, with what English reports call them."""
MUNICIPAL = frozenset(
    (
        "comuna", "commune", "gemeente", "gmina", "kommun", "kommune", "kota", "concelho", "municipality", "municipio",
        "municipiul", "opcina", "opstina", "oras", "orasul", "city", "cidade", "machi", "mura", "shi", "town", "ville",
    )
)  # fmt: skip
"""Of these, the words for towns with what belongs to them."""


class Parted(msgspec.Struct, frozen=True):
    """A key of a division: the bare name, and the word for what it is, null where there is none."""

    bare: str
    type: str | None

    def english(self) -> Iterator[str]:
        """Yield the words for what it is that English reports put behind its name, each with a space before it."""
        for word in _ENGLISH.get(self.type or "", ()):
            yield f" {word}"


def parted(key: str) -> Parted:
    """Part a key of a division from the word for what it is, if it begins or ends with one.

    >>> parted("kupiansk raion"), parted("cercle de goundam"), parted("jurm")
    (Parted(bare='kupiansk', type='raion'), Parted(bare='goundam', type='cercle'), Parted(bare='jurm', type=None))
    """
    words = key.split()
    for length in (3, 2, 1):
        if len(words) <= length:
            continue
        last, first = " ".join(words[-length:]), " ".join(words[:length])
        if last in _ENGLISH:
            return Parted(" ".join(words[:-length]), last)
        if first in _ENGLISH:
            rest = words[length:]
            if rest[0] in _OF and len(rest) > 1:
                del rest[0]
            return Parted(" ".join(rest), first)
    return Parted(key, None)
