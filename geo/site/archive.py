"""A site as one zip, for those who have no shell."""

import io
import zipfile

from geo.gazetteer.model import Gazetteer
from geo.site.build import parts

# A fixed time for every file, so that the same data always give the same zip.
_MOMENT = (2026, 1, 1, 0, 0, 0)


def site_zip(gazetteer: Gazetteer) -> bytes:
    """Return the site of a gazetteer as a zip: its current pages, without earlier editions.

    Where it will be served is not known, so citations have no address and there is no sitemap;
    bases have no pictures of their own.
    """
    own, *_ = parts(gazetteer, cards=False, editions_too=False)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in own.files():
            info = zipfile.ZipInfo(f"{gazetteer.name}-site/{file.path}", _MOMENT)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, file.make())
    return buffer.getvalue()
