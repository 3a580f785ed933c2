"""The commands of `sayso gazetteer`: what the file of places holds, adding GeoNames dumps, looking a name up."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.cli.terminal import JsonOption, LimitOption, console, one_line, print_json, print_rest, table

if TYPE_CHECKING:
    from sayso.gazetteer import Gazetteer, GazetteerPlace

app = typer.Typer(
    help="The local file of places that place names are looked up in: what it holds, adding to it, looking names up.",
    no_args_is_help=True,
)

FileOption = Annotated[
    Path | None,
    typer.Option(
        "--gazetteer",
        envvar="SAYSO_GAZETTEER",
        metavar="FILE",
        help="The file of places. If not given, `gazetteer.sqlite` in the user's cache folder.",
    ),
]


@app.command(name="info")
def info(*, gazetteer: FileOption = None, json: JsonOption = False) -> None:
    """Say where the gazetteer lies, what it was built from, and how many places it holds; built first if need be."""
    import json as jsons

    with _opened(gazetteer) as opened:
        facts, counts, digest = opened.facts(), opened.counts(), opened.digest
    size = opened.path.stat().st_size
    made_from, added = jsons.loads(facts["made_from"]), jsons.loads(facts.get("added", "{}"))
    if json:
        values = {"path": str(opened.path), "bytes": size, "built_at": facts["built_at"], "made_from": made_from}
        print_json({**values, "added": added, "digest": digest, "counts": counts})
        return
    listing = table("", "", right=())
    listing.add_row("File", str(opened.path))
    listing.add_row("Size", f"{size / 1e6:,.0f} MB")
    listing.add_row("Built", facts["built_at"])
    listing.add_row("From", ", ".join(f"{name} {version}" for name, version in made_from.items()))
    listing.add_row("Digest", digest)
    listing.add_row("Added", ", ".join(f"{name} ({used:,})" for name, used in added.items()) or "nothing")
    for name, count in counts.items():
        listing.add_row(name, f"{count:,}")
    console().print(listing)
    console().print("Contains data of GeoNames (https://www.geonames.org), licensed CC BY 4.0.")


@app.command(name="add")
def add(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH...",
            help="Files of a GeoNames dump: allCountries.txt, XX.txt or XX.zip (XX: a country), alternateNamesV2.txt, "
            "admin1CodesASCII.txt, admin2Codes.txt, countryInfo.txt.",
        ),
    ],
    *,
    gazetteer: FileOption = None,
    json: JsonOption = False,
) -> None:
    """Add files of a GeoNames dump that lie on this machine; all of them, or on an error none.

    Adding a file again changes nothing. Dumps are at https://download.geonames.org/export/dump/, licensed CC BY 4.0.
    """
    from sayso.gazetteer.adding import add_dumps

    rows = add_dumps(paths, gazetteer)
    if json:
        for row in rows:
            print_json(row)
        return
    listing = table("File", "Holds", "Lines", "Used", right=("Lines", "Used"))
    for row in rows:
        listing.add_row(one_line(row.file, 60), row.kind, f"{row.lines:,}", f"{row.used:,}")
    console().print(listing)


@app.command(name="lookup")
def lookup(
    names: Annotated[
        list[str], typer.Argument(metavar="NAME...", help="A name of a place; its words may stand alone.")
    ],
    *,
    country: Annotated[
        str | None, typer.Option(metavar="XX", help="Only in this country (ISO 3166-1 alpha-2).")
    ] = None,
    limit: LimitOption = 20,
    gazetteer: FileOption = None,
    json: JsonOption = False,
) -> None:
    """List the places of a name, in any of their names and scripts, the most populous first."""
    name = " ".join(names)
    with _opened(gazetteer) as opened:
        found = opened.lookup(name)
        nationality = opened.places_of_demonym(name)
    if country is not None:
        found = tuple(place for place in found if place.country == country.upper())
    if json:
        for place in found[:limit]:
            print_json(place)
        return
    out = console()
    if nationality:
        out.print("As a demonym: " + ", ".join(place.name for place in nationality))
    listing = table("Name", "Kind", "Division", "Country", "Population", "Latitude", "Longitude", "GeoNames id")
    for place in found[:limit]:
        listing.add_row(*_cells(place))
    out.print(listing if found else "No place of that name.")
    print_rest(min(limit, len(found)), len(found))


def _opened(path: Path | None) -> "Gazetteer":
    from sayso.gazetteer import Gazetteer

    return Gazetteer.open(path)


def _cells(place: "GazetteerPlace") -> tuple[str, ...]:
    point = (place.latitude_deg, place.longitude_deg)
    return (
        one_line(place.name, 40),
        place.kind,
        one_line(place.admin1_name or place.admin1_code, 30),
        place.country or "",
        f"{place.population:,}" if place.population else "",
        *("" if degrees is None else f"{degrees:.4f}" for degrees in point),
        str(place.geonames_id or ""),
    )
