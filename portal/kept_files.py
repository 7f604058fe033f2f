"""Styles, pictures and fonts: a browser keeps them."""

from starlette.responses import Response
from starlette.staticfiles import StaticFiles

KEEP = "public, max-age=31536000, immutable"


class KeptFiles(StaticFiles):
    """Static files hold nothing of anybody; their addresses change with their content."""

    def file_response(self, *args: object, **kwargs: object) -> Response:
        response = super().file_response(*args, **kwargs)  # type: ignore[arg-type]
        response.headers["Cache-Control"] = KEEP
        return response
