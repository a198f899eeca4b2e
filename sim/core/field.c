#include "field.h"

#include "calendar.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

size_t
field_table_find(const struct field_table *table, const char *path)
{
    const size_t length = strcspn(path, ".");
    for (size_t i = 0; i < table->n_row; i++)
        if (strncmp(table->row[i].key, path, length) == 0 && table->row[i].key[length] == '\0')
            return i;
    return SIZE_MAX;
}

double
field_scale(const struct field *field)
{
    const size_t length = strlen(field->key);
    return length > 6 && strcmp(field->key + length - 6, "_gbp_m") == 0 ? GBP_PER_GBP_M : 1.0;
}

bool
field_is_bounded(const struct field *field)
{
    switch (field->type) {
    case FIELD_WHOLE:
    case FIELD_COUNT:
    case FIELD_NUMBER:
    case FIELD_NUMBERS:
    case FIELD_QUANTITY: return true;
    case FIELD_TEXT:
    case FIELD_ID:
    case FIELD_PLACE:
    case FIELD_DATE:
    case FIELD_BOOL:
    case FIELD_FY:
    case FIELD_AY:
    case FIELD_ENUM:
    case FIELD_FLAG:
    case FIELD_WHOLES:
    case FIELD_VALUES:
    case FIELD_TEXTS:
    case FIELD_PATH:
    case FIELD_GROUP:
    case FIELD_LIST:
    case N_FIELD_TYPE: return false;
    }
    return false;
}

void
field_number(double value, char *buf, size_t size)
{
    char plain[40];
    size_t n = 0;

    (void)snprintf(plain, sizeof plain, "%.10g", value);
    const size_t sign = plain[0] == '-';
    const size_t whole = strspn(plain + sign, "0123456789");
    if (plain[sign + whole] == 'e' || whole < 5) {
        (void)snprintf(buf, size, "%s", plain);
        return;
    }
    for (size_t i = 0; plain[i] != '\0' && n + 2 < size; i++) {
        if (i > sign && i < sign + whole && (sign + whole - i) % 3 == 0)
            buf[n++] = ',';
        buf[n++] = plain[i];
    }
    buf[n] = '\0';
}

static void
want_number(const struct field *field, const char *kind, char *buf, size_t size)
{
    char lo[40], hi[40];
    const char *unit = field->unit[0] == '\0' ? "" : " ";
    field_number(field->lo, lo, sizeof lo);
    field_number(field->hi, hi, sizeof hi);
    (void)snprintf(buf, size, "%s from %s to %s%s%s%s%s", kind, lo, hi, unit, *unit ? "(" : "",
                   field->unit, *unit ? ")" : "");
}

static void
want_choice(const struct field *field, char *buf, size_t size)
{
    size_t n = 0;
    for (size_t i = 0; field->choice[i] != NULL && n < size; i++) {
        const char *join = i == 0 ? "" : field->choice[i + 1] == NULL ? " or " : ", ";
        const int written = snprintf(buf + n, size - n, "%s\"%s\"", join, field->choice[i]);
        n += written > 0 ? (size_t)written : 0;
    }
}

void
field_want(const struct field *field, char *buf, size_t size)
{
    switch (field->type) {
    case FIELD_WHOLE:
    case FIELD_COUNT: want_number(field, "a whole number", buf, size); return;
    case FIELD_NUMBER: want_number(field, "a number", buf, size); return;
    case FIELD_QUANTITY: want_number(field, "a number or range", buf, size); return;
    case FIELD_FLAG:
    case FIELD_ENUM: want_choice(field, buf, size); return;
    case FIELD_NUMBERS:
        (void)snprintf(buf, size, "%zu numbers in square brackets, one for each %s from %d to %d",
                       field->length, field->index, field->first_index,
                       field->first_index + (int)field->length - 1);
        return;
    case FIELD_TEXT: (void)snprintf(buf, size, "text in quotes"); return;
    case FIELD_ID:
        (void)snprintf(buf, size,
                       "a name of lower-case letters, digits, '-' and '_' that starts with a "
                       "letter, in quotes");
        return;
    case FIELD_PLACE:
        (void)snprintf(buf, size, "the id of a setting or the name of a category, in quotes");
        return;
    case FIELD_DATE:
        (void)snprintf(buf, size, "a date in quotes, year, month and day as in \"2026-07-05\"");
        return;
    case FIELD_BOOL: (void)snprintf(buf, size, "true or false"); return;
    case FIELD_FY:
        (void)snprintf(buf, size, "a financial year in quotes, as in \"2026/27\"");
        return;
    case FIELD_AY:
        (void)snprintf(buf, size, "an academic year in quotes, as in \"2026/27\"");
        return;
    case FIELD_WHOLES:
        want_number(field, "a list in square brackets of whole numbers, each", buf, size);
        return;
    case FIELD_VALUES:
        want_number(field, "a list in square brackets of numbers, each", buf, size);
        return;
    case FIELD_TEXTS:
        (void)snprintf(buf, size, "a list of names in quotes, as in ( \"a\", \"b\" )");
        return;
    case FIELD_PATH:
        (void)snprintf(buf, size,
                       "a yearly rate, or { first = ...; long_run = ...; persistence = ...; "
                       "shock_sd = ...; }");
        return;
    case FIELD_GROUP: (void)snprintf(buf, size, "a group in curly brackets, { ... }"); return;
    case FIELD_LIST:
        (void)snprintf(buf, size,
                       field->lone ? "one value, or a list of values or groups, ( ..., { ... } )"
                                   : "a list of groups, ( { ... }, { ... } )");
        return;
    case N_FIELD_TYPE: break;
    }
    buf[0] = '\0';
}
