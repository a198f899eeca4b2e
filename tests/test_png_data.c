#include "png_data.h"
#include "claim.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

/* A picture's data, read by zlib, which looks at the sums too, is its rows. */
static size_t
expect_rows(const uint32_t *pixel, size_t stride, size_t width, size_t height)
{
    const size_t row = 1 + 3 * width;
    unsigned char *got = malloc(row * height + 1);
    uLongf n = row * height + 1;
    struct text data;
    struct hr_err err;
    size_t n_wrong = 0;
    text_init(&data);
    cr_assert_not_null(got);
    cr_assert_eq(png_data(&(struct pixels){ (const unsigned char *)pixel, sizeof *pixel * stride,
                                            width, height },
                          &data, &err),
                 0, "%s", err.text);
    cr_assert_eq(uncompress(got, &n, (const unsigned char *)data.text, data.length), Z_OK);
    cr_expect_eq(n, row * height);
    for (size_t y = 0; y < height; y++) {
        n_wrong += got[y * row] != 0;
        for (size_t x = 0; x < width; x++) {
            const unsigned char *rgb = got + y * row + 1 + 3 * x;
            const uint32_t wanted = pixel[y * stride + x] & 0xFFFFFF;
            n_wrong += ((uint32_t)rgb[0] << 16 | (uint32_t)rgb[1] << 8 | rgb[2]) != wanted;
        }
    }
    cr_expect_eq(n_wrong, 0, "%zu by %zu: %zu pixels", width, height, n_wrong);
    const size_t size = data.length;
    text_release(&data);
    free(got);
    return size;
}

static uint32_t
next_random(uint32_t *state)
{
    *state = *state * 1664525 + 1013904223;
    return *state >> 8;
}

/* n_colour: 0: any. Runs of about `run` pixels, and rows of which every second is as the one
 * above. */
static size_t
draw_and_expect(size_t width, size_t height, uint32_t n_colour, uint32_t run)
{
    const size_t stride = width + 3;
    uint32_t *pixel = malloc(sizeof *pixel * stride * height), state = (uint32_t)(width + height);
    cr_assert_not_null(pixel);
    for (size_t y = 0; y < height; y++)
        for (size_t x = 0; x < stride; x++) {
            const uint32_t any = next_random(&state);
            const bool above = y % 2 == 1 && run > 1, before = x > 0 && any % run != 0;
            pixel[y * stride + x] =
                above    ? pixel[(y - 1) * stride + x]
                : before ? pixel[y * stride + x - 1]
                         : (n_colour == 0 ? next_random(&state) : any / 256 % n_colour * 1118481);
        }
    const size_t size = expect_rows(pixel, stride, width, height);
    free(pixel);
    return size;
}

Claim(png_data, rows_are_the_pixels_whatever_was_drawn)
{
    static const size_t width[] = { 1, 2, 3, 85, 86, 87, 172, 1920, PNG_DATA_WIDEST };
    for (size_t i = 0; i < sizeof width / sizeof width[0]; i++) {
        draw_and_expect(width[i], 1, 2, 1);
        draw_and_expect(width[i], 40, 1, 1);
        draw_and_expect(width[i], 40, 3, 1);
        draw_and_expect(width[i], 40, 5, 20);
        draw_and_expect(width[i], 40, 0, 1);
        draw_and_expect(width[i], 40, 0, 300);
    }
}

Claim(png_data, what_is_flat_is_short)
{
    const size_t all = 3 * (size_t)1920 * 1200;
    const size_t one_colour = draw_and_expect(1920, 1200, 1, 1),
                 noise = draw_and_expect(1920, 1200, 0, 1);
    cr_expect_lt(one_colour, all / 100, "%zu bytes", one_colour);
    cr_expect(noise > all * 9 / 10 && noise < all * 21 / 20, "%zu bytes", noise);
}

/* What is drawn twice, not side by side, is found: an ornament of 7 pixels in rows of white. */
Claim(png_data, what_was_drawn_before_is_found)
{
    enum { WIDTH = 700, HEIGHT = 40, ORNAMENT = 7 };
    static uint32_t pixel[WIDTH * HEIGHT];
    uint32_t state = 5, ornament[ORNAMENT];
    for (size_t i = 0; i < ORNAMENT; i++)
        ornament[i] = next_random(&state);
    for (size_t i = 0; i < WIDTH * HEIGHT; i++)
        pixel[i] = 0xFFFFFF;
    for (size_t y = 0; y < HEIGHT; y++)
        for (size_t x = (y * 31) % 50; x + ORNAMENT <= WIDTH; x += 50)
            memcpy(pixel + y * WIDTH + x, ornament, sizeof ornament);
    const size_t size = expect_rows(pixel, WIDTH, WIDTH, HEIGHT), drawn = HEIGHT * 13;
    cr_expect_lt(size, drawn * 8, "%zu bytes of %zu ornaments", size, drawn);
}
