/* Bridges as tables, as text and as files. */
#include "bridge.h"

#include "calendar.h"
#include "csv.h"
#include "json_build.h"
#include "memory_stream.h"
#include "tables.h"
#include "text.h"
#include "version.h"
#include "words.h"

#include <math.h>
#include <stdint.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NOTE_SIZE = 512, N_NAMED = 2 };

/* Below this the rest is what rounding to the pound, to the penny and to four decimals of a
 * place-year leaves. */
static const double ROUNDING_GBP_M = 0.001;

/* ---- notes */

struct note {
    char text[NOTE_SIZE]; /* ends in "..." if it was too long */
};

static void HR_PRINTF(2, 3) note_add(struct note *self, const char *fmt, ...)
{
    static const char cut[] = "...";
    const size_t used = strlen(self->text);
    va_list args;
    va_start(args, fmt);
    const int n = vsnprintf(self->text + used, sizeof self->text - used, fmt, args);
    va_end(args);
    if (n < 0 || (size_t)n >= sizeof self->text - used)
        memcpy(&self->text[sizeof self->text - sizeof cut], cut, sizeof cut);
}

static const char *
between(const struct note *self)
{
    return self->text[0] == '\0' ? "" : "; ";
}

/* The items that moved it most, by name. */
static void
note_most(struct note *note, const struct bridge_pair *pair, size_t t, enum bridge_part part)
{
    double below = (double)INFINITY;
    for (size_t named = 0; named < N_NAMED; named++) {
        const struct bridge_item *most = NULL;
        for (size_t i = 0; i < pair->n_item; i++) {
            const struct bridge_item *item = &pair->item[i];
            const double size = fabs(item->gbp_m[t]);
            if (item->part == part && size < below && size >= ROUNDING_GBP_M / 2.0 &&
                (most == NULL || size > fabs(most->gbp_m[t])))
                most = item;
        }
        if (most == NULL)
            return;
        note_add(note, "%s'%s' %s", named == 0 ? "most by " : ", ", most->id,
                 words_ledger(most->gbp_m[t]).text);
        below = fabs(most->gbp_m[t]);
    }
}

enum lack { ONLY_OLD, ONLY_NEW, HIDDEN };

static bool
lacks(const struct bridge_item *item, enum lack lack)
{
    switch (lack) {
    case ONLY_OLD: return item->in_old && !item->in_new;
    case ONLY_NEW: return item->in_new && !item->in_old;
    case HIDDEN: return item->hidden;
    }
    hr_bug("no such lack");
}

static void
note_lacking(struct note *note, const struct bridge_pair *pair, enum bridge_part part,
             enum lack lack)
{
    static const char *const says[] = { [ONLY_OLD] = "only in the old forecast: ",
                                        [ONLY_NEW] = "only in the new forecast: ",
                                        [HIDDEN] = "left out of a folder: " };
    const char *before = says[lack];
    const char *start = between(note);
    for (size_t i = 0; i < pair->n_item; i++)
        if (pair->item[i].part == part && lacks(&pair->item[i], lack)) {
            note_add(note, "%s%s'%s'", start, before, pair->item[i].id);
            start = "";
            before = ", ";
        }
}

static void
note_opening(struct note *note, const struct bridge *bridge, const struct bridge_pair *pair)
{
    const int fy = pair->year[0].fy - 1;
    const struct run_value *old =
        run_folder_value(bridge->old, pair->old, fy, run_folder_measure(bridge->old, "deficit"));
    const struct run_value *new =
        run_folder_value(bridge->new, pair->new, fy, run_folder_measure(bridge->new, "deficit"));
    note_add(note, "deficit at %s: %s %s in the old forecast, %s %s in the new",
             words_year_end(fy).text, run_basis_name[old->basis], words_ledger(old->central).text,
             run_basis_name[new->basis], words_ledger(new->central).text);
}

static void
note_rest(struct note *note, const struct bridge_pair *pair, size_t t)
{
    note_lacking(note, pair, BRIDGE_PRICE, HIDDEN);
    note_lacking(note, pair, BRIDGE_LINES, HIDDEN);
    if (fabs(pair->year[t].part[BRIDGE_REST]) < ROUNDING_GBP_M)
        note_add(note, "%srounding", between(note));
    else if (note->text[0] == '\0')
        note_add(note, "spending that forecast.csv puts on no setting or line");
}

