#include "scenario_write.h"

#include "reader.h"
#include "value.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { INDENT = 4, WIDTH = 100, PATH_TEXT = 512 };
static const double Z_10 = 1.2816; /* normal: 9 in 10 are below */

static void put_value(const struct scenario_writer *self, struct text *t, const char *path,
                      const struct field *row, const void *base);

/* ---- remarks */

static const struct scenario_remark *
remark_of(const struct scenario_writer *self, const char *path)
{
    for (size_t i = 0; i < self->n_remark; i++)
        if (strcmp(self->remark[i].path, path) == 0)
            return &self->remark[i];
    return NULL;
}

static bool
has_remarks(const struct scenario_writer *self, const char *path)
{
    const size_t n = strlen(path);
    for (size_t i = 0; i < self->n_remark; i++)
        if (strncmp(self->remark[i].path, path, n) == 0 &&
            (self->remark[i].path[n] == '.' || self->remark[i].path[n] == '\0'))
            return true;
    return false;
}

static void
join(char out[PATH_TEXT], const char *path, const char *key)
{
    (void)snprintf(out, PATH_TEXT, "%.255s%s%.255s", path, path[0] == '\0' ? "" : ".", key);
}

/* ---- numbers and texts */

static void
put_number(const struct scenario_writer *self, struct text *t, double number)
{
    char buf[VALUE_TEXT];
    (void)snprintf(buf, sizeof buf, "%.*g", self->digits, number);
    const char *shown = value_shortest(strtod(buf, NULL), buf);
    text_add(t, "%s%s", shown, strpbrk(shown, ".en") == NULL ? ".0" : "");
}

static void
put_whole(struct text *t, double number)
{
    static const double MOST = 2147483647.0; /* libconfig's integers have 32 bits */
    text_add(t, fabs(number) > MOST ? "%.1f" : "%.0f", number);
}

static void
put_text(struct text *t, const char *text)
{
    text_add(t, "\"");
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\')
            text_add(t, "\\");
        if ((unsigned char)*text >= 0x20)
            text_add_bytes(t, text, 1);
    }
    text_add(t, "\"");
}

static void
put_source(struct text *t, const struct scenario_remark *remark)
{
    if (remark == NULL || remark->source == NULL)
        return;
    text_add(t, "source = ");
    put_text(t, remark->source);
    text_add(t, "; ");
    if (remark->confidence != NULL)
        text_add(t, "confidence = \"%s\"; ", remark->confidence);
}

/* ---- quantities */

static void
put_discrete(const struct scenario_writer *self, struct text *t, const struct quantity *q,
             double scale)
{
    for (int list = 0; list < 2; list++) {
        text_add(t, "%s = [", list == 0 ? "values" : "weights");
        for (size_t i = 0; i < q->n_value; i++) {
            text_add(t, "%s ", i == 0 ? "" : ",");
            put_number(self, t, list == 0 ? q->value[i] / scale : q->weight[i]);
        }
        text_add(t, " ]; ");
    }
}

static void
put_quantity(const struct scenario_writer *self, struct text *t, const char *path,
             const struct field *row, const void *base)
{
    const struct quantity *q = &self->in->quantity[value_quantity(row, base)];
    const struct scenario_remark *remark = remark_of(self, path);
    const struct quantity_form *form = &quantity_form[q->kind];
    if (q->kind == QUANTITY_FIXED && (remark == NULL || remark->source == NULL)) {
        put_number(self, t, q->p[0] / field_scale(row));
        return;
    }
    text_add(t, "{ ");
    if (q->kind != QUANTITY_FIXED && q->kind != QUANTITY_TRIPLET)
        text_add(t, "distribution = \"%s\"; ", form->name);
    if (q->kind == QUANTITY_DISCRETE)
        put_discrete(self, t, q, field_scale(row));
    for (size_t i = 0; q->kind != QUANTITY_DISCRETE && form->param[i] != NULL; i++) {
        text_add(t, "%s = ", form->param[i]);
        put_number(self, t, form->in_unit[i] ? q->p[i] / field_scale(row) : q->p[i]);
        text_add(t, "; ");
    }
    put_source(t, remark);
    text_add(t, "}");
}

/* ---- which keys */

/* Is the key inside an element of a list? Lists come whole from one file; of other keys England's
 * file may have another value than the field's default. */
