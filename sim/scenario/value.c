/* Members are read by memcpy, because their type is known by their row only. */
#include "value.h"

#include "calendar.h"
#include "reader.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define READ(target, row, base) \
    memcpy(&(target), (const char *)(base) + (row)->offset, sizeof(target))

/* ---- one value */

double
value_number(const struct field *row, const void *base)
{
    double number = 0.0;
    int whole = 0;
    if (row->type == FIELD_WHOLE) {
        READ(whole, row, base);
        return whole;
    }
    READ(number, row, base);
    return number / field_scale(row);
}

bool
value_bool(const struct field *row, const void *base)
{
    bool is = false;
    READ(is, row, base);
    return is;
}

quantity_id
value_quantity(const struct field *row, const void *base)
{
    quantity_id id = 0;
    READ(id, row, base);
    return id;
}

/* Of WHOLE, ENUM, FY and AY. */
static int
whole_of(const struct field *row, const void *base)
{
    int whole = 0;
    READ(whole, row, base);
    return whole;
}

static const char *
pointer_of(const struct field *row, const void *base)
{
    const char *text = NULL;
    READ(text, row, base);
    return text;
}

const char *
value_shortest(double number, char buf[VALUE_TEXT])
{
    enum { MOST_DIGITS = 17 };
    static const double MOST_PLAIN = 1e15;
    for (int digits = 1; digits <= MOST_DIGITS; digits++) {
        (void)snprintf(buf, VALUE_TEXT, "%.*g", digits, number);
        if (strtod(buf, NULL) == number)
            break;
    }
    if (fabs(number) >= 1.0 && fabs(number) < MOST_PLAIN && strchr(buf, 'e') != NULL)
        (void)snprintf(buf, VALUE_TEXT, "%.0f", number);
    return buf;
}

const char *
value_text(const struct field *row, const void *base, char buf[VALUE_TEXT])
{
    switch (row->type) {
    case FIELD_TEXT:
    case FIELD_ID:
    case FIELD_PLACE:
    case FIELD_DATE: return pointer_of(row, base);
    case FIELD_BOOL: return value_bool(row, base) ? "true" : "false";
    case FIELD_WHOLE:
    case FIELD_COUNT:
    case FIELD_NUMBER: return value_shortest(value_number(row, base), buf);
    case FIELD_FY:
    case FIELD_AY:
        (void)snprintf(buf, VALUE_TEXT, "%s", fy_name(whole_of(row, base)).text);
        return buf;
    case FIELD_ENUM: return row->choice[whole_of(row, base)];
    case FIELD_FLAG: return row->choice[value_bool(row, base) ? 1 : 0];
    case FIELD_NUMBERS:
    case FIELD_WHOLES:
    case FIELD_VALUES:
    case FIELD_TEXTS:
    case FIELD_QUANTITY:
    case FIELD_PATH:
    case FIELD_GROUP:
    case FIELD_LIST:
    case N_FIELD_TYPE: break;
    }
    hr_bug("row '%s' is no single value", row->key);
}

/* ---- several */

size_t
value_length(const struct field *row, const void *base)
{
    size_t n = row->length;
    if (row->type != FIELD_NUMBERS)
        memcpy(&n, (const char *)base + row->n_offset, sizeof n);
    return n;
}

const void *
value_items(const struct field *row, const void *base)
{
    const void *items = NULL;
    if (row->type == FIELD_NUMBERS)
        return (const char *)base + row->offset;
    READ(items, row, base);
    return items;
}

const void *
value_group(const struct field *row, const void *base)
{
    return (const char *)base + row->offset;
}

void
value_address(const struct field_table *table, const void *element, char *buf, size_t size)
{
    size_t used = 0;
    buf[0] = '\0';
    for (size_t k = 0; table->address[k] != NULL; k++)
        for (size_t i = 0; i < table->n_row; i++) {
            const struct field *row = &table->row[i];
            char number[VALUE_TEXT];
            if (strcmp(row->key, table->address[k]) != 0 || !value_is_given(row, element))
                continue;
            const int n = snprintf(buf + used, size - used, "%s%s", used == 0 ? "" : ".",
                                   value_text(row, element, number));
            used = n < 0 || (size_t)n >= size - used ? size - 1 : used + (size_t)n;
        }
}

/* ---- given or not */

static bool
any_number(const struct field *row, const void *base)
{
    const double *number = value_items(row, base);
    for (size_t i = 0; i < row->length; i++)
        if (number[i] != 0.0)
            return true;
    return false;
}

static bool
any_row(const struct field_table *table, const void *base)
{
    for (size_t i = 0; i < table->n_row; i++)
        if (value_is_given(&table->row[i], base))
            return true;
    return false;
}

static bool
is_there(const struct field *row, const void *base)
{
    const void *group = value_group(row, base);
    const char *where = NULL;
    if (!row->table->where)
        return any_row(row->table, group);
    memcpy(&where, group, sizeof where);
    return where != NULL;
}

bool
value_is_given(const struct field *row, const void *base)
{
    const bool needed = row->fallback == NULL || row->fallback[0] != '\0';
    switch (row->type) {
    case FIELD_TEXT:
    case FIELD_ID:
    case FIELD_PLACE:
    case FIELD_DATE: {
        const char *text = pointer_of(row, base);
        return text != NULL && text[0] != '\0';
    }
    case FIELD_COUNT:
    case FIELD_NUMBER: return isfinite(value_number(row, base));
    case FIELD_QUANTITY: return value_quantity(row, base) != 0;
    case FIELD_BOOL:
    case FIELD_FLAG: return needed || value_bool(row, base);
    case FIELD_WHOLE: return needed || whole_of(row, base) != 0;
    case FIELD_ENUM: return true;
    case FIELD_FY:
    case FIELD_AY: return whole_of(row, base) != 0;
    case FIELD_NUMBERS: return needed || any_number(row, base);
    case FIELD_WHOLES:
    case FIELD_VALUES:
    case FIELD_TEXTS:
    case FIELD_LIST: return row->fallback == NULL || value_length(row, base) > 0;
    case FIELD_PATH:
    case FIELD_GROUP: return is_there(row, base);
    case N_FIELD_TYPE: break;
    }
    hr_bug("row '%s' has no type", row->key);
}

void
value_clear(const struct field_table *table, void *base)
{
    for (size_t i = 0; i < table->n_row; i++) {
        const struct field *row = &table->row[i];
        if (row->type == FIELD_GROUP || row->type == FIELD_PATH)
            value_clear(row->table, (char *)base + row->offset);
        else
            absent_value(row, base);
    }
}

void *
value_list(struct arena *arena, const struct field_table *table, const char *key, void *base,
           size_t n)
{
    for (size_t i = 0; i < table->n_row; i++) {
        const struct field *row = &table->row[i];
        if (row->type != FIELD_LIST || strcmp(row->key, key) != 0)
            continue;
        char *items = arena_zero(arena, n, row->table->size);
        for (size_t k = 0; items != NULL && k < n; k++)
            value_clear(row->table, items + k * row->table->size);
        if (items == NULL)
            n = 0;
        memcpy((char *)base + row->offset, &items, sizeof items);
        memcpy((char *)base + row->n_offset, &n, sizeof n);
        return items;
    }
    hr_bug("there is no list '%s'", key);
}

bool
value_list_is_of_england(const struct field *row, const void *base)
{
    const char *const *where = value_items(row, base);
    return row->table->where && value_length(row, base) > 0 && *where != NULL &&
           value_is_of_england(*where);
}
