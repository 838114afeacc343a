"""Workbooks of every kind are read as the same table, with the days that they show."""

import io
import struct
import zipfile
from datetime import date, datetime

import odf.opendocument
import odf.table
import odf.text
import openpyxl
import pytest
import xlwt

from geo.errors import GazetteerError
from geo.importer.columns import REQUIRED
from geo.importer.formats import read_sheet
from geo.importer.sheet import Sheet

ROW = ["Кант", 42.85, 74.85, "Russia", "Kyrgyzstan", date(2003, 10, 23), date(2014, 6, 3)]
READ = ["Кант", "42.85", "74.85", "Russia", "Kyrgyzstan", "2003-10-23", "2014-06-03"]
MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
EPOCHS = {False: date(1899, 12, 30), True: date(1904, 1, 1)}


def xlsx(*, since_1904: bool = False) -> bytes:
    book = openpyxl.Workbook()
    if since_1904:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    for row in (REQUIRED, ROW):
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def xlsm(*, since_1904: bool = False) -> bytes:
    """The same with room for macros, which is all that makes a workbook an xlsm."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx(since_1904=since_1904))) as given,
        zipfile.ZipFile(made, "w") as packed,
    ):
        for name in given.namelist():
            content = given.read(name)
            if name == "[Content_Types].xml":
                content = content.replace(MAIN.encode(), MACROS.encode())
            packed.writestr(name, content)
        packed.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 macros")
    return made.getvalue()


def xls(*, since_1904: bool = False) -> bytes:
    book = xlwt.Workbook()
    book.dates_1904 = since_1904
    sheet = book.add_sheet("Bases")
    as_day = xlwt.easyxf(num_format_str="dd.mm.yyyy")
    for r, row in enumerate((REQUIRED, ROW)):
        for c, cell in enumerate(row):
            styles = [as_day] if isinstance(cell, date) else []
            sheet.write(r, c, cell, *styles)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def ods(*, since_1904: bool = False) -> bytes:
    book = odf.opendocument.OpenDocumentSpreadsheet()
    if since_1904:
        settings = odf.table.CalculationSettings()
        settings.addElement(odf.table.NullDate(datevalue="1904-01-01"))
        book.spreadsheet.addElement(settings)
    table = odf.table.Table(name="Bases")
    for row in (REQUIRED, ROW):
        line = odf.table.TableRow()
        for cell in row:
            kinds = {str: "string", float: "float", date: "date"}
            values = {float: {"value": cell}, date: {"datevalue": str(cell)}}.get(type(cell), {})
            made = odf.table.TableCell(valuetype=kinds[type(cell)], **values)
            made.addElement(odf.text.P(text=str(cell)))
            line.addElement(made)
        table.addElement(line)
    book.spreadsheet.addElement(table)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


# ---- xlsb, which no library writes: its records as [MS-XLSB] has them ----


def record(kind: int, data: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])
    size, length = len(data), b""
    while True:
        size, low = size >> 7, size & 127
        length += bytes([low | 128 if size else low])
        if not size:
            return head + length + data


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def binary_cell(column: int, value: object, since_1904: bool) -> bytes:
    if isinstance(value, str):
        return record(6, struct.pack("<II", column, 0) + wide(value))
    if isinstance(value, date):
        days = float((value - EPOCHS[since_1904]).days)
        return record(5, struct.pack("<IId", column, 1, days))
    return record(5, struct.pack("<IId", column, 0, value))


def xlsb(*, since_1904: bool = False) -> bytes:
    rows = b"".join(
        record(0, struct.pack("<IIHBBBI", r, 0, 300, 0, 0, 0, 0))
        + b"".join(binary_cell(c, cell, since_1904) for c, cell in enumerate(row))
        for r, row in enumerate((REQUIRED, ROW))
    )
    size = record(148, struct.pack("<IIII", 0, 1, 0, len(REQUIRED) - 1))
    sheet = record(129) + size + record(145) + rows + record(146) + record(130)
    settings = record(153, struct.pack("<II", int(since_1904), 0) + wide(""))
    listed = record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("Bases"))
    book = record(131) + settings + record(143) + listed + record(144) + record(132)
    looks = [record(47, struct.pack("<HHHHHBBI", 0, fmt, 0, 0, 0, 0, 0, 0)) for fmt in (0, 14)]
    styles = record(278) + record(617, struct.pack("<I", 2)) + b"".join(looks) + record(618)
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    links = f'<Relationships xmlns="{package}/relationships">%s</Relationships>'
    link = f'<Relationship Id="%s" Type="{office}/%s" Target="%s"/>'
    kind = "application/vnd.ms-excel."
    types = (
        f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="bin" ContentType="{kind}sheet.binary.macroEnabled.main"/>'
        f'<Override PartName="/xl/worksheets/sheet1.bin" ContentType="{kind}worksheet"/>'
        f'<Override PartName="/xl/styles.bin" ContentType="{kind}styles"/></Types>'
    )
    inner = link % ("rId1", "worksheet", "worksheets/sheet1.bin")
    inner += link % ("rId2", "styles", "styles.bin")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        packed.writestr("[Content_Types].xml", types)
        packed.writestr(
            "_rels/.rels", links % (link % ("rId1", "officeDocument", "xl/workbook.bin"))
        )
        packed.writestr("xl/workbook.bin", book)
        packed.writestr("xl/_rels/workbook.bin.rels", links % inner)
        packed.writestr("xl/worksheets/sheet1.bin", sheet)
        packed.writestr("xl/styles.bin", styles + record(279))
    return buffer.getvalue()


MADE = {"xlsx": xlsx, "xlsm": xlsm, "xlsb": xlsb, "xls": xls, "ods": ods}


def opened(kind: str, *, since_1904: bool = False) -> Sheet:
    return read_sheet(MADE[kind](since_1904=since_1904), f"own.{kind}")


@pytest.mark.parametrize("since_1904", [False, True])
@pytest.mark.parametrize("kind", list(MADE))
def test_every_kind_of_workbook_is_read_with_the_days_it_shows(kind: str, since_1904: bool) -> None:
    sheet = opened(kind, since_1904=since_1904)
    assert sheet.table[list(REQUIRED)].to_numpy().tolist() == [READ]
    assert sheet.table.index.tolist() == [2]


def test_a_time_of_day_in_an_old_workbook_does_not_hide_its_day() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Bases")
    stamp = xlwt.easyxf(num_format_str="yyyy-mm-dd hh:mm")
    for c, name in enumerate(REQUIRED):
        sheet.write(0, c, name)
        sheet.write(1, c, ROW[c] if c < 5 else datetime(2003, 10, 23, 18, 30), stamp)
    buffer = io.BytesIO()
    book.save(buffer)
    read = read_sheet(buffer.getvalue(), "own.xls").table.iloc[0]
    assert read["start"].startswith("2003-10-23T18:30")


def test_an_old_document_that_is_no_workbook_is_refused_in_one_sentence() -> None:
    content = xls().replace("Workbook".encode("utf-16-le"), "WordDocu".encode("utf-16-le"))
    with pytest.raises(GazetteerError, match="an old Microsoft Office") as refused:
        read_sheet(content, "own.doc")
    assert len(refused.value.problems) == 1
