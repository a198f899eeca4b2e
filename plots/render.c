#include "render.h"

#include "library.h"
#include "memory.h"

#include <cairo-pdf.h>
#include <cairo.h>
#include <librsvg/rsvg.h>
#include <png.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char fixed_date[] = "2000-01-01T00:00:00Z";

static int
check_memory(const struct text *out, struct hr_err *err)
{
    return out->failed
               ? hr_fail(err, HR_ENOMEM, "no memory for a picture of %zu bytes", out->length)
               : 0;
}

/* ---- librsvg and what it brings: cairo draws, glib holds */

#define DRAWING_LIBRARY "librsvg-2.so.2"
#define FUNCTIONS(F)                       \
    F(rsvg_handle_new_from_data)           \
    F(rsvg_handle_render_document)         \
    F(g_object_unref)                      \
    F(g_clear_error)                       \
    F(cairo_create)                        \
    F(cairo_destroy)                       \
    F(cairo_status)                        \
    F(cairo_status_to_string)              \
    F(cairo_surface_destroy)               \
    F(cairo_surface_finish)                \
    F(cairo_surface_flush)                 \
    F(cairo_surface_status)                \
    F(cairo_image_surface_create)          \
    F(cairo_image_surface_get_data)        \
    F(cairo_image_surface_get_height)      \
    F(cairo_image_surface_get_stride)      \
    F(cairo_image_surface_get_width)       \
    F(cairo_pdf_surface_create_for_stream) \
    F(cairo_pdf_surface_set_metadata)

struct drawing_library {
    FUNCTIONS(LIBRARY_POINTER)
};

/* glib and librsvg end the process when memory runs out within them. A chart takes 20 MB; loading
 * takes addresses for fifty libraries. */
enum { MOST_MEMORY = 64 << 20, MOST_TO_LOAD = 192 << 20 };

static int
load(struct drawing_library *lib, struct hr_err *err)
{
    static const char *const name[] = { FUNCTIONS(LIBRARY_NAME) };
    const int ret =
        library_load(&(struct library){ DRAWING_LIBRARY, "PNG and PDF", name, MOST_TO_LOAD }, lib,
                     sizeof *lib, err);
    return ret == 0 ? memory_at_hand(MOST_MEMORY, "a picture", err) : ret;
}

int
render_ready(struct hr_err *err)
{
    struct drawing_library lib;
    return load(&lib, err);
}

/* librsvg asks for the extents of each text's outline. cairo finds them by crossing all its edges,
 * which takes a third of a picture's time, and they serve gradients, filters and masks, which no
 * chart has. The program exports this function (Makefile), so that librsvg finds it before cairo's:
 * the box of the points that the outline is made from, which holds the exact one. */
void
cairo_fill_extents(cairo_t *cairo, double *x1, double *y1, double *x2, double *y2)
{
    static const char *const name[] = { LIBRARY_NAME(cairo_path_extents) };
    struct {
        LIBRARY_POINTER(cairo_path_extents)
    } lib;
    *x1 = *y1 = *x2 = *y2 = 0.0;
    if (library_load(&(struct library){ DRAWING_LIBRARY, "a picture", name, MOST_TO_LOAD }, &lib,
                     sizeof lib, NULL) == 0)
        lib.cairo_path_extents(cairo, x1, y1, x2, y2);
}

/* ---- SVG to a cairo surface */

struct canvas {
    const struct drawing_library *lib;
    cairo_surface_t *surface;
    double width, height;
};

static int
draw_svg(const char *svg, const struct canvas *canvas, struct hr_err *err)
{
    const struct drawing_library *lib = canvas->lib;
    const RsvgRectangle page = { 0.0, 0.0, canvas->width, canvas->height };
    GError *error = NULL;
    cairo_t *cairo = NULL;
    int ret = 0;

    RsvgHandle *handle = lib->rsvg_handle_new_from_data((const guint8 *)svg, strlen(svg), &error);
    if (handle == NULL) {
        ret = hr_fail(err, HR_ERANGE, "librsvg cannot read a chart: %s",
                      error != NULL ? error->message : "no reason given");
        goto out;
    }
    cairo = lib->cairo_create(canvas->surface);
    if (!lib->rsvg_handle_render_document(handle, cairo, &page, &error)) {
        ret = hr_fail(err, HR_ERANGE, "librsvg cannot draw a chart: %s",
                      error != NULL ? error->message : "no reason given");
        goto out;
    }
    if (lib->cairo_status(cairo) != CAIRO_STATUS_SUCCESS)
        ret = hr_fail(err, HR_ENOMEM, "cairo cannot draw a chart: %s",
                      lib->cairo_status_to_string(lib->cairo_status(cairo)));
out:
    if (cairo != NULL)
        lib->cairo_destroy(cairo);
    if (handle != NULL)
        (lib->g_object_unref)(handle);
    lib->g_clear_error(&error);
    return ret;
}

