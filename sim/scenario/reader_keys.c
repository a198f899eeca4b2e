/* The keys that any group may carry, and those that none has.
 *
 * Where a number comes from: source, source_date, confidence, owner and note, each from the
 * innermost group around the value that has it.
 *
 * A date or a confidence speaks of a source, so neither is taken from further out than the source
 * itself. And the source of a price is not that of its growth: rows with `own_source` look no
 * further out than themselves. */
#include "reader.h"

#include "nearest.h"

#include <string.h>

enum provenance_key { SOURCE, SOURCE_DATE, CONFIDENCE, OWNER, NOTE };
const char *const provenance_keys[N_PROVENANCE + 1] = {
    [SOURCE] = "source",
    [SOURCE_DATE] = "source_date",
    [CONFIDENCE] = "confidence",
    [OWNER] = "owner",
    [NOTE] = "note",
};
const char *const confidence_choice[] = { "good", "fair", "weak", NULL };

/* What a group says of its numbers, by key; NULL: nothing. */
struct said {
    const char *text[N_PROVENANCE];
};

static void
read_said(struct reader *self, const config_setting_t *group, struct said *out)
{
    const int n = config_setting_is_group(group) ? config_setting_length(group) : 0;
    for (int i = 0; i < n; i++) {
        const config_setting_t *at = config_setting_get_elem(group, (unsigned)i);
        const char *name = config_setting_name(at);
        for (size_t k = 0; k < N_PROVENANCE; k++)
            if (name[0] == provenance_keys[k][0] && strcmp(name, provenance_keys[k]) == 0 &&
                config_setting_type(at) == CONFIG_TYPE_STRING) {
                const char *text = config_setting_get_string(at);
                out->text[k] = arena_text(self->arena, text, strlen(text));
            }
    }
}

/* A group around numbers is asked for each of them, and read once: it keeps what it says. */
static const struct said *
said_around(struct reader *self, config_setting_t *group)
{
    static const struct said nothing = { { NULL } };
    struct said *said = config_setting_get_hook(group);
    if (said != NULL)
        return said;
    said = arena_zero(self->arena, 1, sizeof *said);
    if (said == NULL)
        return &nothing;
    read_said(self, group, said);
    config_setting_set_hook(group, said);
    return said;
}

struct speaker {
    const config_setting_t *setting; /* a number */
    struct said own;
};

/* From the setting outward, at most `reach` groups far; *depth says how far out it was found. */
static const char *
inherited(struct reader *self, const struct speaker *from, enum provenance_key key, int reach,
          int *depth)
{
    const char *text = from->own.text[key];
    *depth = 0;
    for (config_setting_t *group = config_setting_parent(from->setting);
         text == NULL && group != NULL && (reach == NO_LIMIT || *depth < reach);
         group = config_setting_parent(group)) {
        text = said_around(self, group)->text[key];
        ++*depth;
    }
    if (text == NULL)
        *depth = reach;
    return text;
}

struct provenance
reader_provenance(struct reader *self, const config_setting_t *setting, const char *where,
                  int reach)
{
    struct provenance out = { .source = NULL };
    struct speaker from = { .setting = setting };
    int as_source = 0, depth = 0;

    if (strcmp(where, "--set") == 0)
        out.source = "--set on the command line";
    else if (strcmp(where, "default") == 0)
        out.source = "Headroom's default";
    if (out.source != NULL)
        return out;
    read_said(self, setting, &from.own);
    out.source = inherited(self, &from, SOURCE, reach, &as_source);
    out.source_date = inherited(self, &from, SOURCE_DATE, as_source, &depth);
    out.confidence = inherited(self, &from, CONFIDENCE, as_source, &depth);
    out.owner = inherited(self, &from, OWNER, NO_LIMIT, &depth);
    out.note = inherited(self, &from, NOTE, NO_LIMIT, &depth);
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

    if (!number || !config_setting_is_group(setting) || setting_is_range(setting))
        return value != NULL ? value : setting;
    reader_unknown_keys(self, setting, path, &valued);
    if (value == NULL)
        value = reader_member(setting, value_row[0].key);
    return value != NULL ? value : setting;
}

