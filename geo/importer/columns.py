"""Which column of somebody's file is which: common spellings, recognised without case or marks."""

from collections.abc import Iterable

from geo.names import fold

REQUIRED = ("name", "latitude", "longitude", "operator", "country", "start", "end")
OPTIONAL = (
    "kind",
    "status",
    "unit",
    "local_names",
    "coordinate_uncertainty_m",
    "coordinate_type",
    "icao",
    "sources",
    "note",
    "reference",
    "base_id",
    "period_id",
)
FIELDS = (*REQUIRED, *OPTIONAL)

_SPELLINGS = {
    "name": "base site title place station facility installation fort fortress sitename basename "
    "placename fortname stationname название наименование имя база объект место форт крепость "
    "bezeichnung ort standort stützpunkt festung nom lieu forteresse",
    "latitude": "lat y ylat latdd decimallatitude latitudedeg широта breite breitengrad "
    "geographischebreite",
    "longitude": "lon lng long x xlon londd decimallongitude longitudedeg долгота länge laenge "
    "längengrad geographischelänge",
    "operator": "owner ownedby force heldby holder power user occupier operatingcountry "
    "country_operator operatorcountry operatedby controlledby nation flag оператор владелец "
    "держава betreiber besitzer inhaber eigentümer macht opérateur exploitant détenteur "
    "propriétaire puissance occupant",
    "country": "countryname hostcountry hostnation host location state stateheldin countryheldin "
    "heldin land territory colony region страна государство страна_размещения staat gastland pays "
    "paysd'accueil payshôte",
    "start": "from begin began beginning since opened open established founded startdate datefrom "
    "startyear yearopened dateopened heldfrom heldsince startsat начало дата_начала год_начала "
    "открыта дата_открытия von beginn anfang seit eröffnet début datededébut depuis ouverture",
    "end": "to until till closed close ended finish enddate dateto endyear yearclosed dateclosed "
    "heldto helduntil abandoned endsat конец окончание дата_окончания год_окончания закрыта "
    "дата_закрытия bis ende geschlossen fin datedefin jusqu'à fermeture",
    "kind": "type category class basetype тип вид",
    "status": "state_of_base condition статус",
    "unit": "units role garrison squadron часть",
    "local_names": "localname othernames aliases alias alternatenames aka",
    "coordinate_uncertainty_m": "coordinateuncertaintyinmeters uncertainty accuracy precisionm",
    "coordinate_type": "pointtype georeferencetype",
    "icao": "icaocode",
    "sources": "source reference_url url link references citation citations источник источники "
    "quelle quellen",
    "note": "notes comment comments remarks description примечание "
    "примечания bemerkung anmerkung remarque remarques commentaire",
    "reference": "",
    "base_id": "baseid siteid",
    "period_id": "periodid",
}
_BY_SPELLING = {
    "".join(filter(str.isalnum, fold(word))): field
    for field, words in _SPELLINGS.items()
    for word in (field, *words.split())
}


def recognise(header: Iterable[str]) -> dict[str, str]:
    """Give the column of each field that is recognised; the first of several wins."""
    found: dict[str, str] = {}
    for column in header:
        plain = "".join(filter(str.isalnum, fold(column)))
        field = _BY_SPELLING.get(plain)
        if field is not None:
            found.setdefault(field, column)
    return found
