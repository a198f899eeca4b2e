#define _GNU_SOURCE /* memmem */
#include "fan.h"
#include "render.h"
#include "claim.h"
#include "library.h"

#include <cairo.h>
#include <png.h>
#include <stdlib.h>
#include <string.h>

static const struct render_facts facts = { .title = "A deficit of £52m",
                                           .description = "Fan chart: it rose to £52m.",
                                           .source = "Source: nobody; invented figures.",
                                           .software = "Headroom 0.1.0" };
static const char picture[] =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 960 600\" width=\"960\" "
    "height=\"600\">"
    "<rect x=\"0\" y=\"0\" width=\"960\" height=\"600\" fill=\"#FFFFFF\"/>"
    "<rect x=\"0\" y=\"0\" width=\"480\" height=\"300\" fill=\"#12436D\"/>"
    "<text x=\"500\" y=\"500\" font-size=\"26\" font-family=\"Arial\">Words</text></svg>";

struct source {
    const unsigned char *data;
    size_t size, at;
};

static void
read_bytes(png_structp png, png_bytep out, png_size_t n)
{
    struct source *const source = png_get_io_ptr(png);
    if (n > source->size - source->at)
        png_error(png, "file ends early");
    memcpy(out, source->data + source->at, n);
    source->at += n;
}

struct decoded {
    unsigned width, height;
    unsigned char *rgb; /* owned */
    char title[64], description[64], origin[64], software[64];
};

static void
keep(char out[64], const png_text *text, const char *key)
{
    if (strcmp(text->key, key) == 0)
        snprintf(out, 64, "%s", text->text);
}

static void
decode(const struct text *file, struct decoded *out)
{
    struct source source = { (const unsigned char *)file->text, file->length, 0 };
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    png_textp text;
    int n_text;
    cr_assert_eq(setjmp(png_jmpbuf(png)), 0, "not a PNG");
    memset(out, 0, sizeof *out);
    png_set_read_fn(png, &source, read_bytes);
    png_read_png(png, info, PNG_TRANSFORM_IDENTITY, NULL);
    out->width = png_get_image_width(png, info);
    out->height = png_get_image_height(png, info);
    cr_assert_eq(png_get_channels(png, info), 3);
    out->rgb = malloc(3 * (size_t)out->width * out->height);
    for (size_t y = 0; y < out->height; y++)
        memcpy(out->rgb + 3 * out->width * y, png_get_rows(png, info)[y], 3 * (size_t)out->width);
    png_get_text(png, info, &text, &n_text);
    for (int i = 0; i < n_text; i++) {
        keep(out->title, &text[i], "Title");
        keep(out->description, &text[i], "Description");
        keep(out->origin, &text[i], "Source");
        keep(out->software, &text[i], "Software");
    }
    png_destroy_read_struct(&png, &info, NULL);
}

Claim(render, a_png_has_the_size_the_picture_and_the_words)
{
    struct text file;
    struct hr_err err;
    struct decoded got;
    text_init(&file);
    cr_assert_eq(render_png(picture, &facts, &file, &err), 0, "%s", err.text);
    decode(&file, &got);
    cr_expect_eq(got.width, 1920);
    cr_expect_eq(got.height, 1200);
    const unsigned char *const blue = got.rgb + 3 * (1920 * 300 + 500), *const white =
                                                                            got.rgb +
                                                                            3 * (1920 * 300 + 1500);
    cr_expect(blue[0] == 0x12 && blue[1] == 0x43 && blue[2] == 0x6D, "%02x%02x%02x", blue[0],
              blue[1], blue[2]);
    cr_expect(white[0] == 255 && white[1] == 255 && white[2] == 255);
    size_t n_ink = 0; /* the words, in the white half */
    for (size_t i = 1920 * 900; i < 1920 * 1100; i++)
        n_ink += got.rgb[3 * i] < 128 ? 1 : 0;
    cr_expect_gt(n_ink, 500);
    cr_expect_str_eq(got.title, facts.title);
    cr_expect_str_eq(got.description, facts.description);
    cr_expect_str_eq(got.origin, facts.source);
    cr_expect_str_eq(got.software, facts.software);
    free(got.rgb);
    text_release(&file);
    text_release(&file);
}

Claim(render, a_pdf_is_a_pdf_of_one_page)
{
    struct text file;
    struct hr_err err;
    text_init(&file);
    cr_assert_eq(render_pdf(picture, &facts, &file, &err), 0, "%s", err.text);
    cr_assert_gt(file.length, 1000);
    cr_expect_eq(memcmp(file.text, "%PDF-1.", 7), 0);
    cr_expect_not_null(memmem(file.text, file.length, "%%EOF", 5));
    cr_expect_not_null(memmem(file.text, file.length, "/MediaBox [ 0 0 720 450 ]", 25));
    cr_expect_not_null(memmem(file.text, file.length, "/CreationDate (20000101000000Z)", 31),
                       "the fixed date");
    text_release(&file);
}

