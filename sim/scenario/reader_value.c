/* One value each: numbers, texts, names, years, dates, choices, arrays. Storing goes through
 * memcpy, because the target is known by its row only. */
#include "bytes.h"
#include "calendar.h"
#include "nearest.h"
#include "reader.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#define STORE(target, value) memcpy((target), &(value), sizeof(value))

struct list_target {
    void *items, *n; /* const char ** or int *; size_t */
};

static void
wrong(struct reader *self, const struct field *row, const config_setting_t *setting,
      const char *path)
{
    char want[600];
    field_want(row, want, sizeof want);
    reader_fault(self, setting, path, "is %s, want %s%s", setting_text(self->arena, setting), want,
                 setting_advice(self->arena, row, setting));
}

/* A text goes into tables, pictures and pages of one line each. A workbook's cell holds 32,767
 * characters, of several texts at times. */
enum { MOST_TEXT = 2000 };

static bool
is_seen(struct reader *self, const config_setting_t *setting, const char *path, const char *text)
{
    const size_t n = strlen(text);
    for (size_t i = 0, length; i < n; i += length) {
        const unsigned char *at = (const unsigned char *)text + i;
        length = utf8_length(at, n - i);
        const unsigned code = length == 0 ? 0 : utf8_code(at, length);
        if (!utf8_hides(code) && code >= ' ')
            continue;
        if (length == 0)
            reader_fault(self, setting, path, "has the byte 0x%02X, which is not UTF-8 text", *at);
        else
            reader_fault(self, setting, path,
                         "has the character U+%04X, which cannot be seen: remove it", code);
        return false;
    }
    if (n > MOST_TEXT)
        reader_fault(self, setting, path, "is a text of %zu bytes, want at most %d", n,
                     (int)MOST_TEXT);
    return n <= MOST_TEXT;
}

static bool
text_of(struct reader *self, const struct field *row, const config_setting_t *setting,
        const char *path, const char **text)
{
    if (config_setting_type(setting) == CONFIG_TYPE_STRING) {
        const char *borrowed = config_setting_get_string(setting);
        *text = arena_text(self->arena, borrowed, strlen(borrowed));
        return is_seen(self, setting, path, borrowed);
    }
    wrong(self, row, setting, path);
    return false;
}

/* ---- numbers */

static bool
within(struct reader *self, const struct field *row, const config_setting_t *setting,
       const char *path, double value)
{
    const bool whole = row->type == FIELD_WHOLE || row->type == FIELD_COUNT;
    char want[200];

    if (isfinite(value) && value >= row->lo && value <= row->hi &&
        (!whole || value == floor(value)))
        return true;
    field_want(row, want, sizeof want);
    reader_take_back(self, setting, value);
    reader_fault(self, setting, path, "is %s, want %s%s", setting_text(self->arena, setting), want,
                 number_scale_advice(self->arena, row, value));
    return false;
}

static void
read_number(struct reader *self, const struct field *row, const config_setting_t *setting,
            const char *path, void *target)
{
    double value = 0.0;
    if (!setting_number(setting, &value)) {
        reader_take_back_text(self, setting);
        wrong(self, row, setting, path);
        return;
    }
    if (!within(self, row, setting, path, value))
        return;
    if (row->type == FIELD_WHOLE) {
        const int whole = (int)value;
        STORE(target, whole);
        return;
    }
    value *= field_scale(row);
    STORE(target, value);
}

static void
read_numbers(struct reader *self, const struct field *row, const config_setting_t *setting,
             const char *path, void *target)
{
    const bool list = config_setting_is_array(setting) || config_setting_is_list(setting);
    const size_t n = list ? (size_t)config_setting_length(setting) : 0;
    if (!list) {
        wrong(self, row, setting, path);
        return;
    }
    if (n != row->length) {
        reader_fault(self, setting, path,
                     "has %zu numbers, want %zu, one for each %s from %d to %d", n, row->length,
                     row->index, row->first_index, row->first_index + (int)row->length - 1);
        return;
    }
    char lo[40], hi[40];
    field_number(row->lo, lo, sizeof lo);
    field_number(row->hi, hi, sizeof hi);
    for (size_t i = 0; i < n; i++) {
        const config_setting_t *item = config_setting_get_elem(setting, (unsigned)i);
        double value = 0.0;
        const bool number = setting_number(item, &value) && isfinite(value);
        if (number && (value < row->lo || value > row->hi))
            reader_take_back(self, item, value);
        if (!number || value < row->lo || value > row->hi)
            reader_fault(self, item, path, "has %s for %s %d, want a number from %s to %s (%s)",
                         setting_text(self->arena, item), row->index, row->first_index + (int)i, lo,
                         hi, row->unit);
        memcpy((char *)target + i * sizeof value, &value, sizeof value);
    }
}

