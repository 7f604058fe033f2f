"""Files that somebody might bring: one of each thing that a reader's copy must be without."""

import io
import zlib
from collections.abc import Callable, Mapping
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

SCRIPT: Final = "app.alert('Alarm-Kanarina')"


def a_photograph(*, size: tuple[int, int] = (400, 300), place: bool = True) -> bytes:
    """As a telephone takes it: with the place, the day, the device, and turned on its side."""
    picture = Image.new("RGB", size, "red")
    ImageDraw.Draw(picture).rectangle((0, 0, 99, 99), "blue")
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x0132] = 6, "Kanarina-Phone", "2026:09:07 08:00:00"
    if place:
        exif.get_ifd(0x8825).update({1: "N", 2: (42.0, 22.0, 11.0), 3: "E", 4: (21.0, 9.0, 5.0)})
    made = io.BytesIO()
    picture.save(made, "JPEG", exif=exif, comment=b"Kanarina", xmp=b"<x>Kanarina 42.37</x>")
    return made.getvalue()


def a_png() -> bytes:
    said = PngInfo()
    said.add_text("Location", "Kanarina 42.37, 21.15")
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (42.0, 22.0, 11.0)})
    made = io.BytesIO()
    Image.new("RGBA", (300, 200), (0, 0, 255, 128)).save(made, "PNG", pnginfo=said, exif=exif)
    return made.getvalue()


def a_pdf(*changes: Callable[[Pdf], None], pages: int = 1) -> bytes:
    """A page that says "Gjetje", with what somebody has put in beside it."""
    document = Pdf.new()
    for _ in range(pages):
        page = document.add_blank_page(page_size=(595, 842))
        page.Contents = Stream(document, b"BT /F1 24 Tf 72 700 Td (Gjetje) Tj ET")
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.Resources = Dictionary(Font=Dictionary(F1=document.make_indirect(font)))
    for change in changes:
        change(document)
    made = io.BytesIO()
    document.save(made, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return made.getvalue()


def action(script: str = SCRIPT) -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String(script))


def opens_with_a_script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = action()
    pdf.Root.Names = Dictionary(
        JavaScript=Dictionary(Names=Array([String("Kanarina"), action()])),
    )
    pdf.pages[0].obj.AA = Dictionary(O=action())


def launches(pdf: Pdf) -> None:
    launch = Dictionary(S=Name.Launch, F=String("Kanarina.exe"))
    link = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 595, 842]), A=launch, AA=action()
    )
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])


def asks_elsewhere(pdf: Pdf) -> None:
    address = "http://kanarina.example/seen"
    link = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=Array([0, 0, 595, 842]),
        A=Dictionary(S=Name.URI, URI=String(address)),
    )
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])
    form = Stream(pdf, b"")
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
    form.Ref = Dictionary(F=Dictionary(FS=Name.URL, F=String(address)), Page=0)
    outside = Stream(pdf, b"")
    outside.Type, outside.Subtype = Name.XObject, Name.Image
    outside.Width = outside.Height = 1
    outside.F = Dictionary(FS=Name.URL, F=String(address))
    pdf.pages[0].Resources.XObject = Dictionary(A=form, F=outside)


def carries_files(pdf: Pdf) -> None:
    pdf.attachments["kanarina.exe"] = b"MZ Kanarina"
    carried = pikepdf.AttachedFileSpec(pdf, b"Kanarina", filename="kanarina.bin")
    pdf.pages[0].obj.AF = Array([carried.obj])
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]), FS=carried.obj
    )
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])


def is_a_form_of_xfa(pdf: Pdf) -> None:
    xfa = Stream(pdf, b"<xdp><script>Kanarina</script></xdp>")
    pdf.Root.AcroForm = Dictionary(XFA=xfa, Fields=Array([]))


def tells_of_itself(pdf: Pdf) -> None:
    pdf.docinfo["/Author"] = "Kanarina"
    with pdf.open_metadata() as said:
        said["dc:creator"] = ["Kanarina"]
    pdf.pages[0].obj.PieceInfo = Dictionary(X=Dictionary(Private=String("Kanarina")))


def holds_a_photograph(pdf: Pdf) -> None:
    photograph = Stream(pdf, a_photograph())
    photograph.Type, photograph.Subtype = Name.XObject, Name.Image
    photograph.Width, photograph.Height, photograph.BitsPerComponent = 400, 300, 8
    photograph.ColorSpace, photograph.Filter = Name.DeviceRGB, Name.DCTDecode
    photograph.Metadata = Stream(pdf, b"<x>Kanarina</x>")
    page = pdf.pages[0]
    page.Resources.XObject = Dictionary(Photo=photograph)
    page.Contents = Stream(pdf, b"q 400 0 0 300 90 300 cm /Photo Do Q")


