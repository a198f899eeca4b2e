#include "reader.h"

#include "calendar.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

bool
setting_number(const config_setting_t *setting, double *value)
{
    switch (config_setting_type(setting)) {
    case CONFIG_TYPE_INT: *value = config_setting_get_int(setting); return true;
    case CONFIG_TYPE_INT64: *value = (double)config_setting_get_int64(setting); return true;
    case CONFIG_TYPE_FLOAT: *value = config_setting_get_float(setting); return true;
    default: return false;
    }
}

const char *
setting_text(struct arena *arena, const config_setting_t *setting)
{
    double value = 0.0;
    if (setting_number(setting, &value))
        return arena_format(arena, "%.12g", value);
    switch (config_setting_type(setting)) {
    case CONFIG_TYPE_BOOL: return config_setting_get_bool(setting) ? "true" : "false";
    case CONFIG_TYPE_GROUP: return "a group { ... }";
    case CONFIG_TYPE_LIST:
        return config_setting_length(setting) == 0 ? "an empty list ( )" : "a list ( ... )";
    case CONFIG_TYPE_ARRAY:
        return config_setting_length(setting) == 0 ? "an empty list [ ]" : "a list [ ... ]";
    default: break;
    }
    const char *text = config_setting_get_string(setting);
    if (text == NULL)
        return "nothing";
    size_t length = strlen(text);
    if (length <= 60)
        return arena_format(arena, "\"%s\"", text);
    for (length = 57; ((unsigned char)text[length] & 0xc0) == 0x80;)
        length--;
    return arena_format(arena, "\"%.*s...\"", (int)length, text);
}

bool
setting_is_range(const config_setting_t *setting)
{
    if (!config_setting_is_group(setting))
        return false;
    if (config_setting_get_member(setting, "distribution") != NULL)
        return true;
    for (const struct quantity_form *form = quantity_form; form->name != NULL; form++)
        for (size_t i = 0; form->kind != QUANTITY_FIXED && form->param[i] != NULL; i++)
            if (config_setting_get_member(setting, form->param[i]) != NULL)
                return true;
    return false;
}

static bool
is_provenance(const config_setting_t *setting)
{
    const char *name = config_setting_name(setting);
    for (size_t i = 0; name != NULL && provenance_keys[i] != NULL; i++)
        if (strcmp(name, provenance_keys[i]) == 0)
            return true;
    return false;
}

/* Its only key that is not where it comes from, where that is `value`; NULL: there are others. */
static const config_setting_t *
lone_value(const config_setting_t *group)
{
    const config_setting_t *value = config_setting_get_member(group, "value");
    for (int i = 0; value != NULL && i < config_setting_length(group); i++) {
        const config_setting_t *item = config_setting_get_elem(group, (unsigned)i);
        if (item != value && !is_provenance(item))
            return NULL;
    }
    return value;
}

static const char *
full_text(struct arena *arena, const config_setting_t *setting, int depth)
{
    enum { MAX_VALUE = 160 };
    const bool group = config_setting_is_group(setting);
    if (!config_setting_is_aggregate(setting) || depth == 0)
        return setting_text(arena, setting);
    if (group && lone_value(setting) != NULL)
        return setting_text(arena, lone_value(setting));
    const char *text = group ? "{ " : config_setting_is_array(setting) ? "[ " : "( ", *join = "";
    for (int i = 0; i < config_setting_length(setting); i++) {
        const config_setting_t *item = config_setting_get_elem(setting, (unsigned)i);
        if (group && is_provenance(item))
            continue;
        if (strlen(text) > MAX_VALUE)
            return arena_format(arena, "%s...", text);
        const char *value = full_text(arena, item, depth - 1);
        text = group ? arena_format(arena, "%s%s = %s; ", text, config_setting_name(item), value)
                     : arena_format(arena, "%s%s%s", text, join, value);
        join = ", ";
    }
    return arena_format(arena, "%s%s", text,
                        group                              ? "}"
                        : config_setting_is_array(setting) ? " ]"
                                                           : " )");
}

const char *
setting_value_text(struct arena *arena, const config_setting_t *setting)
{
    enum { MAX_DEPTH = 8 };
    return full_text(arena, setting, MAX_DEPTH);
}

/* The number that a text such as "£58,200", "5m", "7%", "1.5 million" or "(14.2)", which is -14.2,
 * stands for; false when it is none. */
static bool
number_in_text(const char *text, double *value)
{
    char plain[40];
    size_t n = 0;
    const size_t length = strlen(text);

    if (length > 2 && length < sizeof plain && text[0] == '(' && text[length - 1] == ')') {
        char inner[sizeof plain];
        (void)snprintf(inner, sizeof inner, "%.*s", (int)length - 2, text + 1);
        const bool is = number_in_text(inner, value);
        *value = -*value;
        return is;
    }
    if (strncmp(text, "\xc2\xa3", 2) == 0)
        text += 2;
    for (; *text != '\0' && n < sizeof plain - 1; text++)
        if (*text != ',' && *text != ' ')
            plain[n++] = *text;
    plain[n] = '\0';
    char *end = NULL;
    *value = strtod(plain, &end);
    if (end == plain || !isfinite(*value) || *text != '\0')
        return false;
    if (strcasecmp(end, "m") == 0 || strcasecmp(end, "million") == 0)
        *value *= GBP_PER_GBP_M;
    else if (strcasecmp(end, "k") == 0)
        *value *= 1e3;
    else if (strcmp(end, "%") == 0)
        *value /= 100;
    else
        return *end == '\0';
    return true;
}

