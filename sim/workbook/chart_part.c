/* The parts are changed as text: the writer is known, and its form is checked. */
#include "chart_part.h"

#include "text.h"
#include "xml_whole.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

enum { DOS_TIME = 0, DOS_DATE = 33 }; /* midnight, 1 January 1980 */

/* ---- one part */

static const char series_begin[] = "<c:ser>", series_end[] = "</c:ser>",
                  area_end[] = "</c:areaChart>", category[] = "<c:cat>";

/* The n-th begin of a series from the end of the areas; NULL: there are fewer, or no areas. */
static const char *
series_from_end(const char *part, const char *end, size_t n)
{
    const char *found[64];
    size_t n_found = 0;
    for (const char *at = strstr(part, series_begin); at != NULL && at < end;
         at = strstr(at + 1, series_begin))
        if (n_found < sizeof found / sizeof found[0])
            found[n_found++] = at;
    return n < n_found ? found[n_found - n] : NULL; /* one area at least stays */
}

static const char *
last_within(const char *from, const char *to, const char *what)
{
    const char *last = NULL;
    for (const char *at = strstr(from, what); at != NULL && at < to; at = strstr(at + 1, what))
        last = at;
    return last;
}

/* One series, with what a line has more than an area. */
static bool
add_line(struct text *out, const char *series, const char *end)
{
    const char *cat = strstr(series, category);
    if (cat == NULL || cat > end)
        return false;
    text_add_bytes(out, series, (size_t)(cat - series));
    text_add(out, "<c:marker><c:symbol val=\"none\"/></c:marker>");
    text_add_bytes(out, cat, (size_t)(end - cat));
    text_add(out, "<c:smooth val=\"0\"/>%s", series_end);
    return true;
}

static bool
add_lines(struct text *out, const char *first, const char *last_end)
{
    for (const char *at = first; at != NULL && at < last_end;) {
        const char *end = strstr(at, series_end);
        if (end == NULL || !add_line(out, at, end))
            return false;
        at = strstr(end, series_begin);
    }
    return true;
}

int
chart_part_lines(const char *part, size_t n_line, char **out, struct hr_err *err)
{
    const char *areas = strstr(part, area_end);
    const char *first = areas == NULL ? NULL : series_from_end(part, areas, n_line);
    const char *last = first == NULL ? NULL : last_within(first, areas, series_end);
    struct text text;
    *out = NULL;
    text_init(&text);
    bool ok = last != NULL;
    if (ok) {
        const char *axes = last + strlen(series_end);
        text_add_bytes(&text, part, (size_t)(first - part));
        text_add_bytes(&text, axes, (size_t)(areas - axes));
        text_add(&text, "%s<c:lineChart><c:grouping val=\"standard\"/>", area_end);
        ok = add_lines(&text, first, axes);
        text_add(&text, "<c:marker val=\"1\"/>");
        text_add_bytes(&text, axes, (size_t)(areas - axes));
        text_add(&text, "</c:lineChart>%s", areas + strlen(area_end));
    }
    if (ok)
        return text_take(&text, out, err);
    text_release(&text);
    return hr_fail(err, HR_EWRITE,
                   "cannot draw a chart of the workbook: its series are not as "
                   "libxlsxwriter 1.1 writes them");
}

/* ---- all of a workbook */

static int
zip_trouble(const char *why, struct hr_err *err)
{
    return hr_fail(err, HR_EWRITE, "cannot draw the charts of the workbook: %s", why);
}

/* A part as a text that ends in NUL; owned by the caller. */
static char *
read_part(zip_t *zip, zip_uint64_t index)
{
    zip_stat_t about;
    if (zip_stat_index(zip, index, 0, &about) != 0)
        return NULL;
    zip_file_t *file = zip_fopen_index(zip, index, 0);
    char *text = file == NULL ? NULL : malloc((size_t)about.size + 1);
    if (text != NULL && zip_fread(file, text, about.size) != (zip_int64_t)about.size) {
        free(text);
        text = NULL;
    }
    if (text != NULL)
        text[about.size] = '\0';
    if (file != NULL)
        (void)zip_fclose(file);
    return text;
}

