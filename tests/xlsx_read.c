#define _GNU_SOURCE /* memmem */
#include "xlsx_read.h"

#include "claim.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

/* ---- parts */

static char *
read_part(zip_t *zip, zip_uint64_t i, zip_uint64_t size)
{
    char *text = calloc((size_t)size + 1, 1);
    zip_file_t *file = zip_fopen_index(zip, i, 0);
    cr_assert(text != NULL && file != NULL);
    cr_assert_eq(zip_fread(file, text, size), (zip_int64_t)size);
    (void)zip_fclose(file);
    return text;
}

static void
read_parts(struct xlsx *self, const char *path)
{
    int why = 0;
    zip_t *zip = zip_open(path, ZIP_RDONLY, &why);
    cr_assert(zip != NULL, "cannot open %s: %d", path, why);
    self->n_part = (size_t)zip_get_num_entries(zip, 0);
    self->part = calloc(self->n_part, sizeof *self->part);
    cr_assert(self->part != NULL);
    for (size_t i = 0; i < self->n_part; i++) {
        zip_stat_t about;
        cr_assert_eq(zip_stat_index(zip, i, 0, &about), 0);
        (void)snprintf(self->part[i].name, sizeof self->part[i].name, "%s", about.name);
        self->part[i].text = read_part(zip, i, about.size);
    }
    zip_discard(zip);
}

const char *
xlsx_part(const struct xlsx *self, const char *name)
{
    for (size_t i = 0; i < self->n_part; i++)
        if (strcmp(self->part[i].name, name) == 0)
            return self->part[i].text;
    return NULL;
}

size_t
xlsx_count(const char *text, const char *what)
{
    size_t n = 0;
    for (const char *at = strstr(text, what); at != NULL; at = strstr(at + 1, what))
        n++;
    return n;
}

/* ---- text of XML */

static const struct {
    const char *entity;
    char c;
} entities[] = {
    { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&quot;", '"' }, { "&apos;", '\'' }
};

/* Reads entities; owned by the caller. */
static char *
plain(const char *from, const char *to)
{
    char *out = calloc((size_t)(to - from) + 1, 1), *end = out;
    cr_assert(out != NULL);
    while (from < to) {
        size_t i = 0;
        while (i < 5 && strncmp(from, entities[i].entity, strlen(entities[i].entity)) != 0)
            i++;
        *end++ = i < 5 ? entities[i].c : *from;
        from += i < 5 ? strlen(entities[i].entity) : 1;
    }
    return out;
}

/* The content of the first element of that name in a text, up to an end; false: there is none. */
static bool
content(const char *from, const char *to, const char *element, const char **first,
        const char **last)
{
    char open[32], close[32];
    (void)snprintf(open, sizeof open, "<%s", element);
    (void)snprintf(close, sizeof close, "</%s>", element);
    const char *at = memmem(from, (size_t)(to - from), open, strlen(open));
    while (at != NULL && strchr(" >", at[strlen(open)]) == NULL)
        at = memmem(at + 1, (size_t)(to - at - 1), open, strlen(open));
    if (at == NULL)
        return false;
    *first = strchr(at, '>') + 1;
    *last = memmem(*first, (size_t)(to - *first), close, strlen(close));
    return *last != NULL;
}

static bool
attribute(const char *tag, const char *name, char *out, size_t size)
{
    const char *end = strchr(tag, '>'),
               *at = end == NULL ? NULL : memmem(tag, (size_t)(end - tag), name, strlen(name));
    if (at == NULL)
        return false;
    at += strlen(name);
    const char *last = strchr(at, '"');
    char *text = plain(at, last);
    (void)snprintf(out, size, "%s", text);
    free(text);
    return true;
}

/* ---- sheets */

