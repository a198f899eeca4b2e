#include "private_table.h"

#include "bytes.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void
make_utf8(char *bytes, size_t size)
{
    for (size_t i = 0; i < size;) {
        const size_t n = utf8_length((const unsigned char *)bytes + i, size - i);
        if (n == 0)
            bytes[i] = '?';
        i += n == 0 ? 1 : n;
    }
}

static bool
is_known(const struct private_table *self, const char *name, size_t length)
{
    char text[64];
    if (length >= sizeof text)
        return false;
    memcpy(text, name, length);
    text[length] = '\0';
    for (const char *const *known = self->known; *known != NULL; known++)
        if (csv_in_same_name(*known, text))
            return true;
    return false;
}

/* Does the first line hold a name that is known? */
static bool
has_names(const struct private_table *self, const char *bytes, size_t size)
{
    const char *end = memchr(bytes, '\n', size);
    const char *at = bytes, *stop = end == NULL ? bytes + size : end;
    while (at < stop) {
        const char *comma = memchr(at, ',', (size_t)(stop - at));
        const char *next = comma == NULL ? stop : comma;
        const char *from = at, *to = next;
        while (from < to && strchr("\" \r\xEF\xBB\xBF", *from) != NULL)
            from++;
        while (to > from && strchr("\" \r", to[-1]) != NULL)
            to--;
        if (to > from && is_known(self, from, (size_t)(to - from)))
            return true;
        at = next + 1;
    }
    return false;
}

/* Takes out what stands between quotes, but for names that are known, and the name that a missing
 * column may have: it may be a cell. */
static void
hide_cells(const struct private_table *self, char *text)
{
    static const char NEAREST[] = ": rename '";
    char *out = text, *nearest = strstr(text, NEAREST);
    if (nearest != NULL)
        *nearest = '\0';
    for (const char *at = text; *at != '\0';) {
        const char *close = *at == '\'' ? strchr(at + 1, '\'') : NULL;
        if (close == NULL) {
            *out++ = *at++;
            continue;
        }
        const size_t length = (size_t)(close - at) - 1;
        const bool known = is_known(self, at + 1, length);
        *out++ = '\'';
        if (known)
            memmove(out, at + 1, length);
        out += known ? length : 0;
        *out++ = '\'';
        at = close + 1;
    }
    *out = '\0';
}

static void
move_faults(const struct private_table *self, struct faults *from, struct faults *to)
{
    for (size_t i = 0; i < from->n; i++) {
        hide_cells(self, from->item[i].text);
        faults_add(to, from->item[i].where, "%s", from->item[i].text);
    }
    to->failed = to->failed || from->failed;
}

struct watched { /* a table while it is taken */
    const struct private_table *of;
    struct evidence *to;
};

static int
take_watched(void *reader, struct csv_in *csv, struct hr_err *err)
{
    const struct watched *self = reader;
    const char *name = table_in_base_name(self->of->path);
    int ret = self->of->take(self->of->reader, csv, err);
    if (ret == 0 && csv->n_row == 0 && self->of->may_be_empty)
        ret = evidence_remark(self->to, err, "missing: %s: has a header and no rows", name);
    for (size_t i = 0; self->of->wanted != NULL && self->of->wanted[i] != NULL && ret == 0; i++)
        if (csv_in_column(csv, self->of->wanted[i]) == SIZE_MAX)
            ret = evidence_remark(self->to, err,
                                  "missing: %s: has no column '%s': what it tells apart is not "
                                  "known",
                                  name, self->of->wanted[i]);
    return ret;
}

int
private_table_read(const struct private_table *self, struct evidence *to, struct hr_err *err)
{
    struct table_in table;
    struct faults faults;
    struct watched watched = { self, to };
    faults_init(&faults);
    int ret = table_in_read(&table, self->path, err);
    table.may_be_empty = self->may_be_empty;
    if (ret == 0)
        ret = evidence_add_source(to, self->path, table.bytes, table.size, err);
    if (ret == 0 && !has_names(self, table.bytes, table.size))
        ret = hr_fail(err, HR_ESCENARIO,
                      "'%s' does not begin with the names of its columns: none of them is known",
                      self->path);
    if (ret == 0) {
        make_utf8(table.read, table.size);
        ret = table_in_take(&table, take_watched, &watched, &faults, err);
        move_faults(self, &faults, &to->faults);
    }
    table_in_release(&table);
    faults_release(&faults);
    return ret;
}
