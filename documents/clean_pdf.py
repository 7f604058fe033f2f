"""A PDF taken apart and put together anew: its pages as they are seen, and nothing that acts.

Pages are copied into a new document, which has no catalogue but its own: no scripts, actions,
forms, XFA, embedded files, names, destinations or information. Of a page only what draws it is
kept; what was written into forms and notes is drawn into it first.
"""

import io
import zlib
from collections.abc import Iterator
from typing import Any, Final

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, Stream

from documents import clean_jpeg
from documents.clean_picture import THUMBNAIL, small
from documents.copies import CleanerBounds, Copy, MediaType, NoCopy, NotCleaned

OF_A_PAGE: Final = frozenset(
    {"/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/Contents", "/Group"}
    | {"/UserUnit"}
)
OF_RESOURCES: Final = frozenset(
    {"/XObject", "/Font", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/ProcSet"}
)
"""What a page draws with; what else it names (layers, marked content) draws nothing."""
NAMED_FREELY: Final = OF_RESOURCES | {"/CharProcs", "/Colorants"}
"""Their keys are names that somebody chose, and mean nothing."""
NEVER: Final = frozenset(
    {"/A", "/AA", "/AF", "/Alternates", "/Annots", "/Dests", "/EF", "/EmbeddedFiles", "/JS"}
    | {"/JavaScript", "/LastModified", "/Measure", "/Metadata", "/Next", "/OC", "/OPI"}
    | {"/OpenAction", "/PieceInfo", "/PtData", "/RichMediaContent", "/StructParent"}
    | {"/StructParents", "/URI", "/XFA"}
)
OF_OTHER_FILES: Final = frozenset({"/F", "/FFilter", "/FDecodeParms", "/Ref"})
"""Of a stream: that its bytes, or what it draws, lie elsewhere."""
UNPACKED_AT_ONCE: Final = 1 << 20


def cleaned(content: bytes, bounds: CleanerBounds) -> Copy:
    """Raises `NotCleaned`."""
    try:
        made, pages = _made_anew(content, bounds)
        return Copy(MediaType.PDF, pages, made, picture(made, bounds))
    except pikepdf.PasswordError:
        raise NotCleaned(NoCopy.LOCKED) from None
    except (pikepdf.PdfError, pypdfium2.PdfiumError, ValueError, TypeError, KeyError, IndexError):
        raise NotCleaned(NoCopy.DAMAGED) from None
    except (AttributeError, RuntimeError, zlib.error):
        raise NotCleaned(NoCopy.DAMAGED) from None


def _made_anew(content: bytes, bounds: CleanerBounds) -> tuple[bytes, int]:
    with Pdf.open(io.BytesIO(content)) as came, Pdf.new() as anew:
        if not 0 < len(came.pages) <= bounds.pages:
            raise NotCleaned(NoCopy.TOO_MANY_PAGES if came.pages else NoCopy.DAMAGED)
        _weigh(came, bounds)
        came.generate_appearance_streams()
        came.flatten_annotations("screen")
        for page in came.pages:
            _only(page.obj, OF_A_PAGE)
            anew.pages.append(page)
        for page in anew.pages:
            _only(page.obj, OF_A_PAGE)
            _shorn(page)
        made = io.BytesIO()
        anew.save(
            made,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            fix_metadata_version=False,
        )
        return made.getvalue(), len(anew.pages)


def _only(found: Object, kept: frozenset[str]) -> None:
    for key in list(found.keys()):
        if key not in kept:
            del found[key]


def _shorn(page: Page) -> None:
    """Whatever the page reaches, without all that acts, hides something or lies elsewhere."""
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[Object, bool]] = [(page.obj, False)]
    while waiting:
        found, is_named_freely = waiting.pop()
        if isinstance(found, Array):
            waiting += [(each, False) for each in found if _holds(each)]
            continue
        if found.is_indirect:
            if found.objgen in seen:
                continue
            seen.add(found.objgen)
        if isinstance(found, Stream):
            _alone(found)
        for key in list(found.keys()):
            if key == "/Parent":
                continue
            if not is_named_freely and key in NEVER:
                del found[key]
            elif _holds(found[key]):
                if key == "/Resources":
                    _only(found[key], OF_RESOURCES)
                waiting.append((found[key], not is_named_freely and key in NAMED_FREELY))


def _holds(value: Any) -> bool:
    return isinstance(value, Array | Dictionary | Stream)


def _alone(stream: Stream) -> None:
    """A stream is what is in it; a photograph tells nothing but what is seen."""
    for key in OF_OTHER_FILES:
        if key in stream:
            del stream[key]
    if _filters(stream) == ["/DCTDecode"]:
        said = stream.get("/DecodeParms")
        parameters = said if isinstance(said, Dictionary) else None
        bare = clean_jpeg.bare(stream.read_raw_bytes())
        stream.write(bare, filter=Name.DCTDecode, decode_parms=parameters)


def _filters(stream: Object) -> list[str]:
    named = stream.get("/Filter")
    if named is None:
        return []
    return [str(each) for each in named] if isinstance(named, Array) else [str(named)]


def _weigh(came: Pdf, bounds: CleanerBounds) -> None:
    """Nothing in it is larger unpacked than it may be; counted before it is unpacked."""
    left = bounds.unpacked
    for each in came.objects:
        if not isinstance(each, Stream):
            continue
        is_picture = each.get("/Subtype") == Name.Image
        if is_picture:
            pixels = int(each.get("/Width", 0)) * int(each.get("/Height", 0))
            if pixels > bounds.pixels:
                raise NotCleaned(NoCopy.TOO_LARGE_INSIDE)
        of_this = bounds.unpacked if is_picture else bounds.drawn
        for size in _unpacked(each):
            left, of_this = left - size, of_this - size
            if min(left, of_this) < 0:
                raise NotCleaned(NoCopy.TOO_LARGE_INSIDE)


def _unpacked(stream: Stream) -> Iterator[int]:
    """How many bytes a stream has once its first packing is undone, some at a time."""
    raw = stream.read_raw_bytes()
    if not (named := _filters(stream)) or named[0] not in {"/FlateDecode", "/Fl"}:
        yield len(raw)
        return
    unpacking = zlib.decompressobj()
    while raw and not unpacking.eof:
        try:
            some = unpacking.decompress(raw, UNPACKED_AT_ONCE)
        except zlib.error:
            return  # what is broken is drawn as far as it goes
        yield len(some)
        raw = unpacking.unconsumed_tail
        if len(named) > 1 and named[1] in {"/FlateDecode", "/Fl"}:
            raise NotCleaned(NoCopy.TOO_LARGE_INSIDE)  # packed twice: nobody does it but for a bomb


SCALE: Final = 4.0


def picture(content: bytes, bounds: CleanerBounds) -> bytes:
    """The first page, small."""
    document = pypdfium2.PdfDocument(content)
    try:
        page = document[0]
        width, height = page.get_size()
        scale = min(SCALE, max(THUMBNAIL) / max(width, height, 1))
        if (width * scale + 1) * (height * scale + 1) > bounds.pixels:
            raise NotCleaned(NoCopy.TOO_LARGE_INSIDE)
        drawn = page.render(scale=scale, may_draw_forms=False).to_pil()
        return small(drawn)
    finally:
        document.close()