static void
read_wholes(struct reader *self, const struct field *row, const config_setting_t *setting,
            const char *path, struct list_target to)
{
    const bool list = config_setting_is_array(setting) || config_setting_is_list(setting);
    const size_t n = list ? (size_t)config_setting_length(setting) : 0;
    const struct field each = {
        .key = row->key, .type = FIELD_WHOLE, .unit = row->unit, .lo = row->lo, .hi = row->hi
    };
    if (n == 0) {
        wrong(self, row, setting, path);
        return;
    }
    int *whole = arena_zero(self->arena, n, sizeof *whole);
    if (whole == NULL)
        return;
    for (size_t i = 0; i < n; i++) {
        const config_setting_t *item = config_setting_get_elem(setting, (unsigned)i);
        whole[i] = (int)row->lo;
        read_number(self, &each, item, path, &whole[i]);
        for (size_t k = 0; k < i; k++)
            if (whole[k] == whole[i])
                reader_fault(self, item, path, "has %d twice", whole[i]);
    }
    STORE(to.items, whole);
    STORE(to.n, n);
}

static void
read_values(struct reader *self, const struct field *row, const config_setting_t *setting,
            const char *path, struct list_target to)
{
    const bool list = config_setting_is_array(setting) || config_setting_is_list(setting);
    const size_t n = list ? (size_t)config_setting_length(setting) : 0;
    const struct field each = {
        .key = row->key, .type = FIELD_NUMBER, .unit = row->unit, .lo = row->lo, .hi = row->hi
    };
    if (n == 0) {
        wrong(self, row, setting, path);
        return;
    }
    double *value = arena_zero(self->arena, n, sizeof *value);
    if (value == NULL)
        return;
    for (size_t i = 0; i < n; i++)
        read_number(self, &each, config_setting_get_elem(setting, (unsigned)i), path, &value[i]);
    STORE(to.items, value);
    STORE(to.n, n);
}

/* ---- names and choices */

static bool
is_id(const char *text)
{
    if (text[0] < 'a' || text[0] > 'z')
        return false;
    for (; *text != '\0'; text++)
        if (!(*text >= 'a' && *text <= 'z') && !isdigit((unsigned char)*text) && *text != '-' &&
            *text != '_')
            return false;
    return true;
}

static void
read_text(struct reader *self, const struct field *row, const config_setting_t *setting,
          const char *path, void *target)
{
    const char *text = NULL;
    if (!text_of(self, row, setting, path, &text))
        return;
    const bool id = row->type == FIELD_ID || row->type == FIELD_PLACE;
    if (id && (!is_id(text) || strlen(text) > 60))
        wrong(self, row, setting, path);
    else if (row->fallback == NULL && strspn(text, " \t") == strlen(text))
        reader_fault(self, setting, path, "is empty: %s", row->help);
    else
        STORE(target, text);
}

_Static_assert(sizeof(enum field_type) == sizeof(int), "a choice is stored as an int");

static void
read_choice(struct reader *self, const struct field *row, const config_setting_t *setting,
            const char *path, void *target)
{
    const char *text = NULL;
    if (!text_of(self, row, setting, path, &text))
        return;
    for (int i = 0; row->choice[i] != NULL; i++)
        if (strcmp(row->choice[i], text) == 0) {
            const bool flag = i > 0;
            if (row->type == FIELD_FLAG)
                STORE(target, flag);
            else
                STORE(target, i);
            return;
        }
    struct nearest nearest = { .name = text };
    for (int i = 0; row->choice[i] != NULL; i++)
        nearest_offer(&nearest, row->choice[i]);
    if (nearest.best == NULL || isdigit((unsigned char)nearest.best[0])) { /* no slip: a version */
        wrong(self, row, setting, path);
        return;
    }
    reader_fault(self, setting, path, "is \"%s\": did you mean \"%s\"?", text, nearest.best);
}

static void
read_bool(struct reader *self, const struct field *row, const config_setting_t *setting,
          const char *path, void *target)
{
    if (config_setting_type(setting) != CONFIG_TYPE_BOOL) {
        wrong(self, row, setting, path);
        return;
    }
    const bool value = config_setting_get_bool(setting) != 0;
    STORE(target, value);
}

