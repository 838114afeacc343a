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
    "name": "base site title place station facility installation название имя база объект",
    "latitude": "lat y ylat latdd decimallatitude latitudedeg широта",
    "longitude": "lon lng long x xlon londd decimallongitude longitudedeg долгота",
    "operator": "owner force heldby holder power user occupier operatingcountry country_operator "
    "operatorcountry nation flag оператор владелец держава",
    "country": "hostcountry host location state territory colony region страна",
    "start": "from begin began beginning since opened open established founded startdate datefrom "
    "startyear yearopened startsat начало открыта",
    "end": "to until till closed close ended finish enddate dateto endyear yearclosed abandoned "
    "endsat конец закрыта",
    "kind": "type category class basetype тип вид",
    "status": "state_of_base condition статус",
    "unit": "units role garrison squadron часть",
    "local_names": "localname othernames aliases alias alternatenames aka",
    "coordinate_uncertainty_m": "coordinateuncertaintyinmeters uncertainty accuracy precisionm",
    "coordinate_type": "pointtype georeferencetype",
    "icao": "icaocode",
    "sources": "source reference_url url link references citation citations источник источники",
    "note": "notes comment comments remarks description примечание",
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