/* ---- PNG */

static void
png_to_text(png_structp png, png_bytep bytes, png_size_t n)
{
    text_add_bytes(png_get_io_ptr(png), (const char *)bytes, n);
}

static void
png_flush_nothing(png_structp png)
{
    (void)png;
}

/* libpng's error handler must not return; the sentence goes where the writer can find it. */
static void
png_fail(png_structp png, png_const_charp message)
{
    (void)hr_fail(png_get_error_ptr(png), HR_EWRITE, "libpng cannot write a picture: %s", message);
    png_longjmp(png, 1);
}

static void
png_ignore_warning(png_structp png, png_const_charp message)
{
    (void)png;
    (void)message;
}

static bool
is_ascii(const char *text)
{
    while (*text != '\0')
        if ((unsigned char)*text++ >= 0x80)
            return false;
    return true;
}

/* png_text takes char *, and only reads it. */
struct png_words {
    char key[16];
    char *value; /* owned copy */
};

/* tEXt is Latin-1, so what is not ASCII goes into an iTXt chunk, which is UTF-8. */
static void
set_text(png_structp png, png_infop info, struct png_words *words, size_t n)
{
    char none[] = "";
    for (size_t i = 0; i < n; i++) {
        png_text text = { .compression = is_ascii(words[i].value) ? PNG_TEXT_COMPRESSION_NONE
                                                                  : PNG_ITXT_COMPRESSION_NONE,
                          .key = words[i].key,
                          .text = words[i].value,
                          .lang = none,
                          .lang_key = none };
        png_set_text(png, info, &text, 1);
    }
}

/* One row of cairo's 32-bit pixels (native order, opaque) as RGB bytes. */
static void
row_to_rgb(const unsigned char *row, unsigned char *rgb, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t pixel;
        memcpy(&pixel, row + 4 * i, sizeof pixel);
        rgb[3 * i] = (unsigned char)(pixel >> 16 & 0xFF);
        rgb[3 * i + 1] = (unsigned char)(pixel >> 8 & 0xFF);
        rgb[3 * i + 2] = (unsigned char)(pixel & 0xFF);
    }
}

enum { N_WORDS = 4 };
/* Flat colours: without filters a picture is written in a third of the time of libpng's own choice,
 * and is smaller (244 kB against 284). zlib's tables at level 6 of memory stay in a processor's
 * cache, which is as much again. */
static const int compression_level = 2, memory_level = 6;
static const png_uint_32 dots_per_metre = 11299; /* 287 dpi: 1920 pixels on 17 cm */

