#include "png_data.h"

#include "deflate.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { PIXEL = 3 /* bytes of one */, N_SEEN = 1 << 13 };

struct packing {
    const struct pixels *pixels;
    struct deflate deflate;
    struct at {
        uint16_t x, y;
    } seen[N_SEEN];     /* where two pixels were drawn before, by their hash */
    uint64_t sum, sums; /* of the bytes: Adler-32 */
};

static const uint32_t *
row_of(const struct pixels *self, size_t y)
{
    const void *row = self->at + y * self->stride;
    return row;
}

/* ---- Adler-32 (RFC 1950, 8.2): a sum of the bytes, and a sum of that sum after each */

/* n pixels of one colour at once. */
static void
sum_pixels(struct packing *self, uint32_t pixel, uint64_t n)
{
    enum { MODULUS = 65521 };
    const uint64_t red = pixel >> 16 & 0xFF, green = pixel >> 8 & 0xFF, blue = pixel & 0xFF,
                   sum = red + green + blue;
    self->sums +=
        n * (PIXEL * self->sum + 3 * red + 2 * green + blue) + PIXEL * sum * (n * (n - 1) / 2);
    self->sums %= MODULUS;
    self->sum = (self->sum + n * sum) % MODULUS;
}

static size_t
same_pixels(const uint32_t *a, const uint32_t *b, size_t most)
{
    size_t n = 0;
    while (n + 2 <= most && memcmp(a + n, b + n, 2 * sizeof *a) == 0)
        n += 2;
    while (n < most && a[n] == b[n])
        n++;
    return n;
}

static void
sum_part(struct packing *self, const uint32_t *part, size_t length)
{
    for (size_t x = 0, n; x < length; x += n) {
        n = 1 + same_pixels(part + x, part + x + 1, length - x - 1);
        sum_pixels(self, part[x], n);
    }
}

/* ---- what a pixel is a copy of */

struct copy {
    size_t n, distance; /* in pixels, in bytes */
};

static size_t
bytes_of_row(const struct pixels *pixels)
{
    return 1 + PIXEL * pixels->width;
}

/* Pixels that were drawn before, from where two like these were seen last. */
static struct copy
find_seen(struct packing *self, const uint32_t *row, size_t x, size_t y)
{
    const struct pixels *pixels = self->pixels;
    if (x + 1 >= pixels->width)
        return (struct copy){ 0, 0 };
    const uint32_t hash = (row[x] * 2654435761u ^ row[x + 1] * 2246822519u) / (1u << 19);
    const struct at last = self->seen[hash];
    self->seen[hash] = (struct at){ (uint16_t)x, (uint16_t)y };
    const size_t distance = (y - last.y) * bytes_of_row(pixels) + PIXEL * (x - last.x),
                 left = pixels->width - (x > last.x ? x : last.x);
    if (distance > DEFLATE_FARTHEST || distance == 0)
        return (struct copy){ 0, 0 };
    return (struct copy){ same_pixels(row + x, row_of(pixels, last.y) + last.x, left), distance };
}

/* The longest of what is as the pixel before, as the row above, as seen before where that may be
 * longer; n = 0: none. */
static struct copy
find_copy(struct packing *self, size_t x, size_t y)
{
    enum { LONG = 3, FEWEST_SEEN = 2 };
    const struct pixels *pixels = self->pixels;
    const uint32_t *row = row_of(pixels, y);
    const size_t left = pixels->width - x;
    struct copy copy = { x == 0 ? 0 : same_pixels(row + x, row + x - 1, left), PIXEL };
    const size_t above = y == 0 ? 0 : same_pixels(row + x, row_of(pixels, y - 1) + x, left);
    if (above > copy.n)
        copy = (struct copy){ above, bytes_of_row(pixels) };
    if (copy.n < LONG) {
        const struct copy seen = find_seen(self, row, x, y);
        if (seen.n >= FEWEST_SEEN && seen.n > copy.n)
            copy = seen;
    }
    return copy;
}

static void
add_pixel(struct packing *self, uint32_t pixel)
{
    deflate_byte(&self->deflate, (unsigned char)(pixel >> 16 & 0xFF));
    deflate_byte(&self->deflate, (unsigned char)(pixel >> 8 & 0xFF));
    deflate_byte(&self->deflate, (unsigned char)(pixel & 0xFF));
    sum_pixels(self, pixel, 1);
}

static void
add_copy(struct packing *self, const uint32_t *first, struct copy copy)
{
    deflate_copy(&self->deflate, PIXEL * copy.n, copy.distance);
    if (copy.distance == PIXEL)
        sum_pixels(self, *first, copy.n);
    else
        sum_part(self, first, copy.n);
}

static void
add_row(struct packing *self, size_t y)
{
    const uint32_t *row = row_of(self->pixels, y);
    deflate_byte(&self->deflate, 0); /* no filter */
    self->sums += self->sum;
    for (size_t x = 0; x < self->pixels->width;) {
        const struct copy copy = find_copy(self, x, y);
        if (copy.n > 0)
            add_copy(self, row + x, copy);
        else
            add_pixel(self, row[x]);
        x += copy.n > 0 ? copy.n : 1;
    }
}

int
png_data(const struct pixels *pixels, struct text *out, struct hr_err *err)
{
    static const char head[2] = { 0x78, 0x01 };
    struct packing *packing = calloc(1, sizeof *packing);
    if (packing == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the pixels of a picture");
    packing->pixels = pixels;
    packing->sum = 1;
    text_add_bytes(out, head, sizeof head);
    deflate_begin(&packing->deflate, out);
    for (size_t y = 0; y < pixels->height; y++)
        add_row(packing, y);
    deflate_end(&packing->deflate);
    const uint32_t sums = (uint32_t)(packing->sums << 16 | packing->sum);
    const char tail[4] = { (char)(sums >> 24), (char)(sums >> 16 & 0xFF), (char)(sums >> 8 & 0xFF),
                           (char)(sums & 0xFF) };
    text_add_bytes(out, tail, sizeof tail);
    free(packing);
    return 0;
}