static int
patch_part(zip_t *zip, size_t chart, size_t n_line, struct hr_err *err)
{
    char name[48], *lines = NULL;
    (void)snprintf(name, sizeof name, "xl/charts/chart%zu.xml", chart + 1);
    const zip_int64_t at = zip_name_locate(zip, name, 0);
    char *part = at < 0 ? NULL : read_part(zip, (zip_uint64_t)at);
    if (part == NULL)
        return zip_trouble(zip_strerror(zip), err);
    const int ret = chart_part_lines(part, n_line, &lines, err);
    free(part);
    if (ret != 0)
        return ret;
    zip_source_t *source = zip_source_buffer(zip, lines, strlen(lines), 1);
    if (source == NULL) {
        free(lines);
        return zip_trouble(zip_strerror(zip), err);
    }
    if (zip_file_replace(zip, (zip_uint64_t)at, source, 0) != 0) {
        zip_source_free(source);
        return zip_trouble(zip_strerror(zip), err);
    }
    return zip_file_set_dostime(zip, (zip_uint64_t)at, DOS_TIME, DOS_DATE, 0) == 0
               ? 0
               : zip_trouble(zip_strerror(zip), err);
}

/* A part may have ended early: xml_whole.h. */
static int
check_parts(zip_t *zip, struct hr_err *err)
{
    const zip_int64_t n = zip_get_num_entries(zip, 0);
    int ret = 0;
    for (zip_int64_t i = 0; ret == 0 && i < n; i++) {
        char *part = read_part(zip, (zip_uint64_t)i);
        const char *name = zip_get_name(zip, (zip_uint64_t)i, 0);
        if (part == NULL)
            ret = zip_trouble(zip_strerror(zip), err);
        else if (!xml_is_whole(part))
            ret = hr_fail(err, HR_EWRITE,
                          "cannot write the workbook: its part '%s' is not whole, as on a full "
                          "disk; its parts are first written into TMPDIR, else into /tmp",
                          name == NULL ? "" : name);
        free(part);
    }
    return ret;
}

static int
patch_all(zip_t *zip, const unsigned char *n_line, size_t n, struct hr_err *err)
{
    int ret = check_parts(zip, err);
    for (size_t i = 0; ret == 0 && i < n; i++)
        if (n_line[i] > 0)
            ret = patch_part(zip, i, n_line[i], err);
    if (ret != 0)
        zip_discard(zip);
    else if (zip_close(zip) != 0) {
        ret = zip_trouble(zip_strerror(zip), err);
        zip_discard(zip);
    }
    return ret;
}

/* What the source holds after it was written. */
static int
read_back(zip_source_t *source, char **bytes, size_t *size, struct hr_err *err)
{
    zip_stat_t about;
    if (zip_source_stat(source, &about) != 0 || zip_source_open(source) != 0)
        return zip_trouble(zip_error_strerror(zip_source_error(source)), err);
    int ret = 0;
    char *out = malloc((size_t)about.size + 1);
    if (out == NULL)
        ret = hr_fail(err, HR_ENOMEM, "no memory for the workbook");
    else if (zip_source_read(source, out, about.size) != (zip_int64_t)about.size)
        ret = zip_trouble(zip_error_strerror(zip_source_error(source)), err);
    (void)zip_source_close(source);
    if (ret != 0) {
        free(out);
        return ret;
    }
    *bytes = out;
    *size = (size_t)about.size;
    return 0;
}

int
chart_parts_patch(char **bytes, size_t *size, const unsigned char *n_line, size_t n,
                  struct hr_err *err)
{
    zip_error_t why;
    zip_error_init(&why);
    zip_source_t *source = zip_source_buffer_create(*bytes, *size, 1, &why);
    if (source == NULL)
        return zip_trouble(zip_error_strerror(&why), err);
    *bytes = NULL; /* the source has it now */
    zip_source_keep(source);
    zip_t *zip = zip_open_from_source(source, 0, &why);
    int ret =
        zip == NULL ? zip_trouble(zip_error_strerror(&why), err) : patch_all(zip, n_line, n, err);
    if (zip == NULL)
        zip_source_free(source);
    if (ret == 0)
        ret = read_back(source, bytes, size, err);
    zip_source_free(source);
    zip_error_fini(&why);
    return ret;
}