static struct note
note_of(const struct bridge *bridge, const struct bridge_pair *pair, size_t t,
        enum bridge_part part)
{
    struct note note = { "" };
    switch (part) {
    case BRIDGE_OPENING: note_opening(&note, bridge, pair); break;
    case BRIDGE_VOLUME: note_add(&note, "at the old mix and the old prices"); break;
    case BRIDGE_MIX:
        note_most(&note, pair, t, part);
        note_lacking(&note, pair, part, ONLY_OLD);
        note_lacking(&note, pair, part, ONLY_NEW);
        break;
    case BRIDGE_OPTIONS: break;
    case BRIDGE_JOINT: note_most(&note, pair, t, part); break;
    case BRIDGE_LINES:
        note_most(&note, pair, t, part);
        note_lacking(&note, pair, part, ONLY_OLD);
        note_lacking(&note, pair, part, ONLY_NEW);
        break;
    case BRIDGE_PRICE:
    case BRIDGE_PLACE_FUNDING: note_most(&note, pair, t, part); break;
    case BRIDGE_GRANT:
    case BRIDGE_RECEIPTS: note_add(&note, "more money makes the deficit smaller"); break;
    case BRIDGE_OTHER_BLOCKS: break;
    case BRIDGE_REST: note_rest(&note, pair, t); break;
    case BRIDGE_N_PART: hr_bug("no such part");
    }
    return note;
}

/* ---- tables */

/* "plan", or "plan=recovery-plan" where the two have other ids. */
static struct note
name_of(const struct bridge *bridge, const struct bridge_pair *pair)
{
    const char *old = bridge->old->scenario[pair->old], *new = bridge->new->scenario[pair->new];
    struct note name = { "" };
    if (strcmp(old, new) == 0)
        note_add(&name, "%s", new);
    else
        note_add(&name, "%s=%s", old, new);
    return name;
}

struct bridge_row { /* of both tables */
    const char *scenario, *fy, *part, *item, *found_in, *note;
    double gbp_m, running_gbp_m, of_year_gbp_m;
};
#define ROW(member) offsetof(struct bridge_row, member)

static const struct table_field bridge_field[] = {
    COLUMN_TEXT("scenario", ROW(scenario), AS_BEFORE),
    COLUMN_TEXT("financial_year", ROW(fy), AS_BEFORE),
    COLUMN_TEXT("part", ROW(part), AS_BEFORE),
    COLUMN_IN(IN_MONEY, "gbp_m", ROW(gbp_m), AS_BEFORE),
    COLUMN_IN(IN_MONEY, "running_gbp_m", ROW(running_gbp_m), AS_BEFORE),
    COLUMN_IN(IN_MONEY, "of_year_gbp_m", ROW(of_year_gbp_m), AS_BEFORE),
    COLUMN_TEXT("note", ROW(note), AS_BEFORE),
};

static const struct table_field item_field[] = {
    COLUMN_TEXT("scenario", ROW(scenario), AS_BEFORE),
    COLUMN_TEXT("financial_year", ROW(fy), AS_BEFORE),
    COLUMN_TEXT("part", ROW(part), AS_BEFORE),
    COLUMN_TEXT("item", ROW(item), AS_BEFORE),
    COLUMN_IN(IN_MONEY, "gbp_m", ROW(gbp_m), AS_BEFORE),
    COLUMN_TEXT("found_in", ROW(found_in), AS_BEFORE),
};
#undef ROW

static void
put_year(struct table *out, const struct bridge *bridge, const struct bridge_pair *pair, size_t t)
{
    const double none = (double)NAN;
    const struct bridge_year *year = &pair->year[t];
    const struct note name = name_of(bridge, pair);
    const struct year_name fy = fy_name(year->fy);
    struct bridge_row row = { .scenario = name.text,
                              .fy = fy.text,
                              .part = "old",
                              .gbp_m = year->old_gbp_m,
                              .running_gbp_m = year->old_gbp_m,
                              .of_year_gbp_m = none,
                              .note = "average of the old forecast's futures" };
    table_put(out, &row);
    for (size_t part = 0; part < BRIDGE_N_PART; part++) {
        const struct note note = note_of(bridge, pair, t, (enum bridge_part)part);
        row.part = bridge_part_id((enum bridge_part)part);
        row.gbp_m = year->part[part];
        row.running_gbp_m += year->part[part];
        row.of_year_gbp_m = year->of_year[part];
        row.note = note.text;
        table_put(out, &row);
    }
    row.part = "new";
    row.gbp_m = year->new_gbp_m;
    row.of_year_gbp_m = none;
    row.note = "average of the new forecast's futures";
    table_put(out, &row);
}