static bool
in_list(const char *path)
{
    const struct field_table *table = &inputs_fields;
    while (*path != '\0') {
        const size_t n = strcspn(path, ".");
        const struct field *row = NULL;
        for (size_t i = 0; row == NULL && i < table->n_row; i++)
            if (strlen(table->row[i].key) == n && strncmp(table->row[i].key, path, n) == 0)
                row = &table->row[i];
        if (row == NULL || row->table == NULL || path[n] == '\0')
            return false;
        if (row->type == FIELD_LIST)
            return true;
        table = row->table;
        path += n + 1;
    }
    return false;
}

/* What leaving the key out means. Inputs that a program fills leave numbers by age and the like at
 * 0 where they say nothing. */
static bool
is_default(const struct scenario_writer *self, const struct field *row, const void *base,
           bool listed)
{
    char buf[VALUE_TEXT];
    const char *fallback = row->fallback == NULL ? "" : row->fallback;
    const size_t length = strlen(fallback);
    switch (row->type) {
    case FIELD_WHOLE:
    case FIELD_COUNT:
    case FIELD_NUMBER:
        return listed && length > 0 && strtod(fallback, NULL) == value_number(row, base);
    case FIELD_BOOL: return strcmp(value_text(row, base, buf), fallback) == 0;
    case FIELD_QUANTITY: {
        const struct quantity *q = &self->in->quantity[value_quantity(row, base)];
        return listed && length > 0 && q->kind == QUANTITY_FIXED &&
               strtod(fallback, NULL) == q->p[0];
    }
    case FIELD_ENUM:
    case FIELD_FLAG: {
        const char *text = value_text(row, base, buf);
        if (row->fallback != NULL && length == 0)
            return strcmp(text, row->choice[0]) == 0;
        return length == strlen(text) + 2 && strncmp(fallback + 1, text, length - 2) == 0;
    }
    case FIELD_NUMBERS: {
        const double *number = value_items(row, base);
        for (size_t i = 0; i < row->length; i++)
            if (number[i] != 0.0)
                return false;
        return true;
    }
    case FIELD_TEXT:
    case FIELD_ID:
    case FIELD_PLACE:
    case FIELD_DATE:
    case FIELD_FY:
    case FIELD_AY:
    case FIELD_WHOLES:
    case FIELD_VALUES:
    case FIELD_TEXTS:
    case FIELD_PATH:
    case FIELD_GROUP:
    case N_FIELD_TYPE: return false;
    case FIELD_LIST: return value_list_is_of_england(row, base);
    }
    return false;
}

static bool
is_written(const struct scenario_writer *self, const char *path, const struct field *row,
           const void *base)
{
    if (!value_is_given(row, base))
        return row->type == FIELD_LIST && remark_of(self, path) != NULL;
    if (row->type != FIELD_GROUP)
        return remark_of(self, path) != NULL || !is_default(self, row, base, in_list(path));
    for (size_t i = 0; i < row->table->n_row; i++) {
        char inner[PATH_TEXT];
        join(inner, path, row->table->row[i].key);
        if (is_written(self, inner, &row->table->row[i], value_group(row, base)))
            return true;
    }
    return false;
}

/* ---- any value, on one line */

/* Each after a space. */
static void
put_members(const struct scenario_writer *self, struct text *t, const char *path,
            const struct field_table *table, const void *base)
{
    for (size_t i = 0; i < table->n_row; i++) {
        char inner[PATH_TEXT];
        join(inner, path, table->row[i].key);
        if (!is_written(self, inner, &table->row[i], base))
            continue;
        text_add(t, " %s = ", table->row[i].key);
        put_value(self, t, inner, &table->row[i], base);
        text_add(t, ";");
    }
}

static void
put_several(const struct scenario_writer *self, struct text *t, const struct field *row,
            const void *base)
{
    const void *items = value_items(row, base);
    const double *number = items;
    const int *whole = items;
    const char *const *text = items;
    const bool texts = row->type == FIELD_TEXTS;
    text_add(t, texts ? "(" : "[");
    for (size_t i = 0; i < value_length(row, base); i++) {
        text_add(t, i == 0 ? " " : ", ");
        if (texts)
            put_text(t, text[i]);
        else if (row->type == FIELD_WHOLES)
            put_whole(t, whole[i]);
        else
            put_number(self, t, number[i]);
    }
    text_add(t, texts ? " )" : " ]");
}