/* "5.2m" and "£5,200,000" mean pounds, "5.2" in a key of millions means millions. */
static double
in_unit_of(const struct field *row, double value)
{
    const bool pounds = field_scale(row) > 1.0 && fabs(value) >= 10000.0;
    return pounds ? value / GBP_PER_GBP_M : value;
}

/* The ends of "52,000 to 66,000" or "0 to 5%", where the sign of the second is that of both. */
static bool
range_in_text(const char *text, double *low, double *high)
{
    char first[40];
    const char *to = strstr(text, " to ");
    const size_t n = to == NULL ? 0 : (size_t)(to - text);
    if (n == 0 || n >= sizeof first - 1 || !number_in_text(to + strlen(" to "), high))
        return false;
    const bool percent = text[strlen(text) - 1] == '%' && to[-1] != '%';
    (void)snprintf(first, sizeof first, "%.*s%s", (int)n, text, percent ? "%" : "");
    return number_in_text(first, low);
}

static const char *
text_advice(struct arena *arena, const struct field *row, const char *text)
{
    double value = 0.0, high = 0.0;
    const bool is_year = row->type == FIELD_FY || row->type == FIELD_AY;
    const int year = is_year ? fy_meant(text) : 0;
    if ((field_is_bounded(row) || row->type == FIELD_PATH) && number_in_text(text, &value))
        return arena_format(arena, ": write %.12g, without quotes", in_unit_of(row, value));
    if (row->type == FIELD_BOOL && (strcasecmp(text, "yes") == 0 || strcasecmp(text, "true") == 0))
        return ": write true, without quotes";
    if (row->type == FIELD_BOOL && (strcasecmp(text, "no") == 0 || strcasecmp(text, "false") == 0))
        return ": write false, without quotes";
    if (row->type == FIELD_QUANTITY && range_in_text(text, &value, &high))
        return arena_format(arena, ": write { low = %.12g; high = %.12g; }, without quotes",
                            in_unit_of(row, value), in_unit_of(row, high));
    if (year > 0)
        return arena_format(arena, ": write \"%s\"", fy_name(year).text);
    if (row->type == FIELD_TEXTS)
        return arena_format(arena, ": write ( \"%s\" )", text);
    return "";
}

/* In place of one number: a range, or (14.2) as accounts write -14.2. */
static const char *
number_advice(struct arena *arena, const struct field *row, const config_setting_t *setting)
{
    const bool certain =
        row->type == FIELD_WHOLE || row->type == FIELD_COUNT || row->type == FIELD_NUMBER;
    double value = 0.0;

    if (certain && setting_is_range(setting)) {
        const config_setting_t *central = config_setting_get_member(setting, "central");
        return arena_format(arena, ": one certain number, no range%s%s",
                            central == NULL ? "" : ": write ",
                            central == NULL ? "" : setting_text(arena, central));
    }
    if ((!certain && row->type != FIELD_QUANTITY) || !config_setting_is_aggregate(setting) ||
        config_setting_is_group(setting) || config_setting_length(setting) != 1 ||
        !setting_number(config_setting_get_elem(setting, 0), &value))
        return "";
    if (config_setting_is_list(setting) && -value >= row->lo && value > 0.0)
        value = -value;
    return arena_format(arena, ": write %.12g", value);
}

const char *
setting_advice(struct arena *arena, const struct field *row, const config_setting_t *setting)
{
    double value = 0.0;
    const bool is_year = row->type == FIELD_FY || row->type == FIELD_AY;

    if (config_setting_type(setting) == CONFIG_TYPE_STRING)
        return text_advice(arena, row, config_setting_get_string(setting));
    if (is_year && setting_number(setting, &value) && value >= 1990 && value <= 2100)
        return arena_format(arena, ": write \"%.0f/%02d\"", value, ((int)value + 1) % 100);
    if (row->type == FIELD_BOOL && setting_number(setting, &value) &&
        (value == 0.0 || value == 1.0))
        return value == 1.0 ? ": write true" : ": write false";
    if (row->type == FIELD_LIST && config_setting_is_group(setting))
        return ": write ( ) around the group";
    if (row->type == FIELD_TEXT && config_setting_is_number(setting))
        return arena_format(arena, ": write \"%s\"", setting_text(arena, setting));
    return number_advice(arena, row, setting);
}

/* Fewer pounds than this are no amount of an account in £ million: they are thousands. */
static const double LEAST_POUNDS = 2e5;

const char *
number_scale_advice(struct arena *arena, const struct field *row, double value)
{
    const bool millions = field_scale(row) > 1.0;
    const bool pounds = strncmp(row->unit, "pounds", 6) == 0;

    if (millions && fabs(value) > row->hi && fabs(value) < LEAST_POUNDS)
        return arena_format(arena, "; if that is in thousands, write %.12g", value / 1e3);
    if (millions && fabs(value) > row->hi && fabs(value) / 1e3 <= row->hi)
        return arena_format(arena, "; if that is in pounds, write %.12g; if in thousands, %.12g",
                            value / GBP_PER_GBP_M, value / 1e3);
    if (millions && fabs(value) > row->hi && fabs(value) / GBP_PER_GBP_M <= row->hi)
        return arena_format(arena, "; if that is in pounds, write %.12g", value / GBP_PER_GBP_M);
    if (pounds && value > 0.0 && value < row->lo && value * 1000.0 >= row->lo)
        return arena_format(arena, "; if that is in thousands, write %.12g", value * 1000.0);
    if (!millions && !pounds && row->hi <= 1.0 && value > row->hi && value <= 100.0 &&
        value / 100.0 <= row->hi)
        return arena_format(arena, "; if that is per cent, write %.12g", value / 100.0);
    return "";
}