static void
read_strings(struct xlsx *self)
{
    const char *text = xlsx_part(self, "xl/sharedStrings.xml"), *first, *last;
    if (text == NULL)
        return;
    self->string = calloc(xlsx_count(text, "<si>"), sizeof *self->string);
    cr_assert(self->string != NULL);
    for (const char *at = strstr(text, "<si>"); at != NULL; at = strstr(at + 1, "<si>")) {
        const char *end = strstr(at, "</si>");
        self->string[self->n_string++] =
            content(at, end, "t", &first, &last) ? plain(first, last) : calloc(1, 1);
    }
}

static void
read_cell(const struct xlsx *self, const char *tag, const char *end, struct xlsx_cell *out)
{
    char type[12] = "";
    const char *first, *last;
    (void)attribute(tag, " r=\"", out->at, sizeof out->at);
    (void)attribute(tag, " t=\"", type, sizeof type);
    out->formula = content(tag, end, "f", &first, &last);
    out->error = strcmp(type, "e") == 0;
    char *text = content(tag, end, "v", &first, &last) ? plain(first, last) : calloc(1, 1);
    if (strcmp(type, "s") == 0) {
        out->text = strdup(self->string[strtoul(text, NULL, 10)]);
        free(text);
        return;
    }
    out->text = text;
    out->number = (type[0] == '\0' || strcmp(type, "n") == 0) && text[0] != '\0';
    out->value = strtod(text, NULL);
}

static void
read_sheet(struct xlsx *self, struct xlsx_sheet *sheet, const char *text)
{
    sheet->cell = calloc(xlsx_count(text, "<c ") + 1, sizeof *sheet->cell);
    cr_assert(sheet->cell != NULL);
    for (const char *at = strstr(text, "<c "); at != NULL; at = strstr(at + 1, "<c ")) {
        const char *tag_end = strchr(at, '>');
        if (tag_end[-1] == '/')
            continue;
        read_cell(self, at, strstr(at, "</c>"), &sheet->cell[sheet->n_cell++]);
    }
}

static void
read_sheets(struct xlsx *self)
{
    const char *book = xlsx_part(self, "xl/workbook.xml");
    cr_assert(book != NULL);
    self->sheet = calloc(xlsx_count(book, "<sheet "), sizeof *self->sheet);
    cr_assert(self->sheet != NULL);
    for (const char *at = strstr(book, "<sheet "); at != NULL; at = strstr(at + 1, "<sheet ")) {
        struct xlsx_sheet *sheet = &self->sheet[self->n_sheet++];
        char part[64];
        (void)attribute(at, " name=\"", sheet->name, sizeof sheet->name);
        (void)snprintf(part, sizeof part, "xl/worksheets/sheet%zu.xml", self->n_sheet);
        const char *text = xlsx_part(self, part);
        cr_assert(text != NULL, "%s has no part", sheet->name);
        read_sheet(self, sheet, text);
    }
}

void
xlsx_open(struct xlsx *self, const char *path)
{
    *self = (struct xlsx){ 0 };
    read_parts(self, path);
    read_strings(self);
    read_sheets(self);
}

void
xlsx_release(struct xlsx *self)
{
    for (size_t i = 0; i < self->n_part; i++)
        free(self->part[i].text);
    for (size_t i = 0; i < self->n_string; i++)
        free(self->string[i]);
    for (size_t i = 0; i < self->n_sheet; i++) {
        for (size_t k = 0; k < self->sheet[i].n_cell; k++)
            free(self->sheet[i].cell[k].text);
        free(self->sheet[i].cell);
    }
    free(self->part);
    free(self->string);
    free(self->sheet);
}

const struct xlsx_sheet *
xlsx_sheet(const struct xlsx *self, const char *name)
{
    for (size_t i = 0; i < self->n_sheet; i++)
        if (strcmp(self->sheet[i].name, name) == 0)
            return &self->sheet[i];
    return NULL;
}

const struct xlsx_cell *
xlsx_cell(const struct xlsx *self, const char *sheet, const char *at)
{
    const struct xlsx_sheet *found = xlsx_sheet(self, sheet);
    for (size_t i = 0; found != NULL && i < found->n_cell; i++)
        if (strcmp(found->cell[i].at, at) == 0)
            return &found->cell[i];
    return NULL;
}