/* An element of the list at path. Its numbers have the list's source, for a list has no place for
 * one. */
static void
put_element(const struct scenario_writer *self, struct text *t, const char *path,
            const struct field_table *table, const void *element)
{
    char address[PATH_TEXT], inner[PATH_TEXT];
    value_address(table, element, address, sizeof address);
    join(inner, path, address);
    text_add(t, "{");
    put_members(self, t, inner, table, element);
    text_add(t, " ");
    put_source(t, remark_of(self, path));
    text_add(t, "}");
}

static void
put_list(const struct scenario_writer *self, struct text *t, const char *path,
         const struct field *row, const void *base)
{
    const char *element = value_items(row, base);
    text_add(t, "(");
    for (size_t i = 0; i < value_length(row, base); i++, element += row->table->size) {
        text_add(t, "%s", i == 0 ? " " : ", ");
        put_element(self, t, path, row->table, element);
    }
    text_add(t, " )");
}

static void
put_value(const struct scenario_writer *self, struct text *t, const char *path,
          const struct field *row, const void *base)
{
    char buf[VALUE_TEXT];
    switch (row->type) {
    case FIELD_TEXT:
    case FIELD_ID:
    case FIELD_PLACE:
    case FIELD_DATE:
    case FIELD_FY:
    case FIELD_AY:
    case FIELD_ENUM:
    case FIELD_FLAG: put_text(t, value_text(row, base, buf)); return;
    case FIELD_BOOL: text_add(t, "%s", value_text(row, base, buf)); return;
    case FIELD_WHOLE:
    case FIELD_COUNT: put_whole(t, value_number(row, base)); return;
    case FIELD_NUMBER: put_number(self, t, value_number(row, base)); return;
    case FIELD_NUMBERS:
    case FIELD_WHOLES:
    case FIELD_VALUES:
    case FIELD_TEXTS: put_several(self, t, row, base); return;
    case FIELD_QUANTITY: put_quantity(self, t, path, row, base); return;
    case FIELD_PATH:
    case FIELD_GROUP:
        text_add(t, "{");
        put_members(self, t, path, row->table, value_group(row, base));
        text_add(t, " }");
        return;
    case FIELD_LIST: put_list(self, t, path, row, base); return;
    case N_FIELD_TYPE: break;
    }
    hr_bug("row '%s' has no type", row->key);
}

/* ---- lines */

/* The last space before the width at which the line may end; 0 when there is none. */
static size_t
break_at(const char *line, size_t room)
{
    size_t at = 0;
    bool quoted = false;
    for (size_t i = 0; line[i] != '\0' && i <= room; i++) {
        if (line[i] == '"' && (i == 0 || line[i - 1] != '\\'))
            quoted = !quoted;
        if (line[i] == ' ' && !quoted && i > 0 && (line[i - 1] == ';' || line[i - 1] == ','))
            at = i;
    }
    return at;
}

static void
put_wrapped(struct text *out, int depth, const char *line)
{
    int indent = INDENT * depth;
    for (;;) {
        const size_t room = (size_t)(WIDTH - indent),
                     at = strlen(line) > room ? break_at(line, room) : 0;
        text_add(out, "%*s", indent, "");
        text_add_bytes(out, line, at > 0 ? at : strlen(line));
        text_add(out, "\n");
        if (at == 0)
            return;
        line += at + 1;
        indent = INDENT * (depth + 1);
    }
}

/* The line of a text, which is released. */
static void
put_line(struct text *out, int depth, struct text *line)
{
    if (line->failed)
        out->failed = true;
    else
        put_wrapped(out, depth, line->text);
    text_release(line);
}

/* Where 8 in 10 of a quantity's values are. */
static void
put_range(struct text *out, const struct quantity *q)
{
    const double *p = q->p;
    if (q->kind == QUANTITY_NORMAL)
        text_add(out, " (8 in 10: %.3f to %.3f)", p[0] - Z_10 * p[1], p[0] + Z_10 * p[1]);
    if (q->kind == QUANTITY_LOGNORMAL)
        text_add(out, " (8 in 10: %.2f to %.2f)", p[0] * exp(-Z_10 * p[1]),
                 p[0] * exp(Z_10 * p[1]));
}