int
bridge_table(const struct bridge *bridge, struct table *out, struct hr_err *err)
{
    table_init(out, "bridge", bridge_field, N_FIELD(bridge_field));
    for (size_t p = 0; p < bridge->n_pair; p++)
        for (size_t t = 0; t < bridge->pair[p].n_year; t++)
            put_year(out, bridge, &bridge->pair[p], t);
    return table_check(out, err);
}

static void
put_item(struct table *out, const struct bridge *bridge, const struct bridge_pair *pair, size_t t,
         const struct bridge_item *item)
{
    const struct note name = name_of(bridge, pair);
    const struct year_name fy = fy_name(pair->year[t].fy);
    table_put(out, &(struct bridge_row){ .scenario = name.text,
                                         .fy = fy.text,
                                         .part = bridge_part_id(item->part),
                                         .item = item->id,
                                         .found_in = item->in_old && item->in_new ? "both"
                                                     : item->in_old               ? "old"
                                                                                  : "new",
                                         .gbp_m = item->hidden ? (double)NAN : item->gbp_m[t] });
}

int
bridge_items_table(const struct bridge *bridge, struct table *out, struct hr_err *err)
{
    table_init(out, "bridge_items", item_field, N_FIELD(item_field));
    for (size_t p = 0; p < bridge->n_pair; p++) {
        const struct bridge_pair *pair = &bridge->pair[p];
        for (size_t t = 0; t < pair->n_year; t++)
            for (size_t i = 0; i < pair->n_item; i++)
                put_item(out, bridge, pair, t, &pair->item[i]);
    }
    return table_check(out, err);
}

/* ---- text */

static void
print_line(FILE *out, const char *label, double gbp_m, const char *note)
{
    fprintf(out, "  %-32s %10s%s%s\n", label, words_ledger(gbp_m).text,
            note[0] == '\0' ? "" : "   ", note);
}

static void
print_pair(FILE *out, const struct bridge *bridge, const struct bridge_pair *pair)
{
    const size_t t = pair->n_year - 1;
    const struct bridge_year *year = &pair->year[t];
    fprintf(out, "%s, scenario '%s': deficit at %s, £ million (in brackets: makes it smaller)\n\n",
            run_folder_text(bridge->new, "area"), name_of(bridge, pair).text,
            words_year_end(year->fy).text);
    print_line(out, "Old forecast", year->old_gbp_m, text_path(bridge->old->path));
    for (size_t part = 0; part < BRIDGE_N_PART; part++) {
        const bool nothing = year->part[part] == 0.0;
        if (nothing && (part == BRIDGE_OPTIONS || part == BRIDGE_OTHER_BLOCKS))
            continue;
        print_line(out, bridge_part_name((enum bridge_part)part), year->part[part],
                   nothing ? "" : note_of(bridge, pair, t, (enum bridge_part)part).text);
    }
    print_line(out, "New forecast", year->new_gbp_m, text_path(bridge->new->path));
    fputs("  Averages of the simulated futures: they add up.\n", out);
}

/* Years and scenarios of one folder that the other has not. */
static void
print_alone(FILE *out, const struct bridge *bridge, bool of_old)
{
    const struct run_folder *one = of_old ? bridge->old : bridge->new;
    const char *says = "";
    for (size_t s = 0; s < one->n_scenario; s++) {
        bool paired = false;
        for (size_t p = 0; p < bridge->n_pair; p++)
            paired = paired || (of_old ? bridge->pair[p].old : bridge->pair[p].new) == s;
        if (!paired) {
            if (says[0] == '\0')
                fprintf(out, "Scenarios of %s without a partner: ", text_path(one->path));
            fprintf(out, "%s'%s'", says, one->scenario[s]);
            says = ", ";
        }
    }
    if (says[0] != '\0')
        putc('\n', out);
}

static int
print_came(FILE *out, const struct bridge *bridge, size_t pair, struct hr_err *err)
{
    struct words came;
    const int ret = bridge_came(bridge, pair, &came, err);
    if (ret == 0 && came.text[0] != '\0')
        fprintf(out, "  Since the old forecast: %s (chart 13).\n", came.text);
    return ret;
}