def is_filled_in(pdf: Pdf) -> None:
    """A form whose answer stands in a field alone."""
    drawn = Stream(pdf, b"BT /F1 12 Tf 2 5 Td (Pergjigjja) Tj ET")
    drawn.Type, drawn.Subtype, drawn.BBox = Name.XObject, Name.Form, Array([0, 0, 200, 20])
    drawn.Resources = pdf.pages[0].Resources
    field = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Widget,
        FT=Name.Tx,
        T=String("answer"),
        V=String("Pergjigjja"),
        Rect=Array([72, 600, 272, 620]),
        AP=Dictionary(N=drawn),
        AA=Dictionary(K=action()),
        F=4,
    )
    held = pdf.make_indirect(field)
    pdf.pages[0].obj.Annots = Array([held])
    pdf.Root.AcroForm = Dictionary(Fields=Array([held]))


HOSTILE: Final[Mapping[str, Callable[[Pdf], None]]] = {
    each.__name__: each
    for each in (
        opens_with_a_script,
        launches,
        asks_elsewhere,
        carries_files,
        is_a_form_of_xfa,
        tells_of_itself,
        holds_a_photograph,
        is_filled_in,
    )
}


def packed(megabytes: int) -> bytes:
    """So many megabytes of nothing, as zlib packs them: one of them, repeated."""
    packing, size = zlib.compressobj(9, wbits=-zlib.MAX_WBITS), 1 << 20
    one = packing.compress(bytes(size)) + packing.flush(zlib.Z_FULL_FLUSH)
    checked = (megabytes * size % 65521) << 16 | 1  # Adler-32 of zeros
    return b"\x78\xda" + one * megabytes + packing.flush() + checked.to_bytes(4, "big")


def packed_bomb(pdf: Pdf) -> None:
    """Two gigabytes of nothing in two megabytes."""
    content = Stream(pdf, b"")
    content.write(packed(2048), filter=Name.FlateDecode)
    pdf.pages[0].Contents = content


def packed_below_the_sum(pdf: Pdf) -> None:
    """As much as all of a PDF may hold, and one stream draws it."""
    content = Stream(pdf, b"")
    content.write(packed(200), filter=Name.FlateDecode)
    pdf.pages[0].Contents = content


def packed_twice() -> bytes:
    """Written by hand: programs that write PDFs would unpack it once."""
    inner = zlib.compress(packed(200), 9)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>"
    objects = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page)
    content = b"<</Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n%s\nendstream"
    every = (*objects, content % (len(inner), inner))
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % each for each in enumerate(every, 1))
    return b"%PDF-1.7\n" + body + b"trailer<</Root 1 0 R/Size 5>>\n%%EOF"


def huge_picture(pdf: Pdf) -> None:
    picture = Stream(pdf, zlib.compress(bytes(1000)))
    picture.Type, picture.Subtype, picture.Filter = Name.XObject, Name.Image, Name.FlateDecode
    picture.Width = picture.Height = 60_000
    picture.ColorSpace, picture.BitsPerComponent = Name.DeviceGray, 8
    pdf.pages[0].Resources.XObject = Dictionary(I=picture)


def drawn_for_ever(pdf: Pdf) -> None:
    """Forms that draw forms that draw forms, ten times each."""
    inner = Stream(pdf, b"0 0 9 9 re f")
    for _ in range(14):
        inner.Type, inner.Subtype, inner.BBox = Name.XObject, Name.Form, Array([0, 0, 595, 842])
        outer = Stream(pdf, b"/X Do " * 10)
        outer.Resources = Dictionary(XObject=Dictionary(X=inner))
        inner = outer
    pdf.pages[0].Contents = Stream(pdf, b"/X Do")
    inner.Type, inner.Subtype, inner.BBox = Name.XObject, Name.Form, Array([0, 0, 595, 842])
    pdf.pages[0].Resources.XObject = Dictionary(X=inner)


def a_locked_pdf() -> bytes:
    document, made = Pdf.open(io.BytesIO(a_pdf())), io.BytesIO()
    document.save(made, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    return made.getvalue()


def a_huge_png() -> bytes:
    """A few bytes that say they are 50,000 by 50,000."""
    made = bytearray(a_png())
    made[16:24] = (50_000).to_bytes(4, "big") * 2
    made[29:33] = zlib.crc32(bytes(made[12:29])).to_bytes(4, "big")
    return bytes(made)