static void
put_group_source(struct text *out, int depth, const struct scenario_remark *remark)
{
    if (remark == NULL || remark->source == NULL)
        return;
    text_add(out, "%*ssource = ", INDENT * depth, "");
    put_text(out, remark->source);
    text_add(out, ";\n");
    if (remark->confidence != NULL)
        text_add(out, "%*sconfidence = \"%s\";\n", INDENT * depth, "", remark->confidence);
}

static void
put_comment(struct text *out, int depth, const struct scenario_remark *remark,
            const struct quantity *q)
{
    const char *line = remark == NULL ? NULL : remark->comment;
    while (line != NULL) {
        const char *end = strchr(line, '\n');
        const int n = end == NULL ? (int)strlen(line) : (int)(end - line);
        text_add(out, "%*s# %.*s", INDENT * depth, "", n, line);
        if (end == NULL && q != NULL)
            put_range(out, q);
        text_add(out, "\n");
        line = end == NULL ? NULL : end + 1;
    }
}

struct place_in_text { /* where a row is written */
    const char *path;
    int depth;
};

static void put_rows(const struct scenario_writer *self, struct text *out, struct place_in_text at,
                     const struct field_table *table, const void *base);

/* A list that does not fit in a line: an element a line. */
static void
put_elements(const struct scenario_writer *self, struct text *out, struct place_in_text at,
             const struct field *row, const void *base)
{
    const size_t n = value_length(row, base);
    const char *element = value_items(row, base);
    text_add(out, "%*s%s = (\n", INDENT * at.depth, "", row->key);
    for (size_t i = 0; i < n; i++, element += row->table->size) {
        char address[PATH_TEXT], inner[PATH_TEXT];
        struct text line;
        text_init(&line);
        value_address(row->table, element, address, sizeof address);
        join(inner, at.path, address);
        put_comment(out, at.depth + 1, remark_of(self, inner), NULL);
        put_element(self, &line, at.path, row->table, element);
        text_add(&line, "%s", i + 1 < n ? "," : " );");
        put_line(out, at.depth + 1, &line);
    }
}

static void
put_row(const struct scenario_writer *self, struct text *out, struct place_in_text at,
        const struct field *row, const void *base)
{
    const struct scenario_remark *remark = remark_of(self, at.path);
    const bool group = row->type == FIELD_GROUP || row->type == FIELD_PATH;
    struct text line;
    put_comment(out, at.depth, remark,
                row->type == FIELD_QUANTITY ? &self->in->quantity[value_quantity(row, base)]
                                            : NULL);
    if (group && has_remarks(self, at.path)) {
        text_add(out, "%*s%s = {\n", INDENT * at.depth, "", row->key);
        put_group_source(out, at.depth + 1, remark);
        at.depth++;
        put_rows(self, out, at, row->table, value_group(row, base));
        text_add(out, "%*s};\n", INDENT * (at.depth - 1), "");
        return;
    }
    text_init(&line);
    text_add(&line, "%s = ", row->key);
    put_value(self, &line, at.path, row, base);
    text_add(&line, ";");
    const bool wide = line.length + (size_t)(INDENT * at.depth) > WIDTH;
    if (row->type == FIELD_LIST && value_length(row, base) > 0 &&
        (wide || has_remarks(self, at.path))) {
        text_release(&line);
        put_elements(self, out, at, row, base);
        return;
    }
    put_line(out, at.depth, &line);
}

static void
put_rows(const struct scenario_writer *self, struct text *out, struct place_in_text at,
         const struct field_table *table, const void *base)
{
    for (size_t i = 0; i < table->n_row; i++) {
        char path[PATH_TEXT];
        join(path, at.path, table->row[i].key);
        if (is_written(self, path, &table->row[i], base))
            put_row(self, out, (struct place_in_text){ path, at.depth }, &table->row[i], base);
    }
}

void
scenario_write(const struct scenario_writer *self, const char *key, struct text *out)
{
    for (size_t i = 0; i < inputs_fields.n_row; i++) {
        const struct field *row = &inputs_fields.row[i];
        if (strcmp(row->key, key) != 0)
            continue;
        if (is_written(self, key, row, self->in))
            put_row(self, out, (struct place_in_text){ key, 0 }, row, self->in);
        return;
    }
    hr_bug("a scenario has no key '%s'", key);
}
