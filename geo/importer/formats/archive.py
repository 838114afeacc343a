"""Zip files that others made, unpacked within bounds."""

import io
import zipfile
import zlib

from geo.errors import GazetteerError
from geo.importer.sheet import refusal

MAX_UNPACKED = 400 * 1024 * 1024
MAX_FILES = 2_000
START = b"PK\x03\x04"


def names(content: bytes) -> list[str]:
    """Return the names of the files in a zip; none where it is not one."""
    if not content.startswith(START):
        return []
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return [info.filename for info in archive.infolist() if not info.is_dir()]
    except (zipfile.BadZipFile, ValueError, OSError):
        return []


def unpacked(content: bytes, name: str) -> dict[str, bytes]:
    """Return the files in a zip; raises GazetteerError where they are damaged, many or large.

    What is returned is what was counted: a zip may lie about the sizes in it.
    """
    found: dict[str, bytes] = {}
    room = MAX_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
            if len(members) > MAX_FILES:
                raise refusal(name, f"holds more than {MAX_FILES:,} files.", _MEND)
            if sum(info.file_size for info in members) > room:
                raise _too_large(name)
            for info in members:
                with archive.open(info) as file:
                    taken = file.read(room + 1)
                room -= len(taken)
                if room < 0:
                    raise _too_large(name)
                found[info.filename] = taken
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise refusal(name, "is an archive that is damaged.", _MEND) from error
    except RuntimeError as error:
        raise refusal(name, "is locked with a password.", _MEND) from error
    return found


def _too_large(name: str) -> GazetteerError:
    return refusal(name, f"is larger than {MAX_UNPACKED // 1024**2} MB when unpacked.", _MEND)


def packed(files: dict[str, bytes]) -> bytes:
    """Return files as a zip, without compression."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


_MEND = "Save the table as CSV UTF-8 and try again."
