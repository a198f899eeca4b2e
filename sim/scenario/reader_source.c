/* Where a number comes from: source, source_date, confidence, owner and note, each from the
 * innermost group around the value that has it.
 *
 * A date or a confidence speaks of a source, so neither is taken from further out than the source
 * itself. And the source of a price is not that of its growth: rows with `own_source` look no
 * further out than themselves. */
#include "reader.h"

#include <string.h>

const char *const provenance_keys[] = {
    "source", "source_date", "confidence", "owner", "note", NULL
};
const char *const confidence_choice[] = { "good", "fair", "weak", NULL };

static const char *
text_member(const config_setting_t *group, const char *key)
{
    const config_setting_t *at =
        config_setting_is_group(group) ? config_setting_get_member(group, key) : NULL;
    return at != NULL && config_setting_type(at) == CONFIG_TYPE_STRING
               ? config_setting_get_string(at)
               : NULL;
}

/* From the setting outward, at most `reach` groups far; *depth says how far out it was found. */
static const char *
inherited(struct reader *self, const config_setting_t *setting, const char *key, int reach,
          int *depth)
{
    *depth = 0;
    for (const config_setting_t *group = setting; group != NULL;
         group = config_setting_parent(group), ++*depth) {
        if (reach != NO_LIMIT && *depth > reach)
            break;
        const char *text = text_member(group, key);
        if (text != NULL)
            return arena_text(self->arena, text, strlen(text));
    }
    *depth = reach;
    return NULL;
}

struct provenance
reader_provenance(struct reader *self, const config_setting_t *setting, const char *where,
                  int reach)
{
    struct provenance out = { .source = NULL };
    int as_source = 0, depth = 0;

    if (strcmp(where, "--set") == 0)
        out.source = "--set on the command line";
    else if (strcmp(where, "default") == 0)
        out.source = "Headroom's default";
    if (out.source != NULL)
        return out;
    out.source = inherited(self, setting, "source", reach, &as_source);
    out.source_date = inherited(self, setting, "source_date", as_source, &depth);
    out.confidence = inherited(self, setting, "confidence", as_source, &depth);
    out.owner = inherited(self, setting, "owner", NO_LIMIT, &depth);
    out.note = inherited(self, setting, "note", NO_LIMIT, &depth);
    return out;
}

static const struct field value_row[] = {
    { .key = "value", .type = FIELD_NUMBER, .unit = "", .help = "The number.", .example = "210" },
};
static const struct field_table valued = { .row = value_row, .n_row = 1 };

const config_setting_t *
reader_plain(struct reader *self, const struct field *row, const config_setting_t *setting,
             const char *path)
{
    const bool number = row->type == FIELD_COUNT || row->type == FIELD_NUMBER;
    const config_setting_t *value =
        number ? reader_override(self, reader_path(self, path, value_row[0].key)) : NULL;

    if (!number || !config_setting_is_group(setting))
        return value != NULL ? value : setting;
    reader_unknown_keys(self, setting, path, &valued);
    if (value == NULL)
        value = config_setting_get_member(setting, value_row[0].key);
    return value != NULL ? value : setting;
}
