#include "workbook.h"

#include "chart_part.h"
#include "sheet_list.h"
#include "memory.h"

#include <errno.h>
#include <malloc.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- the file as bytes */

static int
read_file(const char *path, char **bytes, size_t *size, struct hr_err *err)
{
    FILE *file = fopen(path, "rb");
    long end = -1;
    if (file != NULL && fseek(file, 0, SEEK_END) == 0)
        end = ftell(file);
    char *out = end < 0 || fseek(file, 0, SEEK_SET) != 0 ? NULL : malloc((size_t)end + 1);
    const bool whole = out != NULL && fread(out, 1, (size_t)end, file) == (size_t)end;
    const int why = errno;
    if (file != NULL)
        (void)fclose(file);
    if (!whole) {
        free(out);
        return hr_fail(err, HR_EWRITE, "cannot read the workbook '%s' back: %s", path,
                       strerror(why));
    }
    *bytes = out;
    *size = (size_t)end;
    return 0;
}

/* ---- its sheets */

/* Amounts of a small authority need more decimals than £ million with one. */
static bool
is_fine(const struct workbook_source *from)
{
    static const double SMALL_GBP_M = 20.0;
    static const char *const key[] = { "measure" }, *const deficit[] = { "deficit" };
    const struct table *forecast = data_table(from, "forecast");
    struct pick pick = pick_of(forecast, key, 1);
    double largest = 0.0;
    for (size_t row = pick_row(&pick, deficit); row != SIZE_MAX && row < forecast->n_row; row++)
        if (strcmp(data_text(forecast, row, "measure"), "deficit") == 0) {
            const double high = fabs(data_number(forecast, row, "p95"));
            largest = isnan(high) || high < largest ? largest : high;
        }
    return largest < SMALL_GBP_M;
}

static void
write_sheets(struct writing *writing)
{
    const struct workbook_source *from = writing->from;
    for (size_t i = 0; sheets_item(i) != NULL; i++) {
        const struct sheet *sheet = sheets_item(i);
        if (sheet->applies == NULL || sheet->applies(from))
            sheet->write(sheet, writing);
    }
    for (size_t i = 0; i < from->n_table; i++)
        if (strcmp(from->table[i].table->name, "assumptions") != 0)
            sheet_data_write(writing, &from->table[i]);
}

static void
define_levels(const struct workbook_source *from, struct book *book)
{
    for (size_t i = 0; i < from->n_level; i++)
        book_define(book, from->level[i].name, chances_level_place(i).text);
}

/* In a footer '&' begins a code, and "&&" is one. The library takes 255 bytes in all. */
static void
add_to_footer(char *out, const char *text, size_t most)
{
    size_t n = strlen(out);
    for (const char *c = text; *c != '\0'; c++) {
        const bool begins = ((unsigned char)*c & 0xC0u) != 0x80u;
        if (begins && (size_t)(c - text) + 4 > most)
            break;
        out[n++] = *c;
        if (*c == '&')
            out[n++] = '&';
    }
    out[n] = '\0';
}

static struct text_line
footer_of(const struct workbook_source *from)
{
    enum { MOST_TITLE = 60, MOST_FILE = 36 };
    struct text_line line = line_of("&L&\"Arial\"&9");
    add_to_footer(line.text, from->title, MOST_TITLE);
    add_to_footer(line.text, ", ", 8);
    add_to_footer(line.text, from->file, MOST_FILE);
    const size_t n = strlen(line.text);
    (void)snprintf(line.text + n, sizeof line.text - n,
                   ", headroom %s, seed %.0f&R&\"Arial\"&9Page &P of &N", from->version,
                   from->seed);
    return line;
}

static int
write_book(const struct workbook_source *from, const char *path, struct book *book,
           struct hr_err *err)
{
    const struct text_line title = line_of("%s. %s", from->area, from->title),
                           footer = footer_of(from),
                           comments =
                               line_of("%zu simulated futures of %s, headroom %s, seed %.0f",
                                       from->n_future, from->file, from->version, from->seed);
    struct writing writing = { .from = from, .book = book };
    const int ret = book_open(book, path,
                              &(struct book_about){ .title = title.text,
                                                    .subject = "Dedicated Schools Grant deficit",
                                                    .comments = comments.text,
                                                    .footer = footer.text,
                                                    .fine = is_fine(from) },
                              err);
    if (ret != 0)
        return ret;
    write_sheets(&writing);
    define_levels(from, book);
    free(writing.check);
    return book_close(book, err);
}

/* The library tells of a file that it cannot make on the standard error. */
static int
check_path(const char *path, struct hr_err *err)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL)
        return hr_fail(err, HR_EWRITE, "cannot write the workbook '%s': %s", path, strerror(errno));
    (void)fclose(file);
    return 0;
}

/* libxlsxwriter goes on without what it had no memory for. A run of one area takes 25 MB. */
enum { MOST_MEMORY = 128 << 20 };

int
workbook_make(const struct workbook_source *from, const char *path, char **bytes, size_t *size,
              struct hr_err *err)
{
    struct book book;
    *bytes = NULL;
    int ret = memory_at_hand(MOST_MEMORY, "the workbook", err);
    if (ret == 0)
        ret = check_path(path, err);
    if (ret == 0)
        ret = write_book(from, path, &book, err);
    if (ret == 0)
        ret = read_file(path, bytes, size, err);
    (void)malloc_trim(0); /* its many small pieces would stay beside what follows */
    (void)unlink(path);
    if (ret == 0)
        ret = chart_parts_patch(bytes, size, book.n_line, book.n_chart, err);
    if (ret != 0) {
        free(*bytes);
        *bytes = NULL;
    }
    return ret;
}