static int
encode_png(const struct canvas *canvas, struct png_words *words, struct text *out,
           struct hr_err *err)
{
    const struct drawing_library *lib = canvas->lib;
    cairo_surface_t *const surface = canvas->surface;
    const unsigned char *pixels = lib->cairo_image_surface_get_data(surface);
    const size_t stride = (size_t)lib->cairo_image_surface_get_stride(surface);
    const png_uint_32 width = (png_uint_32)lib->cairo_image_surface_get_width(surface),
                      height = (png_uint_32)lib->cairo_image_surface_get_height(surface);
    struct hr_err fault = { .code = 0 };
    unsigned char rgb[3 * RENDER_PNG_WIDTH];
    png_structp png =
        png_create_write_struct(PNG_LIBPNG_VER_STRING, &fault, png_fail, png_ignore_warning);
    png_infop info = png != NULL ? png_create_info_struct(png) : NULL;
    if (info == NULL) {
        png_destroy_write_struct(&png, NULL);
        return hr_fail(err, HR_ENOMEM, "no memory for libpng");
    }
    if (setjmp(png_jmpbuf(png)) != 0) {
        png_destroy_write_struct(&png, &info);
        return hr_fail(err, fault.code, "%s", fault.text);
    }
    png_set_write_fn(png, out, png_to_text, png_flush_nothing);
    png_set_IHDR(png, info, width, height, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
    png_set_compression_level(png, compression_level);
    png_set_compression_mem_level(png, memory_level);
    png_set_pHYs(png, info, dots_per_metre, dots_per_metre, PNG_RESOLUTION_METER);
    set_text(png, info, words, N_WORDS);
    png_write_info(png, info);
    for (size_t y = 0; y < height; y++) {
        row_to_rgb(pixels + y * stride, rgb, width);
        png_write_row(png, rgb);
    }
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    return 0;
}

int
render_png(const char *svg, const struct render_facts *facts, struct text *out, struct hr_err *err)
{
    struct png_words words[N_WORDS] = {
        { "Title", NULL }, { "Description", NULL }, { "Source", NULL }, { "Software", NULL }
    };
    const char *const value[N_WORDS] = { facts->title, facts->description, facts->source,
                                         facts->software };
    const int width = facts->width > 0 ? (int)facts->width : RENDER_PNG_WIDTH,
              height = facts->width > 0 ? (int)facts->height : RENDER_PNG_HEIGHT;
    if (width > RENDER_PNG_WIDTH)
        hr_bug("a picture of %d pixels, at most %d", width, (int)RENDER_PNG_WIDTH);
    text_release(out);
    struct drawing_library library, *const lib = &library;
    int ret = load(lib, err);
    if (ret != 0)
        return ret;

    cairo_surface_t *surface = lib->cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    const struct canvas canvas = { lib, surface, width, height };
    if (lib->cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS) {
        ret = hr_fail(err, HR_ENOMEM, "no memory for a picture of %d by %d", width, height);
        goto out;
    }
    for (size_t i = 0; i < N_WORDS; i++) {
        words[i].value = strdup(value[i]);
        if (words[i].value == NULL) {
            ret = hr_fail(err, HR_ENOMEM, "no memory for text");
            goto out;
        }
    }
    ret = draw_svg(svg, &canvas, err);
    if (ret != 0)
        goto out;
    lib->cairo_surface_flush(surface);
    ret = encode_png(&canvas, words, out, err);
    if (ret == 0)
        ret = check_memory(out, err);
out:
    for (size_t i = 0; i < N_WORDS; i++)
        free(words[i].value);
    lib->cairo_surface_destroy(surface);
    if (ret != 0)
        text_release(out);
    return ret;
}

/* ---- PDF */

static cairo_status_t
pdf_to_text(void *closure, const unsigned char *bytes, unsigned int n)
{
    struct text *out = closure;
    text_add_bytes(out, (const char *)bytes, n);
    return out->failed ? CAIRO_STATUS_NO_MEMORY : CAIRO_STATUS_SUCCESS;
}

int
render_pdf(const char *svg, const struct render_facts *facts, struct text *out, struct hr_err *err)
{
    const double height = facts->width > 0
                              ? (double)RENDER_PDF_WIDTH_PT * facts->height / facts->width
                              : (double)RENDER_PDF_HEIGHT_PT;
    struct drawing_library library, *const lib = &library;
    text_release(out);
    int ret = load(lib, err);
    if (ret != 0)
        return ret;

    cairo_surface_t *surface =
        lib->cairo_pdf_surface_create_for_stream(pdf_to_text, out, RENDER_PDF_WIDTH_PT, height);
    lib->cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, facts->title);
    lib->cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, facts->description);
    lib->cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_KEYWORDS, facts->source);
    lib->cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, facts->software);
    lib->cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE,
                                        facts->created != NULL ? facts->created : fixed_date);
    ret = draw_svg(svg, &(struct canvas){ lib, surface, RENDER_PDF_WIDTH_PT, height }, err);
    lib->cairo_surface_finish(surface);
    if (ret == 0 && lib->cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS)
        ret = hr_fail(err, HR_EWRITE, "cairo cannot write a PDF: %s",
                      lib->cairo_status_to_string(lib->cairo_surface_status(surface)));
    lib->cairo_surface_destroy(surface);
    if (ret == 0)
        ret = check_memory(out, err);
    if (ret != 0)
        text_release(out);
    return ret;
}