int
bridge_text(const struct bridge *bridge, char **text, size_t *size, struct hr_err *err)
{
    *text = NULL;
    *size = 0;
    FILE *out = memory_stream(text, size);
    if (out == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for a bridge");
    int ret = 0;
    for (size_t p = 0; ret == 0 && p < bridge->n_pair; p++) {
        if (p > 0)
            putc('\n', out);
        print_pair(out, bridge, &bridge->pair[p]);
        ret = print_came(out, bridge, p, err);
    }
    print_alone(out, bridge, true);
    print_alone(out, bridge, false);
    if (strcmp(run_folder_text(bridge->old, "version"), run_folder_text(bridge->new, "version")) !=
        0)
        fprintf(out,
                "The forecasts are of versions %s and %s of the program: part of the change may be "
                "its methods.\n",
                run_folder_text(bridge->old, "version"), run_folder_text(bridge->new, "version"));
    const int failed = ferror(out);
    if (fclose(out) == 0 && !failed && ret == 0)
        return 0;
    free(*text);
    *text = NULL;
    return ret != 0 ? ret : hr_fail(err, HR_ENOMEM, "no memory for a bridge");
}

/* ---- files */

static int
put_table(struct folder *folder,
          int (*make)(const struct bridge *, struct table *, struct hr_err *),
          const struct bridge *bridge, struct hr_err *err)
{
    struct table table;
    int ret = make(bridge, &table, err);
    if (ret == 0)
        ret = csv_write(&table, folder, err);
    table_release(&table);
    return ret;
}

static void
record_side(struct json_build *b, json_t *root, const char *key, const struct run_folder *folder)
{
    static const char *const copied[] = { "version",     "git_commit",    "title",       "seed",
                                          "simulations", "scenario_file", "input_files", "set" };
    json_t *o = json_build_object(b, root, key);
    json_build_text(b, o, "path", text_path(folder->path));
    json_build_text(b, o, "run_json_sha256", folder->record_sha256);
    json_build_text(b, o, "forecast_csv_sha256", folder->forecast_sha256);
    for (size_t i = 0; i < sizeof copied / sizeof copied[0]; i++) {
        json_t *value = json_object_get(folder->record, copied[i]);
        if (value != NULL && json_object_set_new(o, copied[i], json_deep_copy(value)) != 0)
            b->failed = true;
    }
}

static void
record_pairs(struct json_build *b, json_t *root, const struct bridge *bridge)
{
    json_t *pairs = json_build_array(b, root, "scenarios");
    for (size_t p = 0; p < bridge->n_pair; p++) {
        const struct bridge_pair *pair = &bridge->pair[p];
        json_t *o = json_build_object(b, pairs, NULL);
        json_build_text(b, o, "old", bridge->old->scenario[pair->old]);
        json_build_text(b, o, "new", bridge->new->scenario[pair->new]);
        json_build_text(b, o, "first_year", words_financial_year(pair->year[0].fy).text);
        json_build_text(b, o, "last_year",
                        words_financial_year(pair->year[pair->n_year - 1].fy).text);
    }
}

static int
put_record(const struct bridge *bridge, struct folder *folder, struct hr_err *err)
{
    struct json_build b = { 0 };
    json_t *root = json_object();
    if (root == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for run.json");
    json_build_text(&b, root, "program", "headroom");
    json_build_text(&b, root, "version", HEADROOM_VERSION);
    json_build_text(&b, root, "git_commit", version_commit());
    json_build_text(&b, root, "command", "bridge");
    json_build_text(&b, root, "area", run_folder_text(bridge->new, "area"));
    record_side(&b, root, "old", bridge->old);
    record_side(&b, root, "new", bridge->new);
    record_pairs(&b, root, bridge);
    json_build_outputs(&b, root, folder);
    char *text = json_build_end(&b, root);
    if (text == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for run.json, or a name in it is not UTF-8");
    return folder_take(folder, "run.json", text, err);
}

int
bridge_publish(const struct bridge *bridge, struct folder *folder, struct hr_err *err)
{
    char *text = NULL;
    size_t size = 0;
    int ret = put_table(folder, bridge_table, bridge, err);
    if (ret == 0)
        ret = put_table(folder, bridge_items_table, bridge, err);
    if (ret == 0)
        ret = bridge_text(bridge, &text, &size, err);
    if (ret == 0)
        ret = folder_take(folder, "bridge.txt", text, err);
    if (ret == 0)
        ret = bridge_charts(bridge, folder, err);
    if (ret == 0)
        ret = folder_put_sums(folder, err);
    if (ret == 0)
        ret = put_record(bridge, folder, err);
    return ret == 0 ? folder_commit(folder, err) : ret;
}
