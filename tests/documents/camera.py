"""What becomes of a page that is printed and comes back: scanned, faxed, photographed."""

import io
from random import Random

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

Corner = tuple[float, float]


def sheet(made: bytes, page: int = 0, dpi: int = 200) -> Image.Image:
    """One page as it comes out of the printer."""
    with pypdfium2.PdfDocument(made) as file:
        picture: Image.Image = file[page].render(scale=dpi / 72).to_pil()
    return picture.convert("RGB")


def jpeg(picture: Image.Image, quality: int = 60) -> bytes:
    made = io.BytesIO()
    picture.save(made, "JPEG", quality=quality)
    return made.getvalue()


def png(picture: Image.Image) -> bytes:
    made = io.BytesIO()
    picture.save(made, "PNG")
    return made.getvalue()


def batch(*pictures: Image.Image) -> bytes:
    """One PDF with a picture a page, as an office's scanner makes it."""
    made = io.BytesIO()
    pictures[0].save(made, "PDF", save_all=True, append_images=pictures[1:], resolution=150)
    return made.getvalue()


def askew(picture: Image.Image, degrees: float) -> Image.Image:
    return picture.rotate(
        degrees, expand=True, fillcolor=(235, 235, 235), resample=Image.Resampling.BICUBIC
    )


def fax(made: bytes, page: int = 0) -> Image.Image:
    """Black and white in the lines of a standard fax: 204 to 98 an inch."""
    picture = sheet(made, page, 300).convert("L")
    lines = (picture.width * 204 // 300, picture.height * 98 // 300)
    small = picture.resize(lines, Image.Resampling.BOX)
    return small.point([255 * (grey > 128) for grey in range(256)]).convert("1")


def noisy(picture: Image.Image, much: float) -> Image.Image:
    grain = Image.effect_noise(picture.size, much).convert("RGB")
    return ImageChops.add(picture, grain, offset=-128)


def photographed(picture: Image.Image, chance: Random, much: float = 0.06) -> Image.Image:
    """On a table, from aside, half in the shade, not quite sharp."""
    margin = picture.width // 12
    table = Image.new("RGB", (picture.width + 2 * margin, picture.height + 2 * margin), "#6e6a60")
    table.paste(picture, (margin, margin))
    width, height = table.size
    corners = [(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)]
    moved = [
        (x + chance.uniform(-much, much) * width, y + chance.uniform(-much, much) * height)
        for x, y in corners
    ]
    seen = table.transform(
        table.size,
        Image.Transform.PERSPECTIVE,
        _perspective(corners, moved),
        fillcolor=(80, 80, 80),
    )
    light = Image.linear_gradient("L").resize(table.size)
    light = light.point([90 + grey * 165 // 255 for grey in range(256)])
    shaded = ImageChops.multiply(seen, Image.merge("RGB", (light,) * 3))
    return noisy(shaded.filter(ImageFilter.GaussianBlur(1.2)), 20)


def _perspective(before: list[Corner], after: list[Corner]) -> list[float]:
    """The eight numbers that Pillow asks for: eight equations, solved by elimination."""
    rows = []
    for (seen, line), (x, y) in zip(before, after, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -seen * x, -seen * y, seen])
        rows.append([0, 0, 0, x, y, 1, -line * x, -line * y, line])
    for n in range(8):
        best = max(range(n, 8), key=lambda row: abs(rows[row][n]))
        rows[n], rows[best] = rows[best], rows[n]
        rows[n] = [value / rows[n][n] for value in rows[n]]
        for other in range(8):
            if other != n:
                much = rows[other][n]
                rows[other] = [a - much * b for a, b in zip(rows[other], rows[n], strict=True)]
    return [row[8] for row in rows]