Claim(render, equal_input_gives_equal_bytes)
{
    struct text a, b;
    struct hr_err err;
    text_init(&a);
    text_init(&b);
    cr_assert_eq(render_png(picture, &facts, &a, &err), 0);
    cr_assert_eq(render_png(picture, &facts, &b, &err), 0);
    cr_expect(a.length == b.length && memcmp(a.text, b.text, a.length) == 0);
    cr_assert_eq(render_pdf(picture, &facts, &a, &err), 0);
    cr_assert_eq(render_pdf(picture, &facts, &b, &err), 0);
    cr_expect(a.length == b.length && memcmp(a.text, b.text, a.length) == 0);
    text_release(&a);
    text_release(&b);
}

Claim(render, what_is_not_a_picture_is_refused)
{
    static const char *const bad[] = { "", "not a picture",
                                       "<svg xmlns=\"http://www.w3.org/2000/svg\"><g></svg>" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct text file;
        struct hr_err err = { .code = 0 };
        text_init(&file);
        cr_expect_eq(render_png(bad[i], &facts, &file, &err), HR_ERANGE);
        cr_expect(strncmp(err.text, "librsvg cannot read a chart: ", 29) == 0, "%s", err.text);
        cr_expect_eq(render_pdf(bad[i], &facts, &file, &err), HR_ERANGE);
        cr_expect_null(file.text);
        text_release(&file);
    }
}

Claim(render, librsvg_reads_a_fan)
{
    const struct fan_year years[] = { { 2026, 1.2, 2.3, 3.4, 4.5, 5.6, 0.5, 0.005, 3.4 },
                                      { 2027, 1.3, 2.5, 3.9, 4.8, 7.6, 0.5, 0.005, 3.9 } };
    const struct fan fan = { .id = "fan",
                             .area = "A & B <C>",
                             .scenario = "",
                             .year = years,
                             .n_year = 2,
                             .run = { "", "", "0", 10, 1, "" } };
    struct chart chart;
    struct text file;
    struct hr_err err;
    struct decoded got;
    text_init(&file);
    cr_assert_eq(fan_draw(&fan, &chart, &err), 0, "%s", err.text);
    cr_assert_eq(render_png(chart.svg, &facts, &file, &err), 0, "%s", err.text);
    decode(&file, &got);
    size_t n_band = 0; /* pixels of the likely range */
    for (size_t i = 0; i < 1920 * 1200; i++)
        n_band += got.rgb[3 * i] == 0xCF && got.rgb[3 * i + 1] == 0xE3 && got.rgb[3 * i + 2] == 0xF5
                      ? 1
                      : 0;
    cr_expect_gt(n_band, 10000);
    free(got.rgb);
    text_release(&file);
    chart_release(&chart);
}

Claim(render, a_picture_may_have_other_proportions)
{
    struct text file;
    struct hr_err err;
    struct decoded got;
    struct render_facts social = facts;
    social.width = 1200;
    social.height = 675;
    text_init(&file);
    cr_assert_eq(render_png(picture, &social, &file, &err), 0, "%s", err.text);
    decode(&file, &got);
    cr_expect_eq(got.width, 1200);
    cr_expect_eq(got.height, 675);
    free(got.rgb);
    text_release(&file);
}

/* A drop: a line and a curve that turns before its control points. */
static void
draw_drop(cairo_t *cairo)
{
    cairo_move_to(cairo, 10.0, 20.0);
    cairo_line_to(cairo, 50.0, 20.0);
    cairo_curve_to(cairo, 90.0, 80.0, -30.0, 80.0, 10.0, 20.0);
}

Claim(render, the_box_that_librsvg_is_told_holds_the_exact_one)
{
    static const char *const name[] = { LIBRARY_NAME(cairo_fill_extents) };
    struct {
        LIBRARY_POINTER(cairo_fill_extents)
    } exact;
    struct hr_err err;
    double in[4], out[4];
    cr_assert_eq(library_load(&(struct library){ "libcairo.so.2", "exact boxes", name, 1 }, &exact,
                              sizeof exact, &err),
                 0, "%s", err.text);
    cr_assert(exact.cairo_fill_extents != cairo_fill_extents, "ours is in the place of cairo's");
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_A8, 100, 100);
    cairo_t *cairo = cairo_create(surface);
    draw_drop(cairo);
    exact.cairo_fill_extents(cairo, &in[0], &in[1], &in[2], &in[3]);
    cairo_fill_extents(cairo, &out[0], &out[1], &out[2], &out[3]);
    cr_expect(in[2] > in[0] + 30.0 && in[3] > in[1] + 30.0, "something was drawn");
    for (int i = 0; i < 2; i++) {
        cr_expect_leq(out[i], in[i]);
        cr_expect_geq(out[i + 2], in[i + 2]);
    }
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
}
