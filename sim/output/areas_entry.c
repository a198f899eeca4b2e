/* An area's entry as JSON and back. */
#include "areas.h"

#include "json_build.h"

#include <math.h>
#include <string.h>

/* ---- written */

static void
put_texts(struct json_build *b, json_t *root, const char *key, const struct areas_text *text,
          size_t n)
{
    json_t *list = json_build_array(b, root, key);
    for (size_t i = 0; i < n; i++) {
        json_t *pair = json_build_array(b, list, NULL);
        json_build_text(b, pair, NULL, text[i].where);
        json_build_text(b, pair, NULL, text[i].text);
    }
}

static void
put_run(struct json_build *b, json_t *root, const struct areas_entry *entry)
{
    json_build_whole(b, root, "base_census", entry->base_census);
    json_build_whole(b, root, "years", (double)entry->n_year);
    json_t *list = json_build_array(b, root, "scenarios");
    for (size_t i = 0; i < entry->n_scenario; i++) {
        json_t *o = json_build_object(b, list, NULL);
        json_build_text(b, o, "id", entry->scenario[i].id);
        json_build_text(b, o, "label", entry->scenario[i].label);
        json_build_whole(b, o, "role", entry->scenario[i].role);
    }
    json_build_text(b, root, "mark", entry->mark);
    json_build_text(b, root, "mark_children", entry->mark_children);
    json_build_text(b, root, "source", entry->source);
    json_build_text(b, root, "data_date", entry->data_date);
    json_build_bool(b, root, "reserves", entry->reserves);
    json_build_bool(b, root, "opening_estimate", entry->opening_estimate);
    json_build_bool(b, root, "no_agreement", entry->no_agreement);
    json_build_number(b, root, "opening_gbp_m", entry->opening_gbp_m);
    json_build_text(b, root, "sha256", entry->sha256);
}

json_t *
areas_entry_json(const struct areas_entry *entry)
{
    struct json_build b = { 0 };
    json_t *root = json_object();
    if (root == NULL)
        return NULL;
    json_build_whole(&b, root, "number", (double)entry->number);
    json_build_whole(&b, root, "line", (double)entry->line);
    json_build_text(&b, root, "area", entry->area);
    json_build_text(&b, root, "region", entry->region);
    json_build_texts(&b, root, "groups", entry->group, entry->n_group);
    json_build_text(&b, root, "file", entry->file);
    put_texts(&b, root, "inputs", entry->input, entry->n_input);
    put_texts(&b, root, "faults", entry->fault, entry->n_fault);
    put_texts(&b, root, "notes", entry->note, entry->n_note);
    if (entry->n_fault == 0)
        put_run(&b, root, entry);
    if (b.failed) {
        json_decref(root);
        return NULL;
    }
    return root;
}

/* ---- read */

struct reading { /* remembers that something was not as it must be */
    struct arena *arena;
    bool failed;
};

static const char *
take_text(struct reading *self, const json_t *json)
{
    const char *text = json_string_value(json);
    self->failed = self->failed || text == NULL;
    return text == NULL ? "" : arena_text(self->arena, text, strlen(text));
}

static size_t
take_whole(struct reading *self, const json_t *json)
{
    static const json_int_t most = 1000000000;
    const json_int_t n = json_integer_value(json);
    const bool whole = json_is_integer(json) && n >= 0 && n <= most;
    self->failed = self->failed || !whole;
    return whole ? (size_t)n : 0;
}

static void *
take_list(struct reading *self, const json_t *json, size_t size, size_t *n)
{
    self->failed = self->failed || !json_is_array(json);
    *n = json_array_size(json);
    void *list = arena_zero(self->arena, *n, size);
    *n = list == NULL ? 0 : *n;
    return list;
}

static struct areas_text *
take_texts(struct reading *self, const json_t *json, size_t *n)
{
    struct areas_text *list = take_list(self, json, sizeof *list, n);
    for (size_t i = 0; i < *n; i++) {
        const json_t *pair = json_array_get(json, i);
        list[i] = (struct areas_text){ take_text(self, json_array_get(pair, 0)),
                                       take_text(self, json_array_get(pair, 1)) };
    }
    return list;
}

static void
take_scenarios(struct reading *self, const json_t *json, struct areas_entry *out)
{
    out->scenario = take_list(self, json, sizeof *out->scenario, &out->n_scenario);
    for (size_t i = 0; i < out->n_scenario; i++) {
        const json_t *o = json_array_get(json, i);
        const size_t role = take_whole(self, json_object_get(o, "role"));
        self->failed = self->failed || role > ROLE_OTHER;
        out->scenario[i] =
            (struct areas_scenario){ take_text(self, json_object_get(o, "id")),
                                     take_text(self, json_object_get(o, "label")),
                                     role > ROLE_OTHER ? ROLE_OTHER : (enum role)role };
    }
    self->failed = self->failed || out->n_scenario == 0;
}

static void
take_run(struct reading *self, const json_t *json, struct areas_entry *out)
{
    const json_t *opening = json_object_get(json, "opening_gbp_m");
    out->base_census = (int)take_whole(self, json_object_get(json, "base_census"));
    out->n_year = take_whole(self, json_object_get(json, "years"));
    take_scenarios(self, json_object_get(json, "scenarios"), out);
    out->mark = take_text(self, json_object_get(json, "mark"));
    out->mark_children = take_text(self, json_object_get(json, "mark_children"));
    out->source = take_text(self, json_object_get(json, "source"));
    out->data_date = take_text(self, json_object_get(json, "data_date"));
    out->reserves = json_is_true(json_object_get(json, "reserves"));
    out->opening_estimate = json_is_true(json_object_get(json, "opening_estimate"));
    out->no_agreement = json_is_true(json_object_get(json, "no_agreement"));
    out->opening_gbp_m = json_is_number(opening) ? json_number_value(opening) : (double)NAN;
    const char *sha256 = take_text(self, json_object_get(json, "sha256"));
    self->failed = self->failed || strlen(sha256) != DIGEST_HEX - 1 || out->n_year == 0;
    if (!self->failed)
        memcpy(out->sha256, sha256, DIGEST_HEX);
}

int
areas_entry_of(const json_t *json, struct arena *arena, struct areas_entry *out, struct hr_err *err)
{
    struct reading self = { .arena = arena };
    const json_t *groups = json_object_get(json, "groups");
    *out = (struct areas_entry){ .number = take_whole(&self, json_object_get(json, "number")),
                                 .line = take_whole(&self, json_object_get(json, "line")),
                                 .area = take_text(&self, json_object_get(json, "area")),
                                 .region = take_text(&self, json_object_get(json, "region")),
                                 .file = take_text(&self, json_object_get(json, "file")) };
    out->group = take_list(&self, groups, sizeof *out->group, &out->n_group);
    for (size_t i = 0; i < out->n_group; i++)
        out->group[i] = take_text(&self, json_array_get(groups, i));
    out->input = take_texts(&self, json_object_get(json, "inputs"), &out->n_input);
    out->fault = take_texts(&self, json_object_get(json, "faults"), &out->n_fault);
    out->note = take_texts(&self, json_object_get(json, "notes"), &out->n_note);
    if (out->n_fault == 0)
        take_run(&self, json, out);
    if (arena->failed)
        return hr_fail(err, HR_ENOMEM, "no memory for area '%s'", out->area);
    return self.failed ? hr_fail(err, HR_ESCENARIO, "the entry of area '%s' is damaged", out->area)
                       : 0;
}
