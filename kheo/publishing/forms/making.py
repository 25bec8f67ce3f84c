"""The form of a call as a file."""

from kheo.campaigns.models import Call
from kheo.publishing.forms.composing import compose_form
from kheo.publishing.forms.document import form_document
from kheo.publishing.forms.workbook import form_workbook
from kheo.units.models import Unit

FORMATS = {"xlsx": form_workbook, "docx": form_document}


def form_file(call: Call, unit: Unit | None = None, *, file_format: str = "xlsx") -> bytes:
    """The form as one of FORMATS: blank, or the one of a unit. Raises NotAskedError (see composing)."""
    return FORMATS[file_format](compose_form(call, unit))
