/* Members are read by memcpy, because their type is known by their row only. */
#include "value.h"

#include "calendar.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define READ(target, row, base) \
    memcpy(&(target), (const char *)(base) + (row)->offset, sizeof(target))

/* ---- one value */

double
value_number(const struct schema_row *row, const void *base)
{
    double number = 0.0;
    int whole = 0;
    if (row->type == SCHEMA_WHOLE) {
        READ(whole, row, base);
        return whole;
    }
    READ(number, row, base);
    return number / schema_scale(row);
}

bool
value_bool(const struct schema_row *row, const void *base)
{
    bool is = false;
    READ(is, row, base);
    return is;
}

quantity_id
value_quantity(const struct schema_row *row, const void *base)
{
    quantity_id id = 0;
    READ(id, row, base);
    return id;
}

/* Of WHOLE, ENUM, FY and AY. */
static int
whole_of(const struct schema_row *row, const void *base)
{
    int whole = 0;
    READ(whole, row, base);
    return whole;
}

static const char *
pointer_of(const struct schema_row *row, const void *base)
{
    const char *text = NULL;
    READ(text, row, base);
    return text;
}

const char *
value_shortest(double number, char buf[VALUE_TEXT])
{
    enum { MOST_DIGITS = 17 };
    for (int digits = 1; digits <= MOST_DIGITS; digits++) {
        (void)snprintf(buf, VALUE_TEXT, "%.*g", digits, number);
        if (strtod(buf, NULL) == number)
            break;
    }
    return buf;
}

const char *
value_text(const struct schema_row *row, const void *base, char buf[VALUE_TEXT])
{
    switch (row->type) {
    case SCHEMA_TEXT:
    case SCHEMA_ID:
    case SCHEMA_PLACE:
    case SCHEMA_DATE: return pointer_of(row, base);
    case SCHEMA_BOOL: return value_bool(row, base) ? "true" : "false";
    case SCHEMA_WHOLE:
    case SCHEMA_COUNT:
    case SCHEMA_NUMBER: return value_shortest(value_number(row, base), buf);
    case SCHEMA_FY:
    case SCHEMA_AY:
        (void)snprintf(buf, VALUE_TEXT, "%s", fy_name(whole_of(row, base)).text);
        return buf;
    case SCHEMA_ENUM: return row->choice[whole_of(row, base)];
    case SCHEMA_FLAG: return row->choice[value_bool(row, base) ? 1 : 0];
    case SCHEMA_NUMBERS:
    case SCHEMA_WHOLES:
    case SCHEMA_VALUES:
    case SCHEMA_TEXTS:
    case SCHEMA_QUANTITY:
    case SCHEMA_PATH:
    case SCHEMA_GROUP:
    case SCHEMA_LIST:
    case N_SCHEMA_TYPE: break;
    }
    hr_bug("row '%s' is no single value", row->key);
}

/* ---- several */

size_t
value_length(const struct schema_row *row, const void *base)
{
    size_t n = row->length;
    if (row->type != SCHEMA_NUMBERS)
        memcpy(&n, (const char *)base + row->n_offset, sizeof n);
    return n;
}

const void *
value_items(const struct schema_row *row, const void *base)
{
    const void *items = NULL;
    if (row->type == SCHEMA_NUMBERS)
        return (const char *)base + row->offset;
    READ(items, row, base);
    return items;
}

const void *
value_group(const struct schema_row *row, const void *base)
{
    return (const char *)base + row->offset;
}

void
value_address(const struct schema_table *table, const void *element, char *buf, size_t size)
{
    size_t used = 0;
    buf[0] = '\0';
    for (size_t k = 0; table->address[k] != NULL; k++)
        for (size_t i = 0; i < table->n_row; i++) {
            const struct schema_row *row = &table->row[i];
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
any_number(const struct schema_row *row, const void *base)
{
    const double *number = value_items(row, base);
    for (size_t i = 0; i < row->length; i++)
        if (number[i] != 0.0)
            return true;
    return false;
}

static bool
any_row(const struct schema_table *table, const void *base)
{
    for (size_t i = 0; i < table->n_row; i++)
        if (value_is_given(&table->row[i], base))
            return true;
    return false;
}

static bool
is_there(const struct schema_row *row, const void *base)
{
    const void *group = value_group(row, base);
    const char *where = NULL;
    if (!row->table->where)
        return any_row(row->table, group);
    memcpy(&where, group, sizeof where);
    return where != NULL;
}

bool
value_is_given(const struct schema_row *row, const void *base)
{
    const bool needed = row->fallback == NULL || row->fallback[0] != '\0';
    switch (row->type) {
    case SCHEMA_TEXT:
    case SCHEMA_ID:
    case SCHEMA_PLACE:
    case SCHEMA_DATE: {
        const char *text = pointer_of(row, base);
        return text != NULL && text[0] != '\0';
    }
    case SCHEMA_COUNT:
    case SCHEMA_NUMBER: return isfinite(value_number(row, base));
    case SCHEMA_QUANTITY: return value_quantity(row, base) >= 0;
    case SCHEMA_BOOL:
    case SCHEMA_FLAG: return needed || value_bool(row, base);
    case SCHEMA_WHOLE:
    case SCHEMA_ENUM: return needed || whole_of(row, base) != 0;
    case SCHEMA_FY:
    case SCHEMA_AY: return whole_of(row, base) != 0;
    case SCHEMA_NUMBERS: return needed || any_number(row, base);
    case SCHEMA_WHOLES:
    case SCHEMA_VALUES:
    case SCHEMA_TEXTS:
    case SCHEMA_LIST: return row->fallback == NULL || value_length(row, base) > 0;
    case SCHEMA_PATH:
    case SCHEMA_GROUP: return is_there(row, base);
    case N_SCHEMA_TYPE: break;
    }
    hr_bug("row '%s' has no type", row->key);
}