static void
read_texts(struct reader *self, const struct field *row, const config_setting_t *setting,
           const char *path, struct list_target to)
{
    if (!config_setting_is_list(setting) && !config_setting_is_array(setting)) {
        wrong(self, row, setting, path);
        return;
    }
    const size_t n = (size_t)config_setting_length(setting);
    const char **text = arena_zero(self->arena, n, sizeof *text);
    for (size_t i = 0; text != NULL && i < n; i++) {
        const config_setting_t *item = config_setting_get_elem(setting, (unsigned)i);
        text[i] = "";
        if (!text_of(self, row, item, path, &text[i]))
            continue;
        for (size_t k = 0; k < i; k++)
            if (strcmp(text[k], text[i]) == 0)
                reader_fault(self, item, path, "names \"%s\" twice", text[i]);
    }
    const size_t stored = text == NULL ? 0 : n;
    STORE(to.items, text);
    STORE(to.n, stored);
}

/* ---- days and years */

static void
read_year(struct reader *self, const struct field *row, const config_setting_t *setting,
          const char *path, void *target)
{
    const char *text = NULL;
    int year = 0;
    if (!text_of(self, row, setting, path, &text))
        return;
    if (fy_parse(text, &year, NULL) == 0) {
        STORE(target, year);
        return;
    }
    if (strlen(text) == 7 && text[4] == '/' && isdigit((unsigned char)text[3]))
        reader_fault(
            self, setting, path,
            "is \"%s\", but the second year must be the one after the first: \"%.4s/%02d\"", text,
            text, ((text[2] - '0') * 10 + (text[3] - '0') + 1) % 100);
    else
        wrong(self, row, setting, path);
}

static void
read_date(struct reader *self, const struct field *row, const config_setting_t *setting,
          const char *path, void *target)
{
    const char *text = NULL;
    double moment;
    if (!text_of(self, row, setting, path, &text))
        return;
    if (date_parse(text, &moment, NULL) == 0)
        STORE(target, text);
    else if (strlen(text) == 10 && text[4] == '-' && text[7] == '-')
        reader_fault(self, setting, path, "is \"%s\", which is no day of the calendar", text);
    else
        wrong(self, row, setting, path);
}

void
read_value(struct reader *self, const struct field *row, const config_setting_t *setting,
           const char *path, void *base)
{
    void *target = (char *)base + row->offset;
    switch (row->type) {
    case FIELD_TEXT:
    case FIELD_ID:
    case FIELD_PLACE: read_text(self, row, setting, path, target); return;
    case FIELD_DATE: read_date(self, row, setting, path, target); return;
    case FIELD_BOOL: read_bool(self, row, setting, path, target); return;
    case FIELD_WHOLE:
    case FIELD_COUNT:
    case FIELD_NUMBER: read_number(self, row, setting, path, target); return;
    case FIELD_NUMBERS: read_numbers(self, row, setting, path, target); return;
    case FIELD_FY:
    case FIELD_AY: read_year(self, row, setting, path, target); return;
    case FIELD_FLAG:
    case FIELD_ENUM: read_choice(self, row, setting, path, target); return;
    case FIELD_WHOLES:
        read_wholes(self, row, setting, path,
                    (struct list_target){ target, (char *)base + row->n_offset });
        return;
    case FIELD_VALUES:
        read_values(self, row, setting, path,
                    (struct list_target){ target, (char *)base + row->n_offset });
        return;
    case FIELD_TEXTS:
        read_texts(self, row, setting, path,
                   (struct list_target){ target, (char *)base + row->n_offset });
        return;
    case FIELD_QUANTITY:
    case FIELD_PATH:
    case FIELD_GROUP:
    case FIELD_LIST:
    case N_FIELD_TYPE: break;
    }
    hr_bug("row '%s' is no plain value", row->key);
}

/* Also what a value is before it is read, so that a faulty one cannot be taken for a number or be
 * compared as NULL. */
void
absent_value(const struct field *row, void *base)
{
    void *target = (char *)base + row->offset;
    const double none = (double)NAN;
    const char *empty = "";

    switch (row->type) {
    case FIELD_TEXT:
    case FIELD_DATE: STORE(target, empty); return;
    case FIELD_COUNT:
    case FIELD_NUMBER: STORE(target, none); return;
    case FIELD_ID:
    case FIELD_PLACE:
        if (row->fallback == NULL)
            STORE(target, empty);
        return;
    case FIELD_BOOL:
    case FIELD_WHOLE:
    case FIELD_NUMBERS:
    case FIELD_FY:
    case FIELD_AY:
    case FIELD_FLAG:
    case FIELD_ENUM:
    case FIELD_WHOLES:
    case FIELD_VALUES:
    case FIELD_TEXTS:
    case FIELD_QUANTITY:
    case FIELD_PATH:
    case FIELD_GROUP:
    case FIELD_LIST:
    case N_FIELD_TYPE: return; /* structs are zero to begin with */
    }
}