/* ---- unknown keys */

/* A misspelt key must never fall back to a default. */

static bool
in_list(const char *const *list, const char *key)
{
    for (; *list != NULL; list++)
        if (strcmp(*list, key) == 0)
            return true;
    return false;
}

/* A key that a table below has: "it belongs in 'run'". */
static const char *
home_of(struct arena *arena, const struct field_table *table, const char *path, const char *key)
{
    for (size_t i = 0; i < table->n_row; i++) {
        const struct field *row = &table->row[i];
        if (row->table == NULL || row->type == FIELD_PATH)
            continue;
        const char *inner =
            path[0] == '\0' ? row->key : arena_format(arena, "%s.%s", path, row->key);
        for (size_t k = 0; k < row->table->n_row; k++)
            if (strcmp(row->table->row[k].key, key) == 0)
                return inner;
        const char *deeper = home_of(arena, row->table, inner, key);
        if (deeper != NULL)
            return deeper;
    }
    return NULL;
}

bool
reader_is_provenance(struct reader *self, const config_setting_t *setting, const char *path)
{
    const char *key = config_setting_name(setting);
    if (!in_list(provenance_keys, key))
        return false;
    const bool text = config_setting_type(setting) == CONFIG_TYPE_STRING;
    if (!text)
        reader_fault(self, setting, reader_path(self, path, key), "is %s, want text in quotes",
                     setting_text(self->arena, setting));
    else if (strcmp(key, "confidence") == 0 &&
             !in_list(confidence_choice, config_setting_get_string(setting)))
        reader_fault(self, setting, reader_path(self, path, key),
                     "is %s, want \"good\", \"fair\" or \"weak\"",
                     setting_text(self->arena, setting));
    return true;
}

static bool
is_quantity_key(const char *key)
{
    static const char *const range[] = { "low", "central", "high", "distribution", "value", NULL };
    return in_list(range, key);
}

static void
unknown_key(struct reader *self, const config_setting_t *setting, const char *path,
            const struct field_table *table)
{
    const char *key = config_setting_name(setting);
    struct nearest nearest = { .name = key };
    const char *advice = "";

    for (size_t i = 0; i < table->n_row; i++)
        nearest_offer(&nearest, table->row[i].key);
    for (size_t i = 0; provenance_keys[i] != NULL; i++)
        nearest_offer(&nearest, provenance_keys[i]);
    const char *home = home_of(self->arena, &inputs_fields, "", key);
    if (table == &path_fields && is_quantity_key(key))
        advice = ": a yearly rate has first and long_run, each a number or a range, as in "
                 "{ first = { low = 0.02; central = 0.03; high = 0.05; }; long_run = 0.02; }";
    else if (home != NULL && strcmp(home, path) != 0 &&
             (nearest.best == NULL || nearest.distance > 2))
        advice = arena_format(self->arena, ": it belongs in '%s'", home);
    else if (nearest.best != NULL)
        advice = arena_format(self->arena, ": did you mean '%s'?", nearest.best);
    faults_add(self->faults, reader_where(self, setting), "unknown key '%s'%s%s%s%s", key,
               path[0] == '\0' ? "" : " in '", path, path[0] == '\0' ? "" : "'", advice);
}

void
reader_unknown_keys(struct reader *self, const config_setting_t *group, const char *path,
                    const struct field_table *table)
{
    const int n = config_setting_length(group);
    for (int i = 0; i < n; i++) {
        const config_setting_t *setting = config_setting_get_elem(group, (unsigned)i);
        const char *key = config_setting_name(setting);
        bool known = false;
        for (size_t k = 0; k < table->n_row; k++)
            known = known || strcmp(table->row[k].key, key) == 0;
        if (reader_is_provenance(self, setting, path) || known)
            continue;
        unknown_key(self, setting, path, table);
        if (table == &path_fields && is_quantity_key(key)) /* one sentence for the whole range */
            return;
    }
}
